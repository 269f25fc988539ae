#include "app/bill_words.h"

#include <fmt/format.h>

#include <array>

#include "base/language.h"
#include "membership/errors.h"
#include "storage/receipt_store.h"

namespace payung::app {

std::string_view words_of(BillKind kind, const Console& console) {
    constexpr std::array<Phrase, 3> words{
        {{"iuran", "contribution"}, {"denda", "late charge"}, {"selisih", "difference"}}};
    return words.at(static_cast<std::size_t>(kind) - 1).in(console.language);
}

std::string_view words_of(BillState state, const Console& console) {
    constexpr std::array<Phrase, 4> words{{{"terbuka", "open"},
                                           {"dibayar sebagian", "partly paid"},
                                           {"lunas", "paid"},
                                           {"ditarik kembali", "withdrawn"}}};
    return words.at(static_cast<std::size_t>(state)).in(console.language);
}

std::string months_text(const Bill& bill) {
    if (bill.first == bill.last) return to_text(bill.first);
    return to_text(bill.first) + " – " + to_text(bill.last);
}

TextTable bill_table(const Console& console) {
    const auto say = [&](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    return TextTable({say("kode bayar", "payment code"), say("bulan", "month"),
                      say("jenis", "kind"), say("keadaan", "state"), say("jatuh tempo", "due"),
                      say("jumlah", "amount"), say("sisa", "open")});
}

void add_bill(TextTable& table, const Bill& bill, const Console& console) {
    table.add({payment_code(bill.number), months_text(bill),
               std::string(words_of(bill.kind, console)),
               std::string(words_of(bill.state(), console)), to_text(bill.due),
               amount_text(bill.amount.sum(), console), amount_text(bill.open().sum(), console)});
}

void write_bill(JsonWriter& json, const Bill& bill) {
    json.key("bill").whole(bill.number).key("code").text(payment_code(bill.number));
    json.key("kind").text(name_of(bill.kind)).key("state").text(name_of(bill.state()));
    json.key("first").text(to_text(bill.first)).key("last").text(to_text(bill.last));
    json.key("version").whole(bill.version).key("issued").text(to_text(bill.issued));
    json.key("due").text(to_text(bill.due)).key("members").whole(bill.members);
    json.key("completed_on").text(bill.completed_on ? to_text(*bill.completed_on) : "");
    json.key("withdrawn").text(bill.withdrawn.value_or(""));
    json.key("amount").sen(bill.amount.sum()).key("open").sen(bill.open().sum());
    json.key("parts").begin_object();
    for (const BillPart part : all_bill_parts) json.key(name_of(part)).sen(bill.amount[part]);
    json.end_object().key("jkp_state").sen(bill.jkp_state);
}

Result<PartyRecord> payer_by_number(Transaction& snapshot, const std::string& number) {
    const std::array numbers{number};
    TRY_ASSIGN(const auto parties, parties_with(snapshot, numbers));
    if (parties.size() == 1) return parties.front();
    if (parties.empty()) return Error{membership_error::party_unknown, {{"number", number}}};
    return Error{Code::invalid_option,
                 {{"option", "--payer"}, {"value", number}, {"reason", "> 1"}}};
}

Result<Month> month_option(const std::string& text, std::string_view option) {
    if (const auto month = parse_month(text)) return *month;
    return Error{Code::invalid_option,
                 {{"option", std::string(option)}, {"value", text}, {"reason", "TTTT-BB"}}};
}

}  // namespace payung::app
