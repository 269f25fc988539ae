#pragma once

/// How receipts are told to people and to programs: words, tables, JSON.

#include <string>
#include <string_view>
#include <vector>

#include "app/console.h"
#include "base/json_writer.h"
#include "contributions/advance.h"
#include "contributions/receipt.h"

namespace payung::app {

std::string_view words_of(MatchRule rule, const Console& console);
std::string_view words_of(Unmatched reason, const Console& console);
std::string_view words_of(RefundState state, const Console& console);
std::string_view words_of(AdvanceState state, const Console& console);
std::string_view words_of(CandidateReason reason, const Console& console);

/// "1.386.000"; sen, where there are any, behind a comma.
std::string amount_text(Money amount, const Console& console);

/// Rows of cells under a header, in columns as wide as they need; those named stand to the right.
class ReceiptTable {
public:
    explicit ReceiptTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    bool empty() const { return rows_.size() == 1; }
    void tell(const Console& console, const std::vector<std::size_t>& right) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// The members of an object that is begun.
void write_receipt(JsonWriter& json, const Receipt& receipt);

}  // namespace payung::app
