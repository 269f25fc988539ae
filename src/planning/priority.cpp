#include "planning/priority.h"

#include <algorithm>

#include "base/csv_reader.h"
#include "base/hash.h"
#include "base/text.h"

namespace payung {
namespace {

constexpr std::uint32_t age_max = 127;
constexpr std::uint32_t income_step_rupiah = 1'000;
constexpr std::uint32_t income_steps = 250'000;  // 250 million a month and above are alike
constexpr std::uint32_t risk_groups = 5;

// How many steps each word has; the last is "unknown".
constexpr std::uint32_t decile_size = 11, risk_size = risk_groups + 1, age_size = age_max + 2,
                        income_size = income_steps + 2;
static_assert(std::uint64_t{decile_size} * risk_size * age_size * income_size <= UINT32_MAX,
              "a key holds all words at once");

}  // namespace

struct Priority::Word {
    std::string_view text, about;  // two words about the same cannot stand together
    By by;
    std::uint32_t size;
};

const std::array<Priority::Word, 6>& Priority::all_words() {
    static constexpr std::array<Word, 6> all{{
        {"desil", "desil", By::decile, decile_size},
        {"desil_kosong_dulu", "desil", By::decile_unknown_first, decile_size},
        {"risiko", "risiko", By::risk, risk_size},
        {"umur", "umur", By::oldest, age_size},
        {"umur_muda", "umur", By::youngest, age_size},
        {"penghasilan", "penghasilan", By::income, income_size},
    }};
    return all;
}

Result<Priority> Priority::parse(std::string_view words, const RiskGroups& risk) {
    Priority priority;
    priority.risk_ = risk;
    std::vector<std::string_view> about;
    const auto refuse = [&](Code code, std::string_view word) {
        std::string allowed;
        for (const Word& w : all_words())
            allowed += (allowed.empty() ? "" : ", ") + std::string(w.text);
        return Error(code, {{"value", std::string(words)},
                            {"word", std::string(word)},
                            {"allowed", std::move(allowed)}});
    };
    std::string_view left = words;
    for (bool more = true; more;) {
        const std::size_t comma = left.find(',');
        more = comma != std::string_view::npos;
        const std::string word = lower_ascii(trim(left.substr(0, comma)));
        if (more) left.remove_prefix(comma + 1);
        const auto known = std::find_if(all_words().begin(), all_words().end(),
                                        [&](const Word& w) { return w.text == word; });
        if (known == all_words().end()) return refuse(Code::priority_unknown, word);
        if (std::find(about.begin(), about.end(), known->about) != about.end()) {
            return refuse(Code::priority_twice, known->about);
        }
        about.push_back(known->about);
        priority.by_.push_back(known->by);
        priority.words_ += (priority.words_.empty() ? "" : ",") + word;
    }
    if (about.front() != "desil") return refuse(Code::priority_without_decile, about.front());
    return priority;
}

std::uint32_t Priority::key_of(const PriorityFacts& who) const {
    std::uint32_t key = 0;
    for (const By by : by_) {
        key = key * all_words().at(static_cast<std::size_t>(by)).size + step_of(by, who);
    }
    return key;
}

std::uint32_t Priority::step_of(By by, const PriorityFacts& who) const {
    const bool age_known = who.age_years >= 0;
    const std::uint32_t age =
        std::min(static_cast<std::uint32_t>(std::max<int>(who.age_years, 0)), age_max);
    switch (by) {
        case By::decile:
            return who.decile == 0 ? decile_size - 1 : who.decile - 1U;
        case By::decile_unknown_first:
            return who.decile;
        case By::risk:
            return risk_groups - risk_.of(who.sector);
        case By::oldest:
            return age_known ? age_max - age : age_size - 1;
        case By::youngest:
            return age_known ? age : age_size - 1;
        case By::income:
            return who.income_rupiah == 0 && !who.income_known
                       ? income_size - 1
                       : std::min(who.income_rupiah / income_step_rupiah, income_steps);
    }
    CHECK(false);
    return 0;
}

std::uint64_t tie_of(std::string_view id) {
    return hash_bytes(id, 0x5061'7975'6e67);
}

namespace {

/// False where the line is none of a risk table, or names a letter again.
bool take_group(const CsvRow& row, std::array<std::uint8_t, 26>& group) {
    if (row.fields.size() < 2 || row.fields[0].size() != 1 || row.fields[1].size() != 1)
        return false;
    const char letter = row.fields[0][0], digit = row.fields[1][0];
    if (letter < 'A' || letter > 'Z' || digit < '1' || digit > '5') return false;
    std::uint8_t& place = group.at(static_cast<std::size_t>(letter - 'A'));
    if (place != 0) return false;
    place = static_cast<std::uint8_t>(digit - '0');
    return true;
}

}  // namespace

Result<RiskGroups> RiskGroups::load(const Path& csv) {
    TRY_ASSIGN(CsvFile file, CsvFile::open(csv));
    RiskGroups groups;
    std::uint64_t wrong_line = 0;
    std::string wrong_value;
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) break;
        block.for_each([&](const CsvRow& row) {
            if (wrong_line != 0 || take_group(row, groups.group_)) return;
            wrong_line = row.line;
            wrong_value = row.fields[0];
        });
    }
    if (wrong_line == 0) return groups;
    return Error(Code::risk_table_malformed, {{"file", csv.filename().string()},
                                              {"line", std::to_string(wrong_line)},
                                              {"value", wrong_value}});
}

}  // namespace payung
