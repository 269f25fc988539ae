#include "registry/repeated_ids.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "registry/first_rows.h"

namespace payung {
namespace {

bool ascend(const TextColumn& ids) {
    for (std::size_t row = 1; row < ids.size(); ++row) {
        if (ids[row - 1] >= ids[row]) return false;
    }
    return true;
}

}  // namespace

std::vector<RepeatedId> repeated_ids(const TextColumn& ids, unsigned threads) {
    constexpr std::size_t piece_rows = 1U << 18U;
    if (ascend(ids)) return {};
    std::vector<std::uint64_t> keys(ids.size());
    for_pieces(keys.size(), piece_rows, threads,
               [&](std::size_t begin, std::size_t end, std::size_t) {
                   for (std::size_t row = begin; row < end; ++row) keys[row] = hash_bytes(ids[row]);
               });
    const std::vector<std::uint32_t> first = first_rows(keys, threads);
    std::vector<RepeatedId> repeated;
    for (std::uint32_t row = 0; row < first.size(); ++row) {
        // Equal hashes of different ids are two ids.
        if (first[row] != row && ids[row] == ids[first[row]]) repeated.push_back({row, first[row]});
    }
    return repeated;
}

}  // namespace payung
