#pragma once

/// In which order workers are covered: the poorest decile first, then what a region prefers.
///
/// Written as words with commas, "desil,risiko,umur":
///   desil, desil_kosong_dulu  decile 1 first; an unknown decile last, or before all others
///   risiko                    the riskiest sector first (group of work accident risk of the KBLI
///                             letter, tables/risiko_kbli.csv; unconfirmed); unknown last
///   umur, umur_muda           the oldest first, or the youngest; unknown last
///   penghasilan               the lowest income first, in steps of 1,000 rupiah; unknown last
/// The first word is always a decile word. What is equal in all of them is ordered by tie_of().
///
/// Law      PP 44/2015 Lampiran I as replaced by PP 82/2019 (risk groups I to V); as read by
/// letter. Errors   priority_unknown, priority_twice, priority_without_decile;
/// risk_table_malformed, file_*,
///          csv_*.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace payung {

/// Risk group of each KBLI letter: 5 the riskiest, 1 the least risky, 0 unknown.
class RiskGroups {
public:
    static Result<RiskGroups> load(const Path& csv);
    std::uint8_t of(char sector) const {
        return sector < 'A' || sector > 'Z' ? std::uint8_t{0}
                                            : group_.at(static_cast<std::size_t>(sector - 'A'));
    }

private:
    std::array<std::uint8_t, 26> group_{};
};

struct PriorityFacts {
    std::uint32_t income_rupiah = 0;  // a month; 0 unknown, unless income_known
    std::int16_t age_years = -1;      // -1 unknown
    std::uint8_t decile = 0;          // 0 unknown
    char sector = 0;                  // KBLI letter; 0 unknown
    bool income_known = false;        // tells an income of 0 from none
};

class Priority {
public:
    static Result<Priority> parse(std::string_view words, const RiskGroups& risk);

    /// Smaller is covered first.
    std::uint32_t key_of(const PriorityFacts& who) const;
    /// The words, as they are used: for summary.json.
    const std::string& words() const { return words_; }

private:
    enum class By : std::uint8_t { decile, decile_unknown_first, risk, oldest, youngest, income };
    struct Word;
    static const std::array<Word, 6>& all_words();
    std::uint32_t step_of(By by, const PriorityFacts& who) const;

    std::vector<By> by_;
    RiskGroups risk_;
    std::string words_;
};

/// What orders those of equal priority: a hash of the id in the register, never where a row stands.
std::uint64_t tie_of(std::string_view id);

}  // namespace payung
