#include "office/terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "contributions/bill.h"
#include "membership/change_errors.h"
#include "membership/errors.h"
#include "membership/programme_law.h"
#include "storage/bill_store.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

using namespace change_error;

constexpr std::string_view end_reason = "dikoreksi";

Result<void> check_what(const Desk& desk, const TermsChange& change, const Membership& member) {
    if (member.segment == Segment::pu || member.segment == Segment::jakon)
        return Error{terms_not_declared, {{"kpj", change.kpj}}};
    if (change.income && *change.income <= Money{})
        return Error{terms_income_unusable, {{"income", to_text(*change.income)}}};
    if (!change.programmes) return {};
    if (*change.programmes == 0) return Error{membership_error::spell_without_programme};
    return check_programmes(desk.law, member.segment, *change.programmes, change.from);
}

/// A membership in its first month may still be put right in it.
Result<void> check_month(const Work& work, const TermsChange& change,
                         std::span<const Spell> spells) {
    const Month now = month_of(day_of(work.now()));
    const Month first = spells.empty() ? now : spells.front().from;
    const Month earliest = first >= now ? first : now + 1;
    if (change.from >= earliest) return {};
    return Error{
        terms_month_past,
        {{"kpj", change.kpj}, {"earliest", to_text(earliest)}, {"month", to_text(change.from)}}};
}

Result<void> check_not_billed(Transaction& transaction, const TermsChange& change,
                              MembershipNumber membership) {
    TRY_ASSIGN(const auto billed, months_billed(transaction, membership));
    const auto first = std::ranges::find_if(
        billed, [&](const MonthBilled& month) { return month.month >= change.from; });
    if (first == billed.end()) return {};
    return Error{terms_billed,
                 {{"kpj", change.kpj},
                  {"month", to_text(first->month)},
                  {"bill", payment_code(first->bill)},
                  {"free", to_text(billed.back().month + 1)}}};
}

Result<void> check_payer(Transaction& transaction, const TermsChange& change, const Spell& spell) {
    TRY_ASSIGN(const PartyRecord payer, party_of(transaction, spell.payer));
    if (payer.kind != PartyKind::sponsor) return {};
    return Error{terms_of_sponsor, {{"kpj", change.kpj}, {"number", payer.number}}};
}

/// The spells that follow: one that ends with the month before, and one that goes on from there.
Result<std::vector<Spell>> spells_after(Work& work, const TermsChange& change,
                                        std::span<const Spell> spells) {
    TRY_ASSIGN(SpellNumber number, next_spell(work.transaction()));
    std::vector<Spell> made;
    bool stands = false;
    for (const Spell& spell : spells) {
        if (spell.until && *spell.until <= change.from) continue;
        stands = true;
        TRY(check_payer(work.transaction(), change, spell));
        Spell next = spell;
        next.income = change.income.value_or(spell.income);
        next.programmes = change.programmes.value_or(spell.programmes);
        if (next == spell) continue;
        next.replaces = spell.number;
        if (spell.from < change.from) {
            Spell before = spell;
            before.number = number++;
            before.until = change.from;
            before.end_reason = end_reason;
            before.replaces = spell.number;
            made.push_back(std::move(before));
            next.from = change.from;
            next.replaces = 0;
        }
        next.number = number++;
        made.push_back(std::move(next));
    }
    if (stands) return made;
    return Error{terms_nothing_stands, {{"kpj", change.kpj}, {"month", to_text(change.from)}}};
}

/// What was changed and changed back may be changed again; what is so already is not.
struct Standing {
    std::size_t history = 0;
    bool so_already = false;
};

Result<Standing> standing(const Desk& desk, const TermsChange& change) {
    Standing found;
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const Membership member, known_membership(*snapshot, change.kpj));
    TRY(check_what(desk, change, member));
    TRY_ASSIGN(const auto history, spell_history(*snapshot, member.number));
    TRY_ASSIGN(const auto spells, spells_of(*snapshot, member.number));
    found.history = history.size();
    for (const Spell& spell : spells) {
        if (spell.until && *spell.until <= change.from) continue;
        const bool same = change.income.value_or(spell.income) == spell.income &&
                          change.programmes.value_or(spell.programmes) == spell.programmes;
        if (!same) return Standing{found.history, false};
        found.so_already = true;
    }
    return found;
}

}  // namespace

Result<Done> change_terms(const Desk& desk, const TermsChange& change) {
    TRY_ASSIGN(const Standing now, standing(desk, change));
    if (now.so_already) return Done{R"({"spells":0})", true};
    const std::string content =
        fmt::format("{}|{}|{}|{}", change.kpj, to_text(change.from),
                    change.income ? to_text(*change.income) : "", change.programmes.value_or(0));
    const auto effect = [&](Work& work) -> Result<std::string> {
        Transaction& transaction = work.transaction();
        TRY_ASSIGN(const Membership member, known_membership(transaction, change.kpj));
        TRY_ASSIGN(const auto spells, spells_of(transaction, member.number));
        TRY_ASSIGN(const auto made, spells_after(work, change, spells));
        TRY(check_month(work, change, spells));
        TRY(check_not_billed(transaction, change, member.number));
        TRY(add_spells(transaction, made, desk.actor, work.now()));
        work.tell("member.change", "membership:" + change.kpj, content);
        return fmt::format(R"({{"spells":{}}})", made.size());
    };
    return carry_out(desk, {"member.change", fmt::format("{}|{}", content, now.history), content},
                     effect);
}

}  // namespace payung
