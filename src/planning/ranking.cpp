#include "planning/ranking.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/interrupt.h"
#include "base/parallel.h"

namespace payung {
namespace {

constexpr unsigned part_bits = 11;  // leading bits that decide the part
constexpr std::size_t parts = std::size_t{1} << part_bits;
constexpr std::size_t insertion_max = 24;

/// A contiguous share of the candidates for each thread.
std::size_t share_begin(std::size_t size, unsigned threads, unsigned thread) {
    return size / threads * thread + std::min<std::size_t>(size % threads, thread);
}

/// Packs priority and tie into 64 bits: priorities counted from the least, in no more bits than
/// they need, then the tie.
class KeyMaker {
public:
    KeyMaker(std::span<const Candidate> candidates, unsigned threads) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> extremes(threads, {UINT32_MAX, 0});
        run_threads(threads, [&](unsigned thread) {
            auto [least, most] = extremes[thread];
            const std::size_t end = share_begin(candidates.size(), threads, thread + 1);
            for (std::size_t i = share_begin(candidates.size(), threads, thread); i < end; ++i) {
                least = std::min(least, candidates[i].priority);
                most = std::max(most, candidates[i].priority);
            }
            extremes[thread] = {least, most};
        });
        std::uint32_t most = 0;
        for (const auto& [low, high] : extremes) {
            least_ = std::min(least_, low);
            most = std::max(most, high);
        }
        if (least_ < most) bits_ = static_cast<unsigned>(std::bit_width(most - least_));
    }
    std::uint64_t operator()(const Candidate& c) const {
        if (bits_ == 0) return c.tie;
        return (std::uint64_t{c.priority - least_} << (64 - bits_)) | (c.tie >> bits_);
    }

private:
    std::uint32_t least_ = UINT32_MAX;
    unsigned bits_ = 0;
};

/// Sorts one part: counts by the next bits, scatters into scratch and back, down to small groups.
class PartSorter {
    auto before() const {
        return [this](const RankedCandidate& a, const RankedCandidate& b) {
            if (a.key != b.key) return a.key < b.key;
            const Candidate& x = candidates_[a.candidate];
            const Candidate& y = candidates_[b.candidate];
            return std::tie(x.priority, x.tie, x.worker_class, a.candidate) <
                   std::tie(y.priority, y.tie, y.worker_class, b.candidate);
        };
    }

public:
    explicit PartSorter(std::span<const Candidate> candidates) : candidates_(candidates) {}

    void sort(RankedCandidate* part, std::size_t size, unsigned bits_done) {
        if (size <= insertion_max) return insertion_sort(part, size);
        if (bits_done >= 64) return std::sort(part, part + size, before());
        // About two to a group; never more groups than the first cache holds counters for.
        const unsigned bits =
            std::min({static_cast<unsigned>(std::bit_width(size)) - 1, 10U, 64 - bits_done});
        const std::vector<std::uint32_t> ends = scatter(part, size, 64 - bits_done - bits, bits);
        std::size_t begin = 0;
        for (const std::uint32_t end : ends) {
            if (end - begin > 1) sort(part + begin, end - begin, bits_done + bits);
            begin = end;
        }
    }

private:
    void insertion_sort(RankedCandidate* part, std::size_t size) const {
        const auto less = before();
        for (std::size_t i = 1; i < size; ++i) {
            const RankedCandidate moved = part[i];
            std::size_t at = i;
            for (; at > 0 && less(moved, part[at - 1]); --at) part[at] = part[at - 1];
            part[at] = moved;
        }
    }

    /// Where each group ends, after grouping `part` by `bits` bits of the key from `shift` upwards.
    std::vector<std::uint32_t> scatter(RankedCandidate* part, std::size_t size, unsigned shift,
                                       unsigned bits) {
        const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
        std::vector<std::uint32_t> at(mask + 1, 0);
        for (std::size_t i = 0; i < size; ++i) ++at[(part[i].key >> shift) & mask];
        std::uint32_t begin = 0;
        for (std::uint32_t& count : at) begin += std::exchange(count, begin);
        if (scratch_.size() < size) scratch_.resize(size);
        for (std::size_t i = 0; i < size; ++i) {
            scratch_[at[(part[i].key >> shift) & mask]++] = part[i];
        }
        std::copy_n(scratch_.begin(), size, part);
        return at;
    }

    std::span<const Candidate> candidates_;
    std::vector<RankedCandidate> scratch_;
};

struct Counts {
    std::array<std::uint64_t, parts> part{};
    std::vector<std::uint64_t> population;
};

}  // namespace

Result<Ranking> rank_candidates(std::span<const Candidate> candidates, std::size_t classes,
                                unsigned threads) {
    const std::size_t size = candidates.size();
    threads = std::max(threads, 1U);
    const KeyMaker key_of(candidates, threads);
    constexpr unsigned part_shift = 64 - part_bits;

    std::vector<Counts> counts(threads);
    run_threads(threads, [&](unsigned thread) {
        Counts& mine = counts[thread];
        mine.population.resize(classes);
        const std::size_t end = share_begin(size, threads, thread + 1);
        for (std::size_t i = share_begin(size, threads, thread); i < end; ++i) {
            CHECK(candidates[i].worker_class < classes);
            ++mine.part[key_of(candidates[i]) >> part_shift];
            ++mine.population[candidates[i].worker_class];
        }
    });
    TRY(check_interrupted());

    Ranking ranking{BigArray<RankedCandidate>(size), {}};
    ranking.population.resize(classes);
    for (const Counts& c : counts) {
        for (std::size_t i = 0; i < classes; ++i) ranking.population[i] += c.population[i];
    }
    std::vector<std::size_t> begins(parts + 1, size);
    std::size_t begin = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        begins[part] = begin;
        for (Counts& c : counts) begin += std::exchange(c.part[part], begin);
    }

    run_threads(threads, [&](unsigned thread) {
        auto& at = counts[thread].part;
        const std::size_t end = share_begin(size, threads, thread + 1);
        for (std::size_t i = share_begin(size, threads, thread); i < end; ++i) {
            const std::uint64_t key = key_of(candidates[i]);
            ranking.by_rank[at[key >> part_shift]++] = {key, static_cast<std::uint32_t>(i),
                                                        candidates[i].worker_class};
        }
    });
    TRY(check_interrupted());

    constexpr std::size_t parts_at_once = 16;
    for_pieces(parts, parts_at_once, threads, [&](std::size_t from, std::size_t to, std::size_t) {
        PartSorter sorter(candidates);
        for (std::size_t part = from; part < to && !interrupted(); ++part) {
            sorter.sort(ranking.by_rank.data() + begins[part], begins[part + 1] - begins[part],
                        part_bits);
        }
    });
    TRY(check_interrupted());
    return ranking;
}

}  // namespace payung
