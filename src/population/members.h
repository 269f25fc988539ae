#pragma once

/// Who holds which account: weights for choosing members among workers, programmes, employers.
///
/// Source   tables/synth_membership.csv, synth_employers.csv.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "base/result.h"
#include "population/alias.h"
#include "population/facts.h"
#include "population/text_buffer.h"

namespace payung {

class MemberModel {
public:
    static Result<MemberModel> load(const Path& folder);

    /// How much more likely than others a worker is to be in a segment.
    double weight(SynthSegment segment, unsigned status, unsigned group, unsigned sex) const {
        const auto s = static_cast<unsigned>(segment);
        return by_status_[s][status] * by_sector_[s][group] * (sex == 0 ? by_man_[s] : 1);
    }
    /// "JKK+JKM", "JKK+JKM+JHT" …
    std::string_view draw_programmes(SynthSegment segment, Random& random) const;
    /// Whether a regional or village budget pays for an active BPU account.
    bool budget_pays(Random& random) const { return budget_.drawn(random); }

private:
    std::array<std::array<double, statuses + 1>, segments> by_status_{};
    std::array<std::array<double, sector_groups>, segments> by_sector_{};
    std::array<double, segments> by_man_{};
    std::array<std::array<Chance, 3>, segments>
        programmes_{};  // JHT, JP, JKP: each within the last
    Chance budget_;
};

struct EmployerScale {
    std::string name;
    std::uint32_t from = 1, to = 1;
    double size = 1;   // workers of one on average
    double share = 0;  // of all workers
    std::vector<std::string> forms;
};

class EmployerModel {
public:
    static Result<EmployerModel> load(const Path& folder);

    /// The largest scales: their employers have more workers than one unit of the population may
    /// hold of an industry, so they are founded for a whole regency.
    static constexpr unsigned pooled = 2;
    const EmployerScale& pool(unsigned which) const { return scales_[scales_.size() - 1 - which]; }

    /// How many workers the next employer has that is in no pool.
    std::uint32_t draw_size(Random& random) const;
    /// The scale of an employer of `size` workers.
    const EmployerScale& scale_of(std::uint32_t size) const;
    /// "PT BORNEO MAKMUR", written as a field.
    void write_name(const EmployerScale& scale, TextBuffer& into, Random& random) const;

private:
    Alias scale_alias_;  // without the pooled ones
    std::vector<EmployerScale> scales_;
    std::vector<std::string> first_, second_;
};

}  // namespace payung
