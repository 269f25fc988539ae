#include "base/money.h"

#include <fmt/format.h>

namespace payung {

Money Money::share(Rate rate, Rounding rounding, Money unit) const {
    CHECK(sen_ >= 0 && rate.parts_per_million() >= 0 && unit.sen_ > 0);
    const auto product = static_cast<__int128>(sen_) * rate.parts_per_million();
    const auto divisor = static_cast<__int128>(unit.sen_) * 1'000'000;
    __int128 units = product / divisor;
    const __int128 rest = product % divisor;
    switch (rounding) {
        case Rounding::down:
            break;
        case Rounding::up:
            units += rest > 0 ? 1 : 0;
            break;
        case Rounding::half_up:
            units += 2 * rest >= divisor ? 1 : 0;
            break;
    }
    const __int128 sen = units * unit.sen_;
    CHECK(sen <= INT64_MAX);
    return Money{static_cast<std::int64_t>(sen)};
}

std::string to_text(Money amount) {
    const std::int64_t sen = amount.sen();
    const std::uint64_t size =
        sen < 0 ? 0 - static_cast<std::uint64_t>(sen) : static_cast<std::uint64_t>(sen);
    const char* const sign = sen < 0 ? "-" : "";
    if (size % 100 == 0) return fmt::format("{}{}", sign, size / 100);
    return fmt::format("{}{}.{:02}", sign, size / 100, size % 100);
}

}  // namespace payung
