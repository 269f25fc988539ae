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

/// Whether `row` is the first of a run of one key; a run ends with its piece.
bool begins_run(std::span<const std::uint64_t> keys, std::size_t row) {
    return keys[row] != 0 && (row % piece_rows == 0 || keys[row] != keys[row - 1]);
}

/// Rows in each shard stand in ascending order: pieces are counted first and then have their
/// places.
Shards deal(std::span<const std::uint64_t> keys, unsigned threads) {
    const std::size_t pieces = (keys.size() + piece_rows - 1) / piece_rows;
    std::vector<std::array<std::size_t, shards>> places(pieces);
    const auto each = [&](auto&& take) {
        for_pieces(keys.size(), piece_rows, threads,
                   [&](std::size_t begin, std::size_t end, std::size_t piece) {
                       for (std::size_t row = begin; row < end; ++row) {
                           if (begins_run(keys, row)) take(row, places[piece][shard_of(keys[row])]);
                       }
                   });
    };
    each([](std::size_t, std::size_t& count) { ++count; });
    Shards out;
    std::size_t place = 0;
    for (std::size_t shard = 0; shard < shards; ++shard) {
        out.begins[shard] = place;
        for (auto& piece : places) place += std::exchange(piece[shard], place);
    }
    out.begins[shards] = place;
    out.keys.resize(place);
    out.rows.resize(place);
    each([&](std::size_t row, std::size_t& next) {
        out.keys[next] = keys[row];
        out.rows[next++] = static_cast<std::uint32_t>(row);
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

std::vector<std::uint32_t> first_rows(std::span<const std::uint64_t> keys, unsigned threads) {
    CHECK(keys.size() < UINT32_MAX);
    std::vector<std::uint32_t> first(keys.size());
    const Shards dealt = deal(keys, threads);
    for_pieces(shards, shards / 32, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
        std::vector<std::uint32_t> slots;
        for (std::size_t shard = begin; shard < end; ++shard) {
            find_in_shard(dealt, shard, slots, first);
        }
    });
    for_pieces(
        keys.size(), piece_rows, threads, [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t row = begin; row < end; ++row) {
                if (begins_run(keys, row)) continue;
                first[row] = keys[row] == 0 ? static_cast<std::uint32_t>(row) : first[row - 1];
            }
        });
    return first;
}

}  // namespace payung
