#pragma once

/// Tables for people: cells in columns as wide as they need. Amounts as they stand in them.

#include <string>
#include <vector>

#include "app/console.h"
#include "base/money.h"

namespace payung::app {

/// "1.386.000"; sen, where there are any, behind a comma (in English, a point).
std::string amount_text(Money amount, const Console& console);

class TextTable {
public:
    explicit TextTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    bool empty() const { return rows_.size() == 1; }
    /// The columns named stand to the right.
    void tell(const Console& console, const std::vector<std::size_t>& right) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace payung::app
