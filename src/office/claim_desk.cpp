#include "office/claim_desk.h"

#include <algorithm>

#include "base/text.h"
#include "claims/fact_words.h"
#include "storage/ledger_reader.h"
#include "storage/bill_store.h"
#include "storage/participant_store.h"
#include "storage/spell_store.h"
#include "storage/wage_store.h"

namespace payung {
namespace {

/// Every month of the membership up to the event, as the law saw it on the day of the claim.
Result<std::vector<CoveredMonth>> cover_of(Transaction& transaction, const ClaimDesk& desk,
                                           const ClaimRecord& claim) {
    TRY_ASSIGN(const auto spells, cover_facts(transaction, claim.membership));
    if (spells.empty()) return std::vector<CoveredMonth>{};
    Month first = spells.front().from;
    for (const SpellFacts& spell : spells) first = std::min(first, spell.from);
    const Month until = month_of(claim.event) + 1;
    if (until <= first) return std::vector<CoveredMonth>{};
    TRY_ASSIGN(const auto paid, months_paid(transaction, claim.membership));
    return desk.cover->months(spells, paid, first, until, claim.claimed);
}

/// As reported; where no list ever came, what the bills were made on.
Result<std::vector<WageOfMonth>> wages_until(Transaction& transaction, const ClaimRecord& claim) {
    std::map<Month, Money> wages;
    TRY_ASSIGN(const auto versions, wages_of(transaction, claim.membership));
    for (const WageVersion& version : versions) wages[version.month] = version.amount;
    if (wages.empty()) {
        TRY_ASSIGN(const auto billed, months_billed(transaction, claim.membership));
        for (const MonthBilled& month : billed) wages[month.month] = month.base;
    }
    std::vector<WageOfMonth> known;
    for (const auto& [month, amount] : wages)
        if (month <= month_of(claim.event)) known.push_back({month, amount});
    return known;
}

Result<std::optional<Money>> income_in(Transaction& transaction, const ClaimRecord& claim) {
    TRY_ASSIGN(const auto spells, spells_of(transaction, claim.membership));
    std::optional<Money> income;
    for (const Spell& spell : spells)
        if (stands_in(spell, month_of(claim.event)) && spell.income > Money{})
            income = spell.income;
    return income;
}

// What the registry knows for each programme, before anything is told at the desk.

Result<void> fill(Transaction& transaction, const ClaimFile& file, JkkFacts& facts) {
    const Segment segment = file.membership.segment;
    if (segment == Segment::pu || segment == Segment::jakon) {
        TRY_ASSIGN(facts.wages, wages_until(transaction, file.record));
    } else {
        TRY_ASSIGN(facts.income, income_in(transaction, file.record));
    }
    return {};
}

Result<void> fill(Transaction&, const ClaimFile&, JkmFacts&) {
    return {};
}

/// The account as the books have it. What this very claim took from it already is still its own.
Result<void> fill(Transaction& transaction, const ClaimFile& file, JhtFacts& facts) {
    const std::string& kpj = file.membership.kpj;
    TRY_ASSIGN(const Money posted, posted_balance(transaction, {Book::jht, 2310, kpj}));
    TRY_ASSIGN(const Standing standing, claim_standing(transaction, file.record.claim));
    const auto taken = standing.find({AccountCode{2310}, kpj});
    facts.balance = (taken == standing.end() ? Money{} : taken->second) - posted;
    return {};
}

Result<void> fill(Transaction& transaction, const ClaimFile& file, JpFacts& facts) {
    const Month until = month_of(file.record.event) + 1;
    TRY_ASSIGN(const PartAmounts paid,
               sum_paid(transaction, file.record.membership, Month::from_ym(2015, 7), until));
    facts.contributions = paid[BillPart::jp];
    return {};
}

Result<void> fill(Transaction& transaction, const ClaimFile& file, JkpFacts& facts) {
    TRY_ASSIGN(facts.wages, wages_until(transaction, file.record));
    facts.citizen = file.participant.citizen;
    TRY_ASSIGN(const auto spells, spells_of(transaction, file.record.membership));
    if (!spells.empty()) {
        facts.age_when_enrolled =
            age_years(file.participant.birth, spells.front().from.first_day());
    }
    return {};
}

Result<void> apply(const ClaimWords& words, ClaimFacts& facts) {
    for (const auto& [name, value] : words) {
        TRY_ASSIGN(const FactWord* const word, find_fact_word(facts.kind(), name));
        TRY(set_fact(*word, value, facts));
    }
    return {};
}

/// The day under which the claim was taken in is the day of its event, whatever else was told.
void settle_event(const ClaimRecord& claim, ClaimFacts& facts) {
    if (auto* const jkk = std::get_if<JkkFacts>(&facts.of)) jkk->accident.day = claim.event;
    auto* const jht = std::get_if<JhtFacts>(&facts.of);
    if (jht == nullptr) return;
    if (jht->cause == JhtCause::death) {
        jht->died = claim.event;
    } else if (jht->cause == JhtCause::resigned || jht->cause == JhtCause::laid_off ||
               jht->cause == JhtCause::contract_end || jht->cause == JhtCause::business_end) {
        jht->stopped = claim.event;
    }
}

}  // namespace

Result<ClaimDesk> ClaimDesk::open(Desk desk) {
    TRY_ASSIGN(ClaimLaw law, ClaimLaw::from(desk.law));
    TRY_ASSIGN(CoverLaw cover, CoverLaw::open(desk.law));
    return ClaimDesk{std::move(desk), std::move(law), std::make_shared<CoverLaw>(std::move(cover))};
}

Result<ClaimFile> gather(Transaction& transaction, const ClaimDesk& desk,
                         const ClaimRecord& claim) {
    ClaimFile file;
    file.record = claim;
    TRY_ASSIGN(file.membership, membership_of(transaction, claim.membership));
    TRY_ASSIGN(file.participant, participant_of(transaction, file.membership.participant));
    TRY_ASSIGN(file.family, claim_relatives(transaction, claim.claim));
    ClaimFacts& facts = file.facts;
    facts = blank_facts(claim.kind, claim.event);
    facts.segment = file.membership.segment;
    facts.claimed = claim.claimed;
    facts.birth = file.participant.birth;
    facts.complete = claim.complete;
    TRY_ASSIGN(facts.cover, cover_of(transaction, desk, claim));
    for (const ClaimRelative& relative : file.family) facts.family.push_back(relative.member);
    TRY_ASSIGN(const auto documents, claim_documents(transaction, claim.claim));
    for (const ClaimDocument& document : documents) facts.documents.push_back(document.name);
    TRY(std::visit([&](auto& of) { return fill(transaction, file, of); }, facts.of));
    TRY_ASSIGN(const ClaimWords told, claim_facts(transaction, claim.claim));
    TRY(apply(told, facts));
    TRY_ASSIGN(const ClaimWords health,
               health_facts(PersonalStore(transaction, desk.desk.keys), claim.claim));
    TRY(apply(health, facts));
    settle_event(claim, facts);
    return file;
}

Result<ClaimFile> gather(Transaction& transaction, const ClaimDesk& desk, std::string_view number) {
    TRY_ASSIGN(const ClaimRecord claim, known_claim(transaction, number));
    return gather(transaction, desk, claim);
}

// One line a fact, "name=value"; values hold no line break.

Result<ClaimWords> health_facts(PersonalStore personal, std::int64_t claim) {
    TRY_ASSIGN(const auto kept, personal.get({PersonalOwner::claim, claim, PersonalField::health}));
    ClaimWords facts;
    std::string_view rest = kept ? std::string_view(*kept) : std::string_view{};
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        facts[std::string(line.substr(0, equals))] = line.substr(equals + 1);
    }
    return facts;
}

Result<void> keep_health_facts(PersonalStore personal, std::int64_t claim,
                               const ClaimWords& facts) {
    std::string text;
    for (const auto& [name, value] : facts)
        if (!value.empty()) text += name + "=" + value + "\n";
    return personal.put({PersonalOwner::claim, claim, PersonalField::health}, text);
}

}  // namespace payung
