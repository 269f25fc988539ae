#pragma once

/// Rates as people write them: "0.0575" is 5.75 %.

#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"

namespace payung {

/// A share from 0 to 1 with six decimals at most, a point before them; nothing for anything else.
std::optional<Rate> parse_rate(std::string_view text);
/// Without trailing zeros.
std::string to_text(Rate rate);

}  // namespace payung
