#pragma once

/// The members of some payers in a month, held together with their texts. Private to office/.

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "storage/spell_store.h"

namespace payung {

class MonthMembers {
public:
    /// In place of what was there.
    Result<void> load(Transaction& transaction, Month month, PayerRange payers);
    const std::vector<MemberMonth>& rows() const { return rows_; }

private:
    std::string_view kept(std::string_view word);

    std::vector<MemberMonth> rows_;
    std::deque<std::string> numbers_;
    std::set<std::string, std::less<>> words_;  // few; stay
};

}  // namespace payung
