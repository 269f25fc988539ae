#include "contributions/bill.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "contributions/errors.h"

namespace payung {
namespace {

constexpr std::int64_t modulus = 97;
constexpr std::int64_t check_range = 100;
constexpr std::size_t code_digits = 12;

/// ISO 7064 MOD 97-10: the number with these digits behind it leaves 1 when divided by 97.
std::int64_t check_digits(BillNumber number) {
    return modulus + 1 - number * check_range % modulus;
}

}  // namespace

std::string_view name_of(BillKind kind) {
    constexpr std::array<std::string_view, 3> names{"contribution", "late_charge", "back_wage"};
    return names.at(static_cast<std::size_t>(kind) - 1);
}

std::string_view name_of(BillPart part) {
    constexpr std::array<std::string_view, all_bill_parts.size()> names{"JKK", "JKP dari JKK",
                                                                        "JKM", "JHT", "JP"};
    return names.at(static_cast<std::size_t>(part));
}

std::string_view name_of(BillState state) {
    constexpr std::array<std::string_view, 4> names{"open", "partly_paid", "paid", "withdrawn"};
    return names.at(static_cast<std::size_t>(state));
}

Money PartAmounts::sum() const {
    return std::accumulate(amounts_.begin(), amounts_.end(), Money{});
}

PartAmounts& PartAmounts::operator+=(const PartAmounts& other) {
    for (const BillPart part : all_bill_parts) (*this)[part] += other[part];
    return *this;
}

PartAmounts& PartAmounts::operator-=(const PartAmounts& other) {
    for (const BillPart part : all_bill_parts) (*this)[part] -= other[part];
    return *this;
}

bool PartAmounts::any_negative() const {
    return std::ranges::any_of(amounts_, [](Money amount) { return amount < Money{}; });
}

BillState Bill::state() const {
    if (withdrawn) return BillState::withdrawn;
    if (paid == amount) return BillState::paid;
    return paid == PartAmounts{} ? BillState::open : BillState::partly_paid;
}

std::string payment_code(BillNumber number) {
    CHECK(number >= 1 && number <= bill_number_max);
    return fmt::format("{:010}{:02}", number, check_digits(number));
}

Result<BillNumber> parse_payment_code(std::string_view code) {
    std::string digits;
    bool clean = true;
    for (const char c : code) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else {
            clean = clean && (c == ' ' || c == '.' || c == '-');
        }
    }
    if (clean && digits.size() == code_digits) {
        const BillNumber whole = std::stoll(digits);
        const BillNumber number = whole / check_range;
        if (number >= 1 && whole % check_range == check_digits(number)) return number;
    }
    return Error{bill_error::payment_code_malformed, {{"code", std::string(code)}}};
}

}  // namespace payung
