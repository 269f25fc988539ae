#include "rehearsal/claims.h"

#include <fmt/format.h>

#include "audit/digest.h"
#include "base/hash.h"
#include "office/claim_payments.h"
#include "office/claims.h"
#include "storage/participant_store.h"

namespace payung::rehearsal {
namespace {

constexpr std::array funds{ClaimKind::jkk, ClaimKind::jkm, ClaimKind::jht};
/// Enough for what may befall this many people.
Money endowment_of(const Town& town) {
    const auto people = static_cast<std::int64_t>(town.workers.size() + town.self_paying.size());
    return Money::from_rupiah(2'000'000'000) + Money::from_rupiah(25'000'000) * people;
}

/// The word of a text of JSON that stands behind `key`.
std::string json_word(std::string_view json, std::string_view key) {
    const std::string quoted = fmt::format("\"{}\":", key);
    std::size_t from = json.find(quoted);
    if (from == std::string_view::npos) return {};
    from += quoted.size();
    if (json[from] == '"') ++from;
    return std::string(json.substr(from, json.find_first_of("\",}", from) - from));
}

/// One claim on its way through the office.
class ClaimCase {
public:
    ClaimCase(Stage& stage, const Townsman& person, ClaimKind kind, Day event)
        : stage_(stage), person_(person), kind_(kind), event_(event) {}

    Result<void> run() {
        TRY(report());
        if (number_.empty()) return {};
        if (kind_ != ClaimKind::jht) TRY(widow());
        TRY(papers());
        TRY(account());
        TRY(decide());
        if (granted_) TRY(pay());
        return {};
    }

private:
    template <class Answer>
    Result<Answer> ask(std::string_view actor,
                       const std::function<Result<Answer>(const ClaimDesk&)>& command) {
        return stage_.counter.ask<Answer>(actor, [&](const Desk& desk) -> Result<Answer> {
            TRY_ASSIGN(const ClaimDesk opened, ClaimDesk::open(desk));
            return command(opened);
        });
    }

    ClaimWords facts() const {
        switch (kind_) {
            case ClaimKind::jkk: {
                const std::string at = to_text(event_) + " 10:00";
                return {{"kecelakaan", at},           {"laporan_1", at},
                        {"kesimpulan", at},           {"laporan_2", at},
                        {"sebab", "di tempat kerja"}, {"akibat", "meninggal"}};
            }
            case ClaimKind::jht:
                return {{"sebab", "mengundurkan diri"},
                        {"berhenti", to_text(event_)},
                        {"bekerja_lagi", "tidak"}};
            default:
                return {};
        }
    }

    /// The law refuses nobody an account that is empty: a person says why nothing comes of it.
    Ground nothing_saved() const {
        if (kind_ != ClaimKind::jht) return {};
        return {"saldo nol", "PP 46/2015"};
    }

    Result<void> report() {
        ReportClaim request;
        request.kind = kind_;
        request.kpj = person_.kpj;
        request.event = event_;
        request.facts = facts();
        const auto done =
            ask<Done>(clerk, [&](const ClaimDesk& desk) { return report_claim(desk, request); });
        if (!done) return refused(done.error());
        number_ = json_word(done->answer, "claim");
        ++stage_.happened.claims;
        stage_.note("claim")
            .text("claim", number_)
            .text("kind", name_of(kind_))
            .text("kpj", person_.kpj)
            .day("event", event_);
        return {};
    }
    /// Nobody was protected in that month, or no account has anything in it.
    Result<void> refused(const Error& error) {
        stage_.note("refused").text("kpj", person_.kpj).text("why", name_of(error.code()));
        return {};
    }

    Result<void> widow() {
        ClaimRelative relative;
        relative.name = "PASANGAN " + person_.kpj;
        relative.member.relative = 1;
        relative.member.kinship = Kinship::spouse;
        relative.member.birth = person_.birth;
        const auto done = ask<Done>(
            clerk, [&](const ClaimDesk& desk) { return set_relative(desk, number_, relative); });
        return done ? Result<void>() : Result<void>(done.error());
    }

    Result<void> papers() {
        TRY_ASSIGN(const ClaimDesk desk, ClaimDesk::open(stage_.counter.desk(clerk)));
        TRY_ASSIGN(const auto looked, look_at_claim(desk, number_));
        for (const MissingForClaim& what : looked.missing) {
            if (what.kind != MissingForClaim::Kind::document) continue;
            const ClaimDocument document{what.name, to_hex(sha256(what.name)), desk.today(), ""};
            const auto done = ask<Done>(
                clerk, [&](const ClaimDesk& at) { return add_document(at, number_, document); });
            if (!done) return done.error();
        }
        return {};
    }

    Result<void> account() {
        const bool own = kind_ == ClaimKind::jht;
        const auto done = ask<Done>(clerk, [&](const ClaimDesk& desk) {
            return set_account(desk, number_, own ? PayeeRole::member : PayeeRole::heirs,
                               own ? 0 : 1,
                               {person_.name, "BRINIDJA", "77" + person_.kpj.substr(2)});
        });
        return done ? Result<void>() : Result<void>(done.error());
    }

    Result<void> decide() {
        const auto assess = [&](const ClaimDesk& desk) { return assess_claim(desk, number_); };
        auto assessed = ask<Done>(clerk, assess);
        if (!assessed && kind_ == ClaimKind::jkk) {
            TRY(tell_wage());
            TRY(papers());
            assessed = ask<Done>(clerk, assess);
        }
        if (!assessed) return assessed.error();
        const auto approved = ask<Done>(
            supervisor, [&](const ClaimDesk& desk) { return approve_claim(desk, number_, 1); });
        granted_ = approved.has_value();
        if (granted_) {
            stage_.note("granted").text("claim", number_);
            return {};
        }
        const auto rejected = ask<Done>(supervisor, [&](const ClaimDesk& desk) {
            return reject_claim(desk, number_, 1, nothing_saved());
        });
        if (!rejected) return rejected.error();
        stage_.note("rejected").text("claim", number_);
        return {};
    }

    /// Where no list ever told the wage, the employer is asked.
    Result<void> tell_wage() {
        const Money wage = Money::from_rupiah(person_.wage.rupiah());
        const ClaimWords words{{"upah", std::to_string(wage.rupiah())}};
        const auto told = ask<Done>(
            clerk, [&](const ClaimDesk& desk) { return set_claim_facts(desk, number_, words); });
        if (!told) return told.error();
        stage_.note("wage_told").text("claim", number_).sen("wage", wage);
        return {};
    }

    /// The bank sends the first try back now and then.
    Result<void> pay() {
        const bool back = stage_.chance(4);
        if (back) TRY(order("1", false));
        TRY(order(back ? "2" : "1", true));
        ++stage_.happened.paid;
        stage_.note("paid").text("claim", number_);
        return {};
    }

    Result<void> order(std::string_view reference, bool settled) {
        OrderRequest request;
        request.fund = kind_;
        request.account_name = paying_account;
        request.account_number = "0206010000";
        request.account_bank = "BRINIDJA";
        request.execute_on = stage_.counter.today();
        request.claim = number_;
        request.reference = fmt::format("{}-{}", number_, reference);
        const auto ordered =
            ask<Done>(clerk, [&](const ClaimDesk& desk) { return order_payments(desk, request); });
        if (!ordered) return ordered.error();
        const std::string order = json_word(ordered->answer, "order");
        const auto file = ask<std::string>(clerk, [&](const ClaimDesk& desk) {
            return payment_file(desk, order, PaymentFormat::pain_001_001_03);
        });
        if (!file) return file.error();
        TRY(put_file(stage_, order + ".pain.001.xml", *file));
        const OrderRead read = read_order(*file);
        const std::string answer = payment_answer(
            order, "A-" + order, settled ? read.payments : std::vector<std::string>{},
            settled ? std::vector<std::string>{} : read.payments);
        TRY(put_file(stage_, order + ".pain.002.xml", answer));
        const auto taken =
            ask<Done>(clerk, [&](const ClaimDesk& desk) { return take_bank_answer(desk, answer); });
        return taken ? Result<void>() : Result<void>(taken.error());
    }

    Stage& stage_;
    const Townsman& person_;
    ClaimKind kind_;
    Day event_;
    std::string number_;
    bool granted_ = false;
};

/// What became of whom the town has until then: by his number, not by what happened before.
std::optional<ClaimKind> fate_of(const Stage& stage, const Townsman& person, bool works) {
    Random fate(stage.town.plan.seed, static_cast<std::uint64_t>(person.birth.number()) * 7919 +
                                          person.kpj.size() +
                                          static_cast<std::uint64_t>(person.kpj.back()));
    switch (fate.below(4)) {
        case 0:
            return ClaimKind::jkk;
        case 1:
            return ClaimKind::jkm;
        default:
            return works ? std::optional(ClaimKind::jht) : std::nullopt;
    }
}

}  // namespace

Result<void> endow(Stage& stage) {
    const Money endowment = endowment_of(stage.town);
    for (const ClaimKind kind : funds) {
        const Book fund = book_of(kind);
        Group group;
        group.key = key_of(fmt::format("endow:{}", name_of(kind)));
        group.reason = "saldo awal";
        group.refers_to = "saldo awal";
        group.entries = {
            {fund,
             stage.counter.today(),
             std::nullopt,
             {{1110, std::string(custodian), endowment}, {3110, "", Money{} - endowment}}}};
        const auto posted = stage.counter.ask<Done>(supervisor, [&](const Desk& desk) {
            return carry_out(desk, {"rehearsal.endow", std::string(name_of(kind)), ""},
                             [&](Work& work) -> Result<std::string> {
                                 TRY(work.post({&group, 1}));
                                 return std::string("{}");
                             });
        });
        if (!posted) return posted.error();
        CashMove move{kind,
                      std::string(custodian),
                      std::string(paying_account),
                      endowment,
                      fmt::format("KAS-{}", name_of(kind)),
                      stage.counter.today()};
        const auto moved = stage.counter.ask<Done>(clerk, [&](const Desk& desk) -> Result<Done> {
            TRY_ASSIGN(const ClaimDesk opened, ClaimDesk::open(desk));
            return move_fund_cash(opened, move);
        });
        if (!moved) return moved.error();
        stage.note("endow").text("fund", name_of(kind)).sen("amount", endowment);
    }
    return {};
}

Result<void> claim_month(Stage& stage, Month month) {
    for (const auto* people : {&stage.town.workers, &stage.town.self_paying}) {
        for (const Townsman& person : *people) {
            const auto fate = fate_of(stage, person, people == &stage.town.workers);
            const Month last = person.until + -1;
            if (!fate || person.until >= stage.town.end() || last < person.from) continue;
            // Savings may be claimed a month after the work has ended, the others at once.
            const std::int32_t wait = *fate == ClaimKind::jht ? 2 : 1;
            if (last + wait != month) continue;
            const Day event =
                Day::from_number(last.first_day().number() + (*fate == ClaimKind::jht ? 27 : 11));
            TRY(ClaimCase(stage, person, *fate, event).run());
        }
    }
    return {};
}

}  // namespace payung::rehearsal
