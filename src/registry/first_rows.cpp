#include "registry/first_rows.h"

#include <array>
#include <bit>
#include <utility>

#include "base/check.h"
#include "base/parallel.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr std::size_t shards = 256;
constexpr std::size_t piece_rows = 1U << 18U;

std::size_t shard_of(std::uint64_t key) {
    return mix64(key) >> 56U;
}

struct Shards {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> rows;
    std::array<std::size_t, shards + 1> begins{};
};

/// Rows in each shard stand in ascending order: pieces are counted first and then have their
/// places.
Shards deal(std::size_t rows, const FillKeys& fill, unsigned threads) {
    const std::size_t pieces = (rows + piece_rows - 1) / piece_rows;
    std::vector<std::array<std::size_t, shards>> places(pieces);
    const auto each = [&](auto&& take) {
        for_pieces(rows, piece_rows, threads,
                   [&](std::size_t begin, std::size_t end, std::size_t piece) {
                       std::vector<std::uint64_t> keys(end - begin);
                       fill(begin, end, keys.data());
                       for (std::size_t i = 0; i < keys.size(); ++i) {
                           if (keys[i] != 0) take(keys[i], begin + i, places[piece]);
                       }
                   });
    };
    each([](std::uint64_t key, std::size_t, auto& counts) { ++counts[shard_of(key)]; });
    Shards out;
    std::size_t place = 0;
    for (std::size_t shard = 0; shard < shards; ++shard) {
        out.begins[shard] = place;
        for (auto& piece : places) place += std::exchange(piece[shard], place);
    }
    out.begins[shards] = place;
    out.keys.resize(place);
    out.rows.resize(place);
    each([&](std::uint64_t key, std::size_t row, auto& next) {
        const std::size_t at = next[shard_of(key)]++;
        out.keys[at] = key;
        out.rows[at] = static_cast<std::uint32_t>(row);
    });
    return out;
}

void find_in_shard(const Shards& dealt, std::size_t shard, std::vector<std::uint32_t>& slots,
                   std::vector<std::uint32_t>& first) {
    constexpr std::uint32_t none = UINT32_MAX;
    const std::size_t begin = dealt.begins[shard], end = dealt.begins[shard + 1];
    slots.assign(std::bit_ceil((end - begin) * 2 + 1), none);
    const std::size_t mask = slots.size() - 1;
    for (std::size_t i = begin; i < end; ++i) {
        std::size_t slot = mix64(dealt.keys[i]) & mask;
        while (slots[slot] != none && dealt.keys[begin + slots[slot]] != dealt.keys[i]) {
            slot = (slot + 1) & mask;
        }
        if (slots[slot] == none) slots[slot] = static_cast<std::uint32_t>(i - begin);
        first[dealt.rows[i]] = dealt.rows[begin + slots[slot]];
    }
}

}  // namespace

std::vector<std::uint32_t> first_rows(std::size_t rows, const FillKeys& fill, unsigned threads) {
    CHECK(rows < UINT32_MAX);
    std::vector<std::uint32_t> first(rows);
    for (std::size_t i = 0; i < rows; ++i) first[i] = static_cast<std::uint32_t>(i);
    const Shards dealt = deal(rows, fill, threads);
    for_pieces(shards, shards / 32, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
        std::vector<std::uint32_t> slots;
        for (std::size_t shard = begin; shard < end; ++shard) {
            find_in_shard(dealt, shard, slots, first);
        }
    });
    return first;
}

}  // namespace payung
