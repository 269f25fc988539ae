#include "office/months_ahead.h"

#include <algorithm>

#include "contributions/errors.h"
#include "membership/change_errors.h"
#include "office/advances.h"
#include "storage/bill_store.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

/// What a row asks for.
struct Wish {
    std::uint64_t line = 0;
    PartyNumber payer = 0;
    Month first;
    std::int32_t months = 0;
};

RowVerdict doubt(std::uint64_t line, Error error) {
    return {line, "JUMLAH_BULAN", {}, std::move(error), RowOutcome::doubt};
}

bool may_be_told(Code code) {
    return code == bill_error::bill_advance_refused || code == bill_error::bill_nothing_owed ||
           code == bill_error::bill_due_unknown;
}

class Ahead {
public:
    Ahead(const Desk& desk, const WorkerFileRequest& request, std::span<const WorkerRow> rows)
        : desk_(desk), request_(request) {
        for (const WorkerRow& row : rows)
            if (row.months > 1) rows_.push_back(&row);
    }

    Result<MonthsAhead> run() {
        if (rows_.empty()) return std::move(made_);
        std::vector<Wish> wishes;
        {
            TRY_ASSIGN(const auto snapshot, desk_.database->read());
            TRY_ASSIGN(wishes,
                       request_.group.empty() ? of_persons(*snapshot) : of_group(*snapshot));
        }
        for (const Wish& wish : wishes) TRY(bill(wish));
        return std::move(made_);
    }

private:
    std::optional<Month> first_of(const WorkerRow& row) const {
        return row.from != 0 ? std::optional(Month::from_number(row.from)) : request_.from;
    }

    Result<std::vector<Wish>> of_persons(Transaction& snapshot) {
        std::vector<std::string_view> niks;
        for (const WorkerRow* row : rows_) niks.push_back(row->nik);
        TRY_ASSIGN(const auto matches,
                   PersonalStore(snapshot, desk_.keys)
                       .find_all(PersonalOwner::participant, PersonalField::nik, niks));
        std::vector<Wish> wishes;
        for (const PersonalMatch& match : matches) {
            const WorkerRow& row = *rows_[match.index];
            const auto first = first_of(row);
            if (!first) continue;
            TRY_ASSIGN(const PartyNumber payer, paying_himself(snapshot, match.number, *first));
            if (payer != 0) wishes.push_back({row.line, payer, *first, row.months});
        }
        return wishes;
    }

    /// The party that he is, where he pays for himself in that month; else 0.
    static Result<PartyNumber> paying_himself(Transaction& snapshot, ParticipantNumber who,
                                              Month month) {
        TRY_ASSIGN(const auto spells, spells_of_participant(snapshot, who));
        for (const Spell& spell : spells) {
            if (!stands_in(spell, month)) continue;
            TRY_ASSIGN(const PartyRecord payer, party_of(snapshot, spell.payer));
            if (payer.kind == PartyKind::person) return payer.party;
        }
        return PartyNumber{0};
    }

    /// One for the whole group, where its rows agree.
    Result<std::vector<Wish>> of_group(Transaction& snapshot) {
        TRY_ASSIGN(const PartyRecord group,
                   known_party(snapshot, PartyKind::group, request_.group));
        const WorkerRow& row = *rows_.front();
        const bool agree = std::ranges::all_of(rows_, [&](const WorkerRow* other) {
            return other->months == row.months && first_of(*other) == first_of(row);
        });
        const auto first = first_of(row);
        if (!first) return std::vector<Wish>{};
        if (agree) return std::vector<Wish>{{row.line, group.party, *first, row.months}};
        for (const WorkerRow* other : rows_)
            made_.verdicts.push_back(
                doubt(other->line, Error{change_error::months_ahead_differ,
                                         {{"months", std::to_string(other->months)}}}));
        return std::vector<Wish>{};
    }

    Result<bool> billed_before(const Wish& wish) const {
        TRY_ASSIGN(const auto snapshot, desk_.database->read());
        TRY_ASSIGN(const auto bills, bills_of_payer(*snapshot, wish.payer));
        const Month last = wish.first + (wish.months - 1);
        return std::ranges::any_of(bills, [&](const Bill& bill) {
            return bill.kind == BillKind::contribution && bill.first == wish.first &&
                   bill.last == last;
        });
    }

    Result<void> bill(const Wish& wish) {
        TRY_ASSIGN(const bool before, billed_before(wish));
        if (before) return {};
        const auto report = issue_advance(desk_, {wish.payer, wish.first, wish.months});
        if (report) {
            made_.bills += report->bills;
            made_.amount += report->amount.sum();
            return {};
        }
        if (!may_be_told(report.error().code())) return report.error();
        made_.verdicts.push_back(doubt(wish.line, report.error()));
        return {};
    }

    const Desk& desk_;
    const WorkerFileRequest& request_;
    std::vector<const WorkerRow*> rows_;
    MonthsAhead made_;
};

}  // namespace

Result<MonthsAhead> bill_months_ahead(const Desk& desk, const WorkerFileRequest& request,
                                      std::span<const WorkerRow> rows) {
    return Ahead(desk, request, rows).run();
}

}  // namespace payung
