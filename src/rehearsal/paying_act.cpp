#include <fmt/format.h>

#include "rehearsal/money.h"
#include "storage/bill_store.h"

namespace payung::rehearsal {
namespace {

struct Payer {
    PartyNumber party = 0;
    std::string number, name;
    Temper temper = Temper::punctual;
};

std::vector<Payer> payers_of(const Stage& stage) {
    std::vector<Payer> payers;
    const auto add = [&](PartyKind kind, const std::string& number, const std::string& name,
                         Temper temper) {
        const auto at = stage.payers.find(fmt::format("{}:{}", static_cast<int>(kind), number));
        if (at != stage.payers.end()) payers.push_back({at->second, number, name, temper});
    };
    for (const TownEmployer& employer : stage.town.employers) {
        add(PartyKind::employer, employer.npp, employer.name, employer.temper);
    }
    for (const Townsman& person : stage.town.self_paying) {
        add(PartyKind::person, person.kpj, person.name, person.temper);
    }
    for (const TownSponsor& sponsor : stage.town.sponsors) {
        add(PartyKind::sponsor, sponsor.id, sponsor.name, Temper::punctual);
    }
    return payers;
}

Money owing(const Bill& bill) {
    return bill.open().sum();
}

/// One payer's evening with his bills.
class Evening {
public:
    Evening(Stage& stage, const Payer& payer, const std::vector<Bill>& bills)
        : stage_(stage), payer_(payer), bills_(bills) {}

    void pay() {
        switch (payer_.temper) {
            case Temper::punctual:
                return each_by_its_code();
            case Temper::forgetful:
                return stage_.chance(3) ? void() : some_together();
            case Temper::careless:
                return carelessly();
            case Temper::vanishing:
                return stage_.counter.today() > last_day() ? void() : each_by_its_code();
        }
    }

private:
    /// A third into the rehearsal he is gone.
    Day last_day() const {
        return (stage_.town.plan.from + stage_.town.plan.months / 3).first_day();
    }
    void send(Money amount, std::string text) {
        const Day day = stage_.counter.today();
        if (amount <= Money{}) return;
        stage_.bank.receive(std::string(collection_account),
                            {{}, day, day, amount, payer_.name, std::move(text)});
    }
    void each_by_its_code() {
        for (const Bill& bill : bills_) send(owing(bill), "iuran " + payment_code(bill.number));
    }
    /// The oldest few at once, and only who he is.
    void some_together() {
        const std::size_t count =
            1 + stage_.random.below(static_cast<std::uint32_t>(bills_.size()));
        Money sum;
        for (std::size_t i = 0; i < count; ++i) sum += owing(bills_[i]);
        send(sum, "bayar iuran " + payer_.number);
    }
    void carelessly() {
        const Bill& bill = bills_.front();
        const std::string code = "iuran " + payment_code(bill.number);
        const Money amount = owing(bill);
        switch (stage_.random.below(5)) {
            case 0:  // too little
                return send(Money::from_rupiah(amount.rupiah() * 3 / 5), code);
            case 1:  // too much
                return send(amount + Money::from_rupiah(10'000), code);
            case 2:  // twice
                send(amount, code);
                return send(amount, code);
            case 3:  // nobody knows from whom
                return send(amount, "setoran tunai");
            default:
                return each_by_its_code();
        }
    }

    Stage& stage_;
    const Payer& payer_;
    const std::vector<Bill>& bills_;
};

}  // namespace

Result<void> pay_bills(Stage& stage) {
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    for (const Payer& payer : payers_of(stage)) {
        TRY_ASSIGN(const auto bills, open_bills_of_payer(*snapshot, payer.party));
        if (!bills.empty()) Evening(stage, payer, bills).pay();
    }
    return {};
}

}  // namespace payung::rehearsal
