#include "population/misrecord.h"

#include <algorithm>

#include "base/check.h"
#include "base/day.h"
#include "population/fact_table.h"

namespace payung {
namespace {

constexpr std::array<std::uint64_t, 17> power_of_ten = [] {
    std::array<std::uint64_t, 17> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

std::string with_blanks(std::string_view text) {
    std::string out{text};
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::vector<std::string_view> words_of(std::string_view text) {
    return split(text, ' ');
}

std::string join(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

std::uint32_t below(std::size_t bound, Random& random) {
    return random.below(static_cast<std::uint32_t>(bound));
}

/// A letter of the text (not a blank), by position.
std::size_t draw_letter(std::string_view text, Random& random) {
    std::size_t at = below(text.size(), random);
    while (text[at] == ' ') at = (at + 1) % text.size();
    return at;
}

void mistype(std::string& text, Random& random) {
    const std::size_t at = draw_letter(text, random);
    const bool alone =
        (at == 0 || text[at - 1] == ' ') && (at + 1 == text.size() || text[at + 1] == ' ');
    const char other = static_cast<char>('A' + below(26, random));
    switch (below(4, random)) {
        case 0:
            text[at] = other;
            break;
        case 1:
            text.insert(at, 1, other);
            break;
        case 2:
            if (!alone) text.erase(at, 1);
            break;
        default:
            if (at + 1 < text.size() && text[at + 1] != ' ') std::swap(text[at], text[at + 1]);
    }
}

void double_letter(std::string& text, Random& random) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (text[at] == text[at + 1] && random.below(2) == 0) {
            text.erase(at, 1);
            return;
        }
    }
    const std::size_t at = draw_letter(text, random);
    text.insert(at, 1, text[at]);
}

bool real_date(std::uint32_t ymd) {
    return Day::from_ymd(static_cast<int>(ymd / 10'000), ymd / 100 % 100, ymd % 100).has_value();
}

}  // namespace

void ErrorCounts::add(const ErrorCounts& other) {
    rows += other.rows;
    nik_missing += other.nik_missing;
    nik_wrong += other.nik_wrong;
    name_changed += other.name_changed;
    date_wrong += other.date_wrong;
    sex_wrong += other.sex_wrong;
    village_changed += other.village_changed;
    village_missing += other.village_missing;
}

std::size_t Misrecorder::Kinds::of(std::uint32_t bits) const {
    std::size_t kind = 0;
    while (kind + 1 < until.size() && !until[kind].holds(bits)) ++kind;
    return kind;
}

Misrecorder::Kinds Misrecorder::kinds(const Facts& facts, Side side,
                                      std::initializer_list<std::string_view> names) {
    Kinds kinds;
    std::int64_t sum = 0;
    for (const std::string_view name : names) {
        sum += facts.rate(name, side == Side::membership_extract);
        kinds.until.push_back(Chance::ppm(sum));
    }
    kinds.any = Chance::ppm(sum);
    return kinds;
}

Result<void> Misrecorder::load_forms(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "name_errors"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const std::string_view kind = table.cell(i, "kind");
        std::vector<std::string> forms;
        for (const std::string_view form : split(table.cell(i, "forms"), ' ')) {
            forms.push_back(with_blanks(form));
        }
        if (kind == "before") before_ = forms;
        if (kind == "after") after_ = forms;
        if (kind == "variant") {
            for (const std::string& form : forms) {
                for (const std::string& other : forms) {
                    if (other != form) variants_[form].push_back(other);
                }
            }
        }
        Pairs* const pairs = kind == "old"        ? &old_
                             : kind == "letter"   ? &letters_
                             : kind == "nickname" ? &nicknames_
                                                  : nullptr;
        if (pairs == nullptr) continue;
        for (const std::string& form : forms) {
            const std::size_t colon = form.find(':');
            if (colon != std::string::npos)
                pairs->emplace_back(form.substr(0, colon), form.substr(colon + 1));
        }
    }
    return table.check();
}

Result<Misrecorder> Misrecorder::make(const Facts& facts, const Path& folder, Side side,
                                      const NameBook& names,
                                      const std::vector<bool>& district_used) {
    Misrecorder made;
    made.names_ = &names;
    made.district_used_ = &district_used;
    TRY(made.load_forms(folder));
    CHECK(!made.before_.empty() && !made.after_.empty());
    made.nik_ = kinds(facts, side,
                      {"nik_missing", "nik_digit", "nik_swap", "nik_serial_zero", "nik_filler",
                       "nik_relative", "nik_short", "nik_sex"});
    made.name_ = kinds(facts, side,
                       {"name_old_spelling", "name_letter", "name_doubled", "name_typo",
                        "name_word_lost", "name_initial", "name_joined", "name_order",
                        "name_nickname", "name_title_before", "name_title_after", "name_bin"});
    made.date_ = kinds(
        facts, side,
        {"date_swapped", "date_year", "date_part", "date_default", "date_missing", "sex_wrong"});
    made.village_ = kinds(facts, side, {"village_changed", "village_missing"});
    made.variant_ = Chance::ppm(facts.rate("name_variant", side == Side::membership_extract));
    return made;
}

std::uint64_t Misrecorder::change_digits(std::uint64_t nik, bool swapped, Random& random) const {
    for (int tries = 0; tries < 64; ++tries) {
        const std::uint32_t at = random.below(swapped ? 15 : 16);
        const std::uint64_t here = power_of_ten[at], digit = nik / here % 10;
        std::uint64_t changed = nik;
        if (swapped) {
            const std::uint64_t next = nik / here / 10 % 10;
            changed = nik - digit * here - next * here * 10 + next * here + digit * here * 10;
        } else {
            changed = nik - digit * here + (digit + 1 + random.below(9)) % 10 * here;
        }
        // The number must stay nobody's: not in a district that is in use.
        if (changed != nik && !(*district_used_)[changed / power_of_ten[10]]) return changed;
    }
    return nik / 10'000 * 10'000;
}

void Misrecorder::change_nik(Record& record, std::uint32_t bits, const Surroundings& around,
                             ErrorCounts& counts, Random& random) const {
    const auto kind = static_cast<NikKind>(nik_.of(bits));
    if (kind == NikKind::missing) {
        record.nik = 0;
        ++counts.nik_missing;
        return;
    }
    ++counts.nik_wrong;
    const std::uint64_t day = record.nik / power_of_ten[8] % 100;
    switch (kind) {
        case NikKind::swap:
            record.nik = change_digits(record.nik, true, random);
            break;
        case NikKind::serial_zero:
            record.nik -= record.nik % 10'000;
            break;
        case NikKind::filler:
            record.nik = random.below(4) == 0 ? 1234567890123456ULL
                                              : 1111111111111111ULL * (1 + random.below(9));
            break;
        case NikKind::relative:
            record.nik = around.relative_nik != 0 ? around.relative_nik
                                                  : change_digits(record.nik, false, random);
            break;
        case NikKind::short_one:
            record.nik /= 10;
            record.nik_digits = 15;
            break;
        case NikKind::sex:
            record.nik =
                day > 40 ? record.nik - 40 * power_of_ten[8] : record.nik + 40 * power_of_ten[8];
            break;
        default:
            record.nik = change_digits(record.nik, false, random);
    }
}

void Misrecorder::change_date(Record& record, std::uint32_t bits, const Surroundings& around,
                              ErrorCounts& counts, Random& random) const {
    const auto kind = static_cast<DateKind>(date_.of(bits));
    if (kind == DateKind::sex_wrong) {
        record.sex = 1 - record.sex;
        ++counts.sex_wrong;
        return;
    }
    ++counts.date_wrong;
    const std::uint32_t year = record.birth / 10'000, month = record.birth / 100 % 100,
                        day = record.birth % 100;
    constexpr std::array<std::uint32_t, 3> usual{101, 701, 1231};
    constexpr std::array<std::uint32_t, 4> steps{1, 2, 5, 10};
    std::uint32_t changed = year * 10'000 + usual[random.below(3)];
    if (kind == DateKind::date_missing) changed = 0;
    if (kind == DateKind::date_year) {
        const std::uint32_t step = steps[random.below(4)];
        changed = record.birth + (random.below(2) == 0 ? step : -step) * 10'000;
    }
    if (kind == DateKind::date_swapped && day <= 12 && day != month)
        changed = year * 10'000 + day * 100 + month;
    if (kind == DateKind::date_part ||
        (kind == DateKind::date_swapped && (day > 12 || day == month))) {
        changed = random.below(2) == 0 ? year * 10'000 + month * 100 + 1 + random.below(28)
                                       : year * 10'000 + (1 + random.below(12)) * 100 + day;
    }
    const bool possible = changed == 0 || (real_date(changed) && changed >= around.birth_min &&
                                           changed <= around.birth_max);
    record.birth = possible ? changed : year * 10'000 + 701;
    if (record.birth > around.birth_max) record.birth = year * 10'000 + 101;
}

void Misrecorder::change_village(Record& record, std::uint32_t bits, const Surroundings& around,
                                 ErrorCounts& counts) const {
    if (village_.of(bits) == 1) {
        record.village = 0;
        ++counts.village_missing;
    } else {
        record.village = around.other_village;
        ++counts.village_changed;
    }
}

void Misrecorder::vary(std::string& text, Random& random) const {
    auto words = words_of(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto known = variants_.find(words[i]);
        if (known == variants_.end()) continue;
        const std::string_view form = draw_form(known->second, random);
        if (form.size() <= 2 && i + 1 == words.size()) continue;  // "M" stands before a name.
        words[i] = form;
        break;
    }
    text = join(words);
}

bool Misrecorder::replace_one(std::string& text, const Pairs& pairs, Random& random) {
    const std::size_t first = below(pairs.size(), random);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto& [from, to] = pairs[(first + i) % pairs.size()];
        const std::size_t at = text.find(from);
        if (at == std::string::npos) continue;
        text.replace(at, from.size(), to);
        return true;
    }
    return false;
}

void Misrecorder::change_text(std::string& text, NameKind kind, unsigned sex,
                              std::string_view father, Random& random) const {
    auto words = words_of(text);
    switch (kind) {
        case NameKind::old_spelling:
            replace_one(text, old_, random);
            return;
        case NameKind::letter:
            replace_one(text, letters_, random);
            return;
        case NameKind::doubled:
            double_letter(text, random);
            return;
        case NameKind::typo:
            mistype(text, random);
            return;
        case NameKind::nickname:
            replace_one(text, nicknames_, random);
            return;
        case NameKind::title_before:
            text = std::string{draw_form(before_, random)} + " " + text;
            return;
        case NameKind::title_after:
            text += " " + std::string{draw_form(after_, random)};
            return;
        case NameKind::bin:
            if (!father.empty()) text += (sex == 1 ? " BINTI " : " BIN ") + std::string{father};
            return;
        default:
            break;
    }
    if (words.size() < 2) return mistype(text, random);
    const std::size_t at = below(words.size(), random);
    if (kind == NameKind::joined) {
        text.erase(text.find(' '), 1);
        return;
    }
    if (kind == NameKind::word_lost) words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
    if (kind == NameKind::initial) {
        std::string_view& word = words[std::max<std::size_t>(at, 1)];
        word = word.substr(0, 1);
    }
    if (kind == NameKind::order) std::rotate(words.begin(), words.begin() + 1, words.end());
    text = join(words);
}

}  // namespace payung
