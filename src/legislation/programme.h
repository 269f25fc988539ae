#pragma once

/// The programmes of employment social security and the kinds of money that pay for them, with the
/// words that files use: "JKK", "APBD_KAB". Words are read without regard to case.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace payung {

enum class Programme : std::uint8_t { jkk, jkm, jht, jp, jkp };

/// Kind of money that pays. Public money (APBN, APBD and what the law counts with them) has no
/// relief of PP 50/2025.
enum class PayerKind : std::uint8_t {
    apbn,
    apbd_prov,
    apbd_kab,
    apbdes,
    dbh_sawit,
    dbhcht,
    tjsl,
    donor
};

inline constexpr std::array all_programmes{Programme::jkk, Programme::jkm, Programme::jht,
                                           Programme::jp, Programme::jkp};
inline constexpr std::array all_payer_kinds{
    PayerKind::apbn,      PayerKind::apbd_prov, PayerKind::apbd_kab, PayerKind::apbdes,
    PayerKind::dbh_sawit, PayerKind::dbhcht,    PayerKind::tjsl,     PayerKind::donor};

std::string_view name_of(Programme programme);
std::string_view name_of(PayerKind payer);
std::optional<Programme> parse_programme(std::string_view word);
std::optional<PayerKind> parse_payer_kind(std::string_view word);

}  // namespace payung
