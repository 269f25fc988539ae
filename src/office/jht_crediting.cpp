#include "office/jht_crediting.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "fund/errors.h"
#include "fund/jht_crediting.h"
#include "fund/rate_text.h"
#include "storage/fund_store.h"

namespace payung {
namespace {

constexpr AccountCode accounts_of_participants = 2310, undistributed = 2330, return_credited = 5210;

Day last_day(Month month) {
    return Day::from_number((month + 1).first_day().number() - 1);
}

struct Terms {
    Rate rate;
    std::string reference;
};

Result<Terms> terms_of_law(const Rulebook& law, Month month) {
    for (const Parameter& parameter : law.parameters()) {
        if (parameter.name != "Tingkat hasil JHT") continue;
        const ParameterValue* const value = parameter.at(month.first_day());
        const auto rate = value == nullptr ? std::nullopt : parse_rate(value->value);
        if (!rate) {
            return Error{fund_error::jht_rate_missing,
                         {{"month", to_text(month)}, {"covered", parameter.covered()}}};
        }
        return Terms{*rate, parameter.source + ": " + value->cite};
    }
    return Error{fund_error::jht_rate_missing, {{"month", to_text(month)}, {"covered", "-"}}};
}

Result<Terms> terms_of(const Desk& desk, const CreditRequest& request) {
    if (request.rate.empty()) return terms_of_law(desk.law, request.month);
    const auto rate = parse_rate(request.rate);
    if (!rate || request.reference.empty())
        return Error{fund_error::jht_rate_malformed, {{"rate", request.rate}}};
    return Terms{*rate, request.reference};
}

/// A month follows the one before it, for what was credited there earns in this one.
Result<void> check_turn(Work& work, Month month) {
    if (day_of(work.now()) <= last_day(month))
        return Error{fund_error::jht_month_not_over, {{"month", to_text(month)}}};
    TRY_ASSIGN(const Month open, first_open(work.transaction(), Book::jht));
    if (month < open) {
        return Error{fund_error::close_month_closed,
                     {{"book", "JHT"}, {"month", to_text(Month::from_number(open.number() - 1))}}};
    }
    TRY_ASSIGN(const auto before, last_credit_run(work.transaction()));
    if (!before) return {};
    const Month next = before->finished ? before->month + 1 : before->month;
    if (next == month) return {};
    return Error{fund_error::jht_month_order, {{"month", to_text(next)}}};
}

Result<void> check_same(const CreditRun& run, const CreditRequest& request, const Terms& terms) {
    if (run.rate == terms.rate && run.reference == terms.reference && run.pool == request.pool)
        return {};
    return Error{fund_error::jht_terms_differ,
                 {{"month", to_text(run.month)}, {"rate", to_text(run.rate)}}};
}

/// The run as it stands, or a new one.
Result<CreditRun> begun_run(Work& work, const CreditRequest& request, const Terms& terms) {
    TRY_ASSIGN(const auto before, find_credit_run(work.transaction(), request.month));
    if (before) {
        TRY(check_same(*before, request, terms));
        return *before;
    }
    TRY(check_turn(work, request.month));
    CreditRun run;
    run.month = request.month;
    run.rate = terms.rate;
    run.reference = terms.reference;
    run.pool = request.pool;
    TRY_ASSIGN(run.until_id, last_sub_account(work.transaction()));
    TRY(keep_credit_run(work.transaction(), run, work.now()));
    const std::string content = to_text(run.rate) + ' ' + run.reference;
    TRY_ASSIGN(const auto digests, content_digests(work.transaction(), work.desk().keys));
    const Told told{work.desk().actor, "jht.credit", "jht:" + to_text(run.month),
                    digests.front().of(content)};
    TRY(append_events(work.transaction(), {&told, 1}, work.now()));
    return run;
}

Result<CreditRun> begin(const Desk& desk, const CreditRequest& request, const Terms& terms) {
    CreditRun run;
    const auto written = desk.database->write([&](Transaction& transaction) -> Result<void> {
        Work work(transaction, desk, desk.clock->now());
        TRY_ASSIGN(run, begun_run(work, request, terms));
        return {};
    });
    if (!written) return written.error();
    return run;
}

Group part_group(const CreditRun& run, std::vector<Line> credits, Money sum) {
    const std::string month = to_text(run.month);
    credits.push_back({return_credited, month.substr(0, 4), sum});
    const std::string about = fmt::format("{}:{}", month, run.last_id);
    return {key_of("hasil-jht:" + about),
            "hasil-jht",
            about,
            {{Book::jht, last_day(run.month), std::nullopt, std::move(credits)}},
            std::nullopt,
            std::nullopt,
            std::nullopt};
}

/// The accounts of one part, in the transaction of its postings: nothing comes between.
Result<void> credit_part(Work& work, JhtMovements& movements, const MonthlyRate& rate,
                         std::int64_t until, CreditRun& run) {
    TRY(movements.look(work.transaction(), run.last_id));
    TRY_ASSIGN(const auto accounts, jht_accounts(work.transaction(), run.last_id, until));
    JhtMonth month(rate);
    std::vector<Line> credits;
    for (const JhtAccount& account : accounts) {
        const Money opening = account.balance - movements.booked_since(account.id);
        const Money credit = month.add(std::max(Money{}, opening), movements.paid_out(account.id));
        if (credit != Money{})
            credits.push_back({accounts_of_participants, account.key, Money{} - credit});
    }
    run.last_id = until;
    run.accounts += static_cast<std::int64_t>(credits.size());
    run.basis += month.basis();
    run.credited += month.credited();
    if (!credits.empty()) {
        const Group group = part_group(run, std::move(credits), month.credited());
        TRY(work.post({&group, 1}));
    }
    return keep_credit_run(work.transaction(), run, work.now());
}

/// What was earned and not credited.
Result<Money> left_over(const CreditRun& run, const MonthlyRate& rate) {
    const Money earned = run.pool.value_or(rate.credit(run.basis));
    if (earned >= run.credited) return earned - run.credited;
    return Error{fund_error::jht_pool_short,
                 {{"amount", std::to_string((run.credited - earned).sen())}}};
}

Result<void> finish(Work& work, const MonthlyRate& rate, CreditRun& run) {
    TRY_ASSIGN(const Money left, left_over(run, rate));
    if (left != Money{}) {
        const std::string month = to_text(run.month), year = month.substr(0, 4);
        const Group group{
            key_of("hasil-jht:" + month + ":sisa"),
            "hasil-jht",
            month + ":sisa",
            {{Book::jht,
              last_day(run.month),
              std::nullopt,
              {{return_credited, year, left}, {undistributed, year, Money{} - left}}}},
            std::nullopt,
            std::nullopt,
            std::nullopt};
        TRY(work.post({&group, 1}));
    }
    run.finished = true;
    return keep_credit_run(work.transaction(), run, work.now());
}

CreditReport report_of(const CreditRun& run, const MonthlyRate& rate) {
    const Money earned = run.pool.value_or(rate.credit(run.basis));
    return {run.month, run.rate,     rate.text(),           run.reference, run.accounts,
            run.basis, run.credited, earned - run.credited, false};
}

std::string answer_of(const CreditRun& run) {
    std::string out;
    JsonWriter json(out, JsonStyle::compact);
    json.begin_object()
        .key("last")
        .whole(run.last_id)
        .key("credited")
        .sen(run.credited)
        .end_object();
    json.finish();
    return out;
}

/// One part, or the end of the run, as a command of its own. The run is read again: another may
/// have gone on with it meanwhile.
Result<CreditRun> step(const Desk& desk, const CreditRequest& request, const MonthlyRate& rate,
                       JhtMovements& movements, CreditRun run) {
    const bool over = run.last_id >= run.until_id;
    const std::int64_t until = std::min(run.until_id, run.last_id + request.part);
    const std::string event = fmt::format("jht:{}:{}", to_text(run.month), over ? -1 : run.last_id);
    TRY_ASSIGN(
        const Done done,
        carry_out(desk, {"jht.credit", event, event}, [&](Work& work) -> Result<std::string> {
            if (over) {
                TRY(finish(work, rate, run));
            } else {
                TRY(credit_part(work, movements, rate, until, run));
            }
            return answer_of(run);
        }));
    if (!done.again) return run;
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const auto now, find_credit_run(*snapshot, run.month));
    return now.value();
}

/// Most of the lines, while others may still write.
Result<void> look_before(const Desk& desk, JhtMovements& movements) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    return movements.look(*snapshot);
}

}  // namespace

Result<CreditReport> credit_jht(const Desk& desk, const CreditRequest& request,
                                const std::function<bool(const CreditReport&)>& on_part) {
    TRY_ASSIGN(const Terms terms, terms_of(desk, request));
    const MonthlyRate rate = MonthlyRate::of_year(terms.rate);
    TRY_ASSIGN(CreditRun run, begin(desk, request, terms));
    if (run.finished) {
        CreditReport report = report_of(run, rate);
        report.again = true;
        return report;
    }
    JhtMovements movements(request.month);
    TRY(look_before(desk, movements));
    while (!run.finished) {
        TRY_ASSIGN(run, step(desk, request, rate, movements, run));
        if (on_part && !on_part(report_of(run, rate))) break;
    }
    return report_of(run, rate);
}

}  // namespace payung
