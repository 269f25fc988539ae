#include "registry/name_rules.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace payung {
namespace {

constexpr char drop = 0;
constexpr char several_bytes = 1;

/// What one byte of a name becomes: a letter, a blank, nothing, or a part of a longer character.
constexpr std::array<char, 256> fold_table = [] {
    std::array<char, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        char& to = table[byte];
        to = ' ';
        if (c >= 'A' && c <= 'Z') to = c;
        if (c >= 'a' && c <= 'z') to = static_cast<char>(c - 'a' + 'A');
        if (c >= '0' && c <= '9') to = drop;
        if (c == '\'' || c == '`' || c == '"') to = drop;
        if (byte >= 0x80) to = several_bytes;
    }
    return table;
}();

// U+00C0 to U+017F without their accents; '-' where there is no letter of A to Z.
constexpr std::string_view latin =
    "AAAAAAACEEEEIIIIDNOOOOO-OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO-OUUUUYTY"
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLLNNNNNNNNNOOOOOOOORRRRRR"
    "SSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";
static_assert(latin.size() == 0x180 - 0xC0);

/// The character at `text` (not ASCII), folded; moves `at` behind it. Bytes that are no UTF-8 go.
char fold_several_bytes(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned lead = byte(at);
    ++at;
    unsigned point = lead & 0x1FU;
    if (lead >= 0xE0) point = lead & 0x0FU;
    while ((byte(at) & 0xC0U) == 0x80U) point = point << 6U | (byte(at++) & 0x3FU);
    if (point == 0xA0 || (point >= 0x2000 && point <= 0x2015)) return ' ';  // blanks and dashes
    if (point < 0xC0 || point >= 0x180) return drop;
    const char letter = latin[point - 0xC0];
    return letter == '-' ? drop : letter;
}

/// fold_name() into a buffer of NameRules::letters_max; returns the size.
std::size_t fold_into(std::string_view name, char* out) {
    std::size_t size = 0;
    char last = ' ';
    for (std::size_t at = 0; at < name.size() && size < NameRules::letters_max;) {
        char c = fold_table[static_cast<unsigned char>(name[at])];
        if (c == several_bytes) [[unlikely]] {
            c = fold_several_bytes(name, at);
        } else {
            ++at;
        }
        const bool stays = c != drop && (c != ' ' || last != ' ');
        out[size] = c;
        size += stays ? 1 : 0;
        last = stays ? c : last;
    }
    while (size > 0 && out[size - 1] == ' ') --size;
    return size;
}

/// Masks of the first 0 … 8 bytes of a word in memory.
constexpr std::array<std::uint64_t, 9> low_bytes = [] {
    std::array<std::uint64_t, 9> masks{};
    for (std::size_t i = 1; i < masks.size(); ++i) masks[i] = masks[i - 1] << 8U | 0xFFU;
    return masks;
}();

std::size_t pair_of(char a, char b) {
    return (static_cast<unsigned>(a) & 31U) * 32 + (static_cast<unsigned>(b) & 31U);
}

}  // namespace

std::string fold_name(std::string_view name) {
    std::array<char, NameRules::letters_max> letters;
    return {letters.data(), fold_into(name, letters.data())};
}

NameRules NameRules::none() {
    NameRules rules;
    rules.words_.resize(slots);
    rules.version_ = "fold";
    return rules;
}

/// The slot of the word of these letters, or the free one where it would stand.
std::size_t NameRules::slot(const Letters& letters) const {
    const std::uint64_t mixed =
        (letters[0] * 0x9E3779B97F4A7C15ULL) ^ (letters[1] * 0xC2B2AE3D27D4EB4FULL);
    std::size_t at = (mixed ^ mixed >> 32U) * 0x9FB21C651E98DF25ULL >> 55U;
    static_assert(slots == 1U << (64U - 55U));
    while (words_[at].meanings != 0 && words_[at].letters != letters) at = (at + 1) % slots;
    return at;
}

NameRules::Letters NameRules::letters_of(std::string_view word) {
    Letters letters{};
    std::memcpy(letters.data(), word.data(), word.size());
    return letters;
}

const NameRules::Word* NameRules::find(const Letters& letters) const {
    const Word& found = words_[slot(letters)];
    return found.meanings == 0 ? nullptr : &found;
}

const NameRules::Word* NameRules::find(std::string_view word) const {
    if (word.empty() || word.size() > word_letters_max) return nullptr;
    return find(letters_of(word));
}

/// One name on its way to its canonical form.
class NameWork {
public:
    NameWork(const NameRules& rules, std::string_view name) : rules_(rules) {
        text_size_ = fold_into(name, text_.data());
        if (split()) respell();
        look_up_words();
        if (!plain_) settle();
    }

    /// The canonical name; lives as long as this.
    std::string_view name() const {
        return plain_ ? std::string_view(text_.data(), text_size_)
                      : std::string_view(settled_.data(), settled_size_);
    }
    std::string father() const;
    bool title() const { return title_; }
    bool dead() const { return dead_; }

private:
    static constexpr std::size_t words_max = NameRules::letters_max / 2 + 1;
    static constexpr std::size_t text_max = NameRules::letters_max + 16;

    struct Token {  // without initialisers: most of tokens_ is never touched
        std::uint8_t begin, size;
        const NameRules::Word* rule;
        bool means(unsigned meaning) const {
            return rule != nullptr && (rule->meanings & meaning) != 0;
        }
    };

    std::string_view word(const Token& token) const { return {&text_[token.begin], token.size}; }

    bool split();
    void respell();
    void look_up_words();
    void add_token(std::size_t begin, std::size_t end);
    std::size_t respell_word(std::string_view word, std::size_t at);
    void put(char letter, std::size_t begin, std::size_t& end);
    void settle();
    void drop_dead();
    void cut_father();
    void drop_titles_front();
    std::size_t title_words_back() const;
    bool is_newborn() const;
    void write_words();
    void write_word(std::string_view word, bool joined);
    std::string_view variant_of(const Token& token, bool front) const;

    const NameRules& rules_;
    std::array<char, text_max> text_;  // respelled words with single blanks
    std::size_t text_size_ = 0;
    std::array<Token, words_max> tokens_;
    std::size_t first_ = 0, count_ = 0;  // [first_, count_) are the person's own words
    std::size_t father_ = 0, father_end_ = 0;
    bool plain_ = true;  // no rule but letters touched it: text_ is the answer
    bool title_ = false, dead_ = false;
    std::array<char, text_max> settled_;
    std::size_t settled_size_ = 0;
};

/// Puts `letter` behind text_[begin, end), respelling what the last two letters have become.
void NameWork::put(char letter, std::size_t begin, std::size_t& end) {
    while (end > begin) {
        const std::uint8_t index = rules_.respelling_[pair_of(text_[end - 1], letter)];
        if (index == 0) break;
        const NameRules::Respelling& to = rules_.respellings_[index - 1U];
        if (to.size == 2) {  // The first letter stays: see the loader.
            letter = to.to[1];
            break;
        }
        --end;
        letter = to.to[0];
    }
    text_[end++] = letter;
}

/// Writes `word` from `at` on, by its canonical spelling; returns its end.
std::size_t NameWork::respell_word(std::string_view word, std::size_t at) {
    std::size_t end = at;
    for (const char letter : word) put(letter, at, end);
    if (end - at == word.size() && std::memcmp(&text_[at], word.data(), word.size()) == 0)
        return end;
    const NameRules::Word* const rule = rules_.find(word);
    if (rule == nullptr || (rule->meanings & NameRules::keep) == 0) return end;
    std::memcpy(&text_[at], word.data(), word.size());
    return at + word.size();
}

/// Finds the words of text_; true if some pair of letters is respelled.
bool NameWork::split() {
    unsigned respelled = 0;
    std::size_t begin = 0;
    unsigned before = 0;  // the letter's number; 0 is the blank, which is in no pair
    for (std::size_t at = 0; at < text_size_; ++at) {
        const unsigned letter = static_cast<unsigned char>(text_[at]) & 31U;
        respelled |= rules_.respelling_[before * 32 + letter];
        before = letter;
        if (letter != 0) continue;
        add_token(begin, at);
        begin = at + 1;
    }
    if (text_size_ > 0) add_token(begin, text_size_);
    return respelled != 0;
}

void NameWork::add_token(std::size_t begin, std::size_t end) {
    Token& token = tokens_[count_++];
    token.begin = static_cast<std::uint8_t>(begin);
    token.size = static_cast<std::uint8_t>(end - begin);
}

/// The words of text_ by their canonical spelling, which is never longer.
void NameWork::respell() {
    const std::array<char, text_max> fold = text_;
    text_size_ = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        if (text_size_ > 0) text_[text_size_++] = ' ';
        const std::string_view word(&fold[tokens_[i].begin], tokens_[i].size);
        const std::size_t end = respell_word(word, text_size_);
        tokens_[i].begin = static_cast<std::uint8_t>(text_size_);
        tokens_[i].size = static_cast<std::uint8_t>(end - text_size_);
        text_size_ = end;
    }
}

void NameWork::look_up_words() {
    constexpr std::size_t eight = 8;
    for (std::size_t i = 0; i < count_; ++i) {
        Token& token = tokens_[i];
        token.rule = nullptr;
        if (token.size <= NameRules::word_letters_max) {
            // Behind the text there is room: read 16 letters and take away those of other words.
            NameRules::Letters letters;
            std::memcpy(letters.data(), &text_[token.begin], sizeof letters);
            const std::size_t low = std::min<std::size_t>(token.size, eight);
            letters[0] &= low_bytes[low];
            letters[1] &= low_bytes[token.size - low];
            token.rule = rules_.find(letters);
        }
        // A degree may stand in two words, neither of which means anything alone: S PD.
        plain_ = plain_ && token.rule == nullptr && (token.size > 2 || i == 0);
    }
}

void NameWork::settle() {
    drop_dead();
    cut_father();
    drop_titles_front();
    while (const std::size_t words = title_words_back()) {
        count_ -= words;
        title_ = true;
    }
    if (!is_newborn()) write_words();
}

void NameWork::drop_dead() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        const bool others = kept > 0 || i + 1 < count_;
        if (tokens_[i].means(NameRules::dead) && others) {
            dead_ = true;
        } else {
            tokens_[kept++] = tokens_[i];
        }
    }
    count_ = kept;
}

void NameWork::cut_father() {
    for (std::size_t i = 1; i + 1 < count_; ++i) {
        if (!tokens_[i].means(NameRules::father)) continue;
        father_ = i + 1;
        father_end_ = count_;
        count_ = i;
    }
}

void NameWork::drop_titles_front() {
    while (first_ + 1 < count_ && tokens_[first_].means(NameRules::title_front)) {
        ++first_;
        title_ = true;
    }
}

/// How many of the last words are a degree, as one word or spelled in two or three.
std::size_t NameWork::title_words_back() const {
    constexpr std::size_t words_most = 3, letters_most = 8;
    std::array<char, 16> together{};
    std::size_t words = std::min(words_most, count_ - first_ - (count_ > first_ ? 1 : 0));
    for (; words > 0; --words) {
        std::size_t letters = 0;
        for (std::size_t i = count_ - words; i < count_ && letters <= letters_most; ++i) {
            if (letters + tokens_[i].size > letters_most) {
                letters = letters_most + 1;
                break;
            }
            std::memcpy(&together[letters], &text_[tokens_[i].begin], tokens_[i].size);
            letters += tokens_[i].size;
        }
        if (letters > letters_most) continue;
        const NameRules::Word* const rule = rules_.find({together.data(), letters});
        if (rule != nullptr && (rule->meanings & NameRules::title_back) != 0) return words;
    }
    return 0;
}

bool NameWork::is_newborn() const {
    return first_ + 1 < count_ && tokens_[first_].means(NameRules::newborn) &&
           tokens_[first_ + 1].means(NameRules::newborn_mother);
}

std::string_view NameWork::variant_of(const Token& token, bool front) const {
    unsigned meaning = NameRules::variant;
    if (front) meaning |= NameRules::variant_front;
    return token.means(meaning) ? std::string_view(rules_.targets_[token.rule->target])
                                : word(token);
}

void NameWork::write_words() {
    bool joins = false;  // the word before takes this one
    for (std::size_t i = first_; i < count_; ++i) {
        const bool front = i == first_ && i + 1 < count_;
        const std::string_view written = variant_of(tokens_[i], front);
        write_word(written, joins && !tokens_[i].means(NameRules::keep));
        const NameRules::Word* const rule = rules_.find(written);
        joins = !joins && rule != nullptr && (rule->meanings & NameRules::join) != 0;
    }
}

void NameWork::write_word(std::string_view word, bool joined) {
    if (settled_size_ + word.size() + 1 > NameRules::letters_max) return;
    if (settled_size_ > 0 && !joined) settled_[settled_size_++] = ' ';
    std::memcpy(&settled_[settled_size_], word.data(), word.size());
    settled_size_ += word.size();
}

std::string NameWork::father() const {
    std::string text;
    for (std::size_t i = father_; i < father_end_; ++i) {
        if (!text.empty()) text += ' ';
        text += word(tokens_[i]);
    }
    return text;
}

CanonicalName NameRules::canonical(std::string_view name) const {
    const NameWork work(*this, name);
    return {std::string(work.name()), work.father(), work.title(), work.dead()};
}

std::uint64_t NameRules::key(std::string_view name) const {
    const NameWork work(*this, name);
    if (work.name().empty()) return 0;
    std::array<char, letters_max + 16> letters;
    return hash_bytes(key_letters_.write(work.name(), letters));
}

}  // namespace payung
