#include "rehearsal/stage.h"

#include "membership/participant.h"

namespace payung::rehearsal {

std::string_view word_of(PartyKind kind) {
    constexpr std::array<std::string_view, 5> words{"", "person", "employer", "group", "sponsor"};
    return words.at(static_cast<std::size_t>(kind));
}

void write_bill_name(JsonWriter& json, const PayerName& payer, const Bill& bill) {
    json.begin_array().text(word_of(payer.kind)).text(payer.number).text(to_text(bill.first));
    json.text(name_of(bill.kind)).text(name_of(bill.segment)).whole(bill.version).end_array();
}

}  // namespace payung::rehearsal
