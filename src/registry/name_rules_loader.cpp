#include <optional>

#include "base/csv_reader.h"
#include "base/hash.h"
#include "registry/name_rules.h"

namespace payung {
namespace {

struct Row {
    std::uint64_t line = 0;
    std::string kind, from, to;
};

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= 16 &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

bool is_key_rule(std::string_view kind) {
    return kind.starts_with("key_");
}

}  // namespace

/// Builds NameRules from the rows of the table; refuses what a second pass would change again.
class NameRulesLoader {
public:
    Result<NameRules> load(const Path& table);

private:
    using Reason = const char*;  // nothing wrong: nullptr

    Result<void> read(const Path& table, Sha256& digest);
    Reason add_letters(const Row& row);
    Reason add_word(const Row& row);
    Reason add_key_rule(const Row& row);
    Reason check_key_rule(const Row& row) const;
    Reason check_target(const Row& row) const;
    static std::uint16_t meaning_of(std::string_view kind);
    bool is_spelled(std::string_view word) const;
    bool begins_pair(char letter) const;

    NameRules rules_ = NameRules::none();
    std::vector<Row> rows_;
    std::size_t words_ = 0;
};

std::uint16_t NameRulesLoader::meaning_of(std::string_view kind) {
    if (kind == "title_front") return NameRules::title_front;
    if (kind == "title_back") return NameRules::title_back;
    if (kind == "dead") return NameRules::dead;
    if (kind == "father") return NameRules::father;
    if (kind == "newborn") return NameRules::newborn;
    if (kind == "newborn_mother") return NameRules::newborn_mother;
    if (kind == "variant") return NameRules::variant;
    if (kind == "variant_front") return NameRules::variant_front;
    if (kind == "join") return NameRules::join;
    if (kind == "keep") return NameRules::keep;
    return 0;
}

Result<void> NameRulesLoader::read(const Path& table, Sha256& digest) {
    CsvOptions options;
    options.on_bytes = [&](std::string_view bytes) { digest.add(bytes); };
    TRY_ASSIGN(CsvFile file, CsvFile::open(table, std::move(options)));
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) return {};
        block.for_each([&](const CsvRow& row) {
            std::vector<std::string> cells(row.fields.begin(), row.fields.end());
            cells.resize(5);
            if (cells[3] == "no") return;
            const bool whole = row.fields.size() == 5 && cells[3] == "yes" && !cells[4].empty();
            rows_.push_back({row.line, whole ? cells[0] : "", cells[1], cells[2]});
        });
    }
}

/// Letters may only become fewer, or change behind a first one that stays: then a word that has
/// been respelled holds no pair that would be respelled again.
NameRulesLoader::Reason NameRulesLoader::add_letters(const Row& row) {
    const bool same_first = row.to.size() == 2 && row.to[0] == row.from[0];
    if (!is_word(row.from) || row.from.size() != 2) return "two letters of A to Z are respelled";
    if (!is_word(row.to) || (row.to.size() != 1 && !same_first)) {
        return "two letters become one, or keep the first of them";
    }
    NameRules::Respelling to;
    to.size = static_cast<std::uint8_t>(row.to.size());
    for (std::size_t i = 0; i < row.to.size(); ++i) to.to[i] = row.to[i];
    rules_.respellings_.push_back(to);
    const auto a = static_cast<unsigned>(row.from[0]) & 31U;
    const auto b = static_cast<unsigned>(row.from[1]) & 31U;
    rules_.respelling_[a * 32 + b] = static_cast<std::uint8_t>(rules_.respellings_.size());
    return nullptr;
}

bool NameRulesLoader::is_spelled(std::string_view word) const {
    for (std::size_t i = 1; i < word.size(); ++i) {
        const auto a = static_cast<unsigned>(word[i - 1]) & 31U;
        const auto b = static_cast<unsigned>(word[i]) & 31U;
        if (rules_.respelling_[a * 32 + b] != 0) return false;
    }
    return true;
}

bool NameRulesLoader::begins_pair(char letter) const {
    for (char next = 'A'; next <= 'Z'; ++next) {
        if (!is_spelled(std::string{letter, next})) return true;
    }
    return false;
}

NameRulesLoader::Reason NameRulesLoader::add_word(const Row& row) {
    const std::uint16_t meaning = meaning_of(row.kind);
    const bool varies = meaning == NameRules::variant || meaning == NameRules::variant_front;
    if (meaning == 0) return "no such kind, 'on' is neither yes nor no, or the reason is missing";
    if (!is_word(row.from)) return "'from' is one word of A to Z, at most 16 letters";
    if (varies != is_word(row.to)) return "'to' is one word, for variants only";
    if (meaning != NameRules::keep && !is_spelled(row.from))
        return "'from' is not as the letters' rules spell it";
    if (!is_spelled(row.to)) return "'to' is not as the letters' rules spell it";
    if (meaning == NameRules::join && begins_pair(row.from.back())) {
        return "the last letter of a joining word is respelled together with the next";
    }
    if (++words_ > NameRules::slots / 2) return "more words than the program keeps";
    const NameRules::Letters letters = NameRules::letters_of(row.from);
    NameRules::Word& word = rules_.words_[rules_.slot(letters)];
    if ((word.meanings & meaning) != 0) return "the word has this meaning already";
    if (varies && (word.meanings & (NameRules::variant | NameRules::variant_front)) != 0)
        return "the word is a variant already";
    word.letters = letters;
    word.meanings = static_cast<std::uint16_t>(word.meanings | meaning);
    if (varies) {
        word.target = static_cast<std::uint16_t>(rules_.targets_.size());
        rules_.targets_.push_back(row.to);
    }
    return nullptr;
}

/// Letters that keys do not tell apart, or leave out.
NameRulesLoader::Reason NameRulesLoader::add_key_rule(const Row& row) {
    KeyLetters& letters = rules_.key_letters_;
    if (row.kind == "key_alike") {
        if (!is_word(row.from) || !is_word(row.to) || row.from.size() + row.to.size() != 2)
            return "one letter counts as another";
        letters.count_as(row.from[0], row.to[0]);
    } else if (row.kind == "key_silent" || row.kind == "key_silent_end") {
        if (!is_word(row.from) || row.from.size() != 2 || row.to != row.from.substr(0, 1))
            return "of two letters the first stays";
        if (row.kind == "key_silent") letters.silence(row.from[0], row.from[1]);
        if (row.kind == "key_silent_end") letters.silence_at_end(row.from[0], row.from[1]);
    } else if (!row.from.empty() || !row.to.empty()) {
        return "this kind takes no letters";
    } else if (row.kind == "key_doubles_once") {
        letters.count_doubles_once();
    } else if (row.kind == "key_ignores_blanks") {
        letters.ignore_blanks();
    } else {
        return "no such kind";
    }
    return nullptr;
}

/// What a rule of keys writes or looks for must itself stand in keys.
NameRulesLoader::Reason NameRulesLoader::check_key_rule(const Row& row) const {
    for (const char letter : row.kind == "key_alike" ? row.to : row.from) {
        if (rules_.key_letters_.counted_as(letter) != letter) {
            return "a letter of it counts as another one";
        }
    }
    return nullptr;
}

/// A variant leads to a word that means nothing itself, or only takes the word behind it.
NameRulesLoader::Reason NameRulesLoader::check_target(const Row& row) const {
    const NameRules::Word* const target = row.to.empty() ? nullptr : rules_.find(row.to);
    if (target == nullptr || target->meanings == NameRules::join) return nullptr;
    return "'to' has a rule of its own";
}

Result<NameRules> NameRulesLoader::load(const Path& table) {
    Sha256 digest;
    TRY(read(table, digest));
    const auto each = [&](auto&& take) -> Result<void> {
        for (const Row& row : rows_) {
            const Reason wrong = take(row);
            if (wrong == nullptr) continue;
            return Error{
                Code::name_rules_malformed,
                {{"file", table.string()}, {"line", std::to_string(row.line)}, {"reason", wrong}}};
        }
        return {};
    };
    rules_.version_.clear();
    TRY(each([&](const Row& row) { return row.kind == "letters" ? add_letters(row) : nullptr; }));
    TRY(each([&](const Row& row) -> Reason {
        if (row.kind == "letters")
            return is_spelled(row.to) ? nullptr : "'to' is respelled by another rule";
        if (is_key_rule(row.kind)) return add_key_rule(row);
        if (row.kind != "version") return add_word(row);
        rules_.version_ = row.from;
        return nullptr;
    }));
    TRY(each([&](const Row& row) {
        if (is_key_rule(row.kind)) return check_key_rule(row);
        return row.kind == "letters" ? nullptr : check_target(row);
    }));
    rules_.version_ += "+" + digest.hex().substr(0, 8);
    return std::move(rules_);
}

Result<NameRules> NameRules::load(const Path& table) {
    return NameRulesLoader{}.load(table);
}

}  // namespace payung
