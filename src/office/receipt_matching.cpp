#include "office/receipt_matching.h"

#include <algorithm>
#include <set>

#include "storage/receipt_store.h"

namespace payung {
namespace {

std::optional<BillNumber> bill_named(std::string_view code) {
    const auto number = parse_payment_code(code);
    return number ? std::optional(*number) : std::nullopt;
}

}  // namespace

Result<void> ReceiptMatching::load(Transaction& transaction, std::span<const std::string> codes) {
    const std::set<std::string> words(codes.begin(), codes.end());
    const std::vector<std::string> numbers(words.begin(), words.end());
    std::set<BillNumber> named;
    for (const std::string& word : numbers)
        if (const auto bill = bill_named(word)) named.insert(*bill);
    const std::vector<BillNumber> bills(named.begin(), named.end());
    TRY_ASSIGN(const auto of_codes, offers(transaction, bills));
    TRY_ASSIGN(const auto parties, parties_with(transaction, numbers));
    std::set<PartyNumber> payers;
    for (const BillOffer& offer : of_codes) {
        offers_.emplace(offer.bill, offer);
        payers.insert(offer.payer);
    }
    for (const PartyRecord& party : parties) {
        payers_[party.number].push_back(party.party);
        payers.insert(party.party);
    }
    const std::vector<PartyNumber> all(payers.begin(), payers.end());
    TRY_ASSIGN(const auto open, open_offers(transaction, all));
    for (const BillOffer& offer : open) {
        offers_.emplace(offer.bill, offer);
        open_[offer.payer].push_back(offer.bill);
    }
    return {};
}

ReceiptMatching::Found ReceiptMatching::match(Money amount, std::span<const std::string> codes) {
    std::vector<BillOffer> named, open;
    std::set<PartyNumber> payers;
    for (const std::string& code : codes) {
        const auto bill = bill_named(code);
        const auto offer = bill ? offers_.find(*bill) : offers_.end();
        if (offer != offers_.end() &&
            std::ranges::none_of(named, [&](const BillOffer& n) { return n.bill == *bill; })) {
            named.push_back(offer->second);
            payers.insert(offer->second.payer);
        }
        if (const auto known = payers_.find(code); known != payers_.end())
            payers.insert(known->second.begin(), known->second.end());
    }
    for (const PartyNumber payer : payers)
        for (const BillNumber bill : open_[payer]) open.push_back(offers_.at(bill));
    Found found{match_receipt({amount, named, open, !payers.empty()}), 0};
    if (payers.size() == 1) found.payer = *payers.begin();
    for (const BillNumber bill : found.match.bills) {
        BillOffer& paid = offers_.at(bill);
        paid.open = Money{};
        paid.standing = BillStanding::paid;
    }
    return found;
}

}  // namespace payung
