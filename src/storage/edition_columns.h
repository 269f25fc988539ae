#pragma once

/// How what an edition says stands in its tables: for those who write it and those who read it.
/// Private to storage/.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "registry/person_table.h"

namespace payung {

constexpr std::int64_t sen_per_rupiah = 100;
constexpr std::uint32_t village_codes = 1'000'000;  // digits of district and village

/// Which optional columns a register had: "nik,decile".
std::string columns_text(const PersonColumns& columns);
PersonColumns columns_of(std::string_view text);

/// By which person_by_id finds an id.
inline std::int64_t id_hash(std::string_view id) {
    return static_cast<std::int64_t>(hash_bytes(id));
}

}  // namespace payung
