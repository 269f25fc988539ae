#include "membership/cover_line.h"

namespace payung {
namespace {

/// What must be paid so that a month of this spell is: its protection, or what there is.
std::uint8_t bits_needed(const SpellFacts& spell) {
    const auto basic = static_cast<std::uint8_t>(spell.programmes & (bit_jkk | bit_jkm));
    return basic != 0 ? basic : spell.programmes;
}

bool pays_for(const MonthPaid& receipt, const SpellFacts& spell) {
    const std::uint8_t needed = bits_needed(spell);
    return (receipt.programmes & needed) == needed;
}

bool of_wages(const SpellFacts& spell) {
    return spell.segment == Segment::pu || spell.segment == Segment::jakon;
}

}  // namespace

std::vector<std::vector<const SpellFacts*>> lines_of(std::span<const SpellFacts> spells) {
    std::vector<const SpellFacts*> ordered;
    for (const SpellFacts& spell : spells)
        if (!spell.until || spell.from < *spell.until) ordered.push_back(&spell);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](auto* a, auto* b) { return a->from < b->from; });
    std::vector<std::vector<const SpellFacts*>> lines;
    for (const SpellFacts* const spell : ordered) {
        const auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& one) {
            const SpellFacts& last = *one.back();
            return last.until && *last.until <= spell->from &&
                   (last.programmes & spell->programmes) != 0;
        });
        if (line == lines.end())
            lines.push_back({spell});
        else
            line->push_back(spell);
    }
    return lines;
}

Result<CoverLine> CoverLine::make(CoverLaw& law, std::vector<const SpellFacts*> spells,
                                  std::span<const MonthPaid> paid, Month until, Day as_of) {
    CoverLine line(law, spells.front()->from, as_of);
    // Whether a receipt counts may hang on months behind the one asked for.
    line.place(spells, std::max(until, month_of(as_of) + 1));
    TRY(line.take_receipts(paid));
    line.begun_.resize(line.states_.size());
    bool begun = false;
    for (std::size_t i = 0; i < line.states_.size(); ++i) {
        begun = line.states_[i].spell != nullptr && (begun || line.states_[i].paid);
        line.begun_[i] = begun;
    }
    return line;
}

void CoverLine::place(std::span<const SpellFacts* const> spells, Month until) {
    states_.resize(static_cast<std::size_t>(std::max(0, until - from_)));
    for (const SpellFacts* const spell : spells) {
        const Month end = std::min(until, spell->until.value_or(until));
        for (Month month = spell->from; month < end; month = month + 1) at(month).spell = spell;
    }
}

/// Those of one day are judged by what came before that day.
Result<void> CoverLine::take_receipts(std::span<const MonthPaid> paid) {
    std::vector<const MonthPaid*> ordered;
    for (const MonthPaid& one : paid) {
        if (!one.paid_on || *one.paid_on > as_of_) continue;
        if (one.month < from_ || one.month >= until() || !enrolled(one.month)) continue;
        if (pays_for(one, *at(one.month).spell)) ordered.push_back(&one);
    }
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](auto* a, auto* b) { return *a->paid_on < *b->paid_on; });
    std::vector<const MonthPaid*> counting;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        TRY_ASSIGN(const bool counted, counts(ordered[i]->month, *ordered[i]->paid_on));
        if (counted) counting.push_back(ordered[i]);
        const bool day_ends =
            i + 1 == ordered.size() || *ordered[i + 1]->paid_on != *ordered[i]->paid_on;
        if (!day_ends) continue;
        for (const MonthPaid* const one : counting) {
            MonthState& state = at(one->month);
            if (!state.paid) state.receipt = one;
            state.paid = true;
        }
        counting.clear();
    }
    return {};
}

Result<bool> CoverLine::counts(Month month, Day paid_on) {
    const SpellFacts& spell = *at(month).spell;
    if (of_wages(spell) || month >= month_of(paid_on)) return true;
    Month last = month;  // of the gap, as it stood on that day
    for (Month next = month + 1; next < until() && enrolled(next) && !at(next).paid;
         next = next + 1) {
        TRY_ASSIGN(const bool due, law_->due_before(spell.segment, next, paid_on));
        if (!due) break;
        last = next;
    }
    TRY_ASSIGN(const int unpaid, unpaid_until(last, paid_on));
    return law_->gap_is(CoverLaw::Gap::payable, unpaid);
}

Result<int> CoverLine::unpaid_until(Month month, Day day) {
    int unpaid = 0;
    for (Month each = month; each >= from_ && enrolled(each) && !at(each).paid; each = each + -1) {
        TRY_ASSIGN(const bool due, law_->due_before(at(each).spell->segment, each, day));
        if (due) ++unpaid;
    }
    return unpaid;
}

bool CoverLine::begun_before(Month month) const {
    return begun_[static_cast<std::size_t>(month - from_)];
}

Result<CoveredMonth> CoverLine::covered(Month month) {
    const MonthState& state = at(month);
    const SpellFacts& spell = *state.spell;
    CoverLaw::Question question{spell.segment, state.paid, begun_before(month), false, 0};
    if (!state.paid) {
        TRY_ASSIGN(question.due, law_->due_before(spell.segment, month, as_of_));
        if (!of_wages(spell)) {
            TRY_ASSIGN(question.unpaid, unpaid_until(month, as_of_));
        }
    }
    TRY_ASSIGN(const CoverLaw::Reading* const reading, law_->ask(question));
    CoveredMonth covered{month, 0, reading->reason, spell.spell, 0, reading->cite};
    switch (reading->reason) {
        case CoverReason::paid:
            covered.programmes = spell.programmes & state.receipt->programmes;
            covered.bill = state.receipt->bill;
            break;
        case CoverReason::not_due:
        case CoverReason::arrears:
        case CoverReason::grace:
            covered.programmes = spell.programmes & bits_of_protection;
            break;
        case CoverReason::lapsed:
        case CoverReason::not_paid_yet:
        case CoverReason::not_enrolled:
            break;
    }
    return covered;
}

}  // namespace payung
