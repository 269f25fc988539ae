#pragma once

/// The months of one line of spells that follow one another with a programme in common, and which
/// of them count as paid. Private to cover_law.cpp.
///
/// Outside employment a receipt for a month of a gap that the law has closed is no payment for that
/// month; so receipts are taken in the order of their days, each against what came before.

#include <algorithm>
#include <span>
#include <vector>

#include "membership/cover_law.h"

namespace payung {

class CoverLine {
public:
    struct MonthState {
        const SpellFacts* spell = nullptr;  // none: nobody is enrolled
        const MonthPaid* receipt = nullptr;
        bool paid = false;
    };

    /// Months from the first spell on, at least to `until`. Pre: spells in order, no two in one
    /// month.
    static Result<CoverLine> make(CoverLaw& law, std::vector<const SpellFacts*> spells,
                                  std::span<const MonthPaid> paid, Month until, Day as_of);

    Month from() const { return from_; }
    Month until() const { return from_ + static_cast<std::int32_t>(states_.size()); }
    /// Pre: within [from, until). Nothing is said of months without a spell.
    Result<CoveredMonth> covered(Month month);
    bool enrolled(Month month) const { return at(month).spell != nullptr; }
    const MonthState& at(Month month) const {
        return states_[static_cast<std::size_t>(month - from_)];
    }
    /// Unpaid months one after another that end with `month`, each due before `day`.
    Result<int> unpaid_until(Month month, Day day);

private:
    CoverLine(CoverLaw& law, Month from, Day as_of) : law_(&law), from_(from), as_of_(as_of) {}
    void place(std::span<const SpellFacts* const> spells, Month until);
    Result<void> take_receipts(std::span<const MonthPaid> paid);
    Result<bool> counts(Month month, Day paid_on);
    bool begun_before(Month month) const;
    MonthState& at(Month month) { return states_[static_cast<std::size_t>(month - from_)]; }

    CoverLaw* law_;
    Month from_;
    Day as_of_;
    std::vector<MonthState> states_;
    std::vector<bool> begun_;  // some month of the same run, up to this one, is paid
};

/// The lines of a membership: each spell goes on the first line that ends before it and has a
/// programme of it.
std::vector<std::vector<const SpellFacts*>> lines_of(std::span<const SpellFacts> spells);

/// What an unpaid month protects against.
inline constexpr std::uint8_t bits_of_protection = bit_jkk | bit_jkm | bit_jkp;

}  // namespace payung
