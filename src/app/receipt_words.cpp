#include "app/receipt_words.h"

#include <array>

#include "base/language.h"
#include "base/utf8.h"

namespace payung::app {
std::string_view words_of(MatchRule rule, const Console& console) {
    constexpr std::array<Phrase, 5> words{{{"belum", "not yet"},
                                           {"kode bayar", "payment code"},
                                           {"jumlah sama", "same amount"},
                                           {"tagihan tertua", "oldest bills"},
                                           {"oleh petugas", "by hand"}}};
    return words.at(static_cast<std::size_t>(rule)).in(console.language);
}

std::string_view words_of(Unmatched reason, const Console& console) {
    constexpr std::array<Phrase, 12> words{
        {{"cocok", "matched"},
         {"pembayar tidak dikenal", "payer unknown"},
         {"menyebut beberapa pembayar", "names several payers"},
         {"tagihan sudah lunas: mungkin dibayar dua kali", "bill is paid: perhaps paid twice"},
         {"tagihan sudah ditarik kembali", "bill was withdrawn"},
         {"tidak ada tagihan terbuka", "nothing is open"},
         {"kurang dari tagihan", "less than the bill"},
         {"lebih dari semua tagihan terbuka", "more than all open bills"},
         {"beberapa tagihan sama jumlahnya", "several bills of that amount"},
         {"jumlah tidak cocok dengan tagihan mana pun", "no bills add up to it"},
         {"alokasi dibatalkan", "allocation was taken back"},
         {"tagihan yang dibayarnya dikoreksi turun: milik pembayar",
          "a bill that it paid was corrected down: belongs to the payer"}}};
    return words.at(static_cast<std::size_t>(reason)).in(console.language);
}

std::string_view words_of(RefundState state, const Console& console) {
    constexpr std::array<Phrase, 4> words{{{"diminta", "asked for"},
                                           {"disetujui", "approved"},
                                           {"dibayar", "paid"},
                                           {"ditolak", "refused"}}};
    return words.at(static_cast<std::size_t>(state)).in(console.language);
}

std::string_view words_of(AdvanceState state, const Console& console) {
    constexpr std::array<Phrase, 4> words{{{"diminta", "asked for"},
                                           {"berlaku", "stands"},
                                           {"ditolak", "refused"},
                                           {"habis terpakai", "used up"}}};
    return words.at(static_cast<std::size_t>(state)).in(console.language);
}

std::string_view words_of(CandidateReason reason, const Console& console) {
    constexpr std::array<Phrase, 4> words{{{"disebut", "named"},
                                           {"jumlah sama", "same amount"},
                                           {"tertua", "oldest"},
                                           {"terbuka", "open"}}};
    return words.at(static_cast<std::size_t>(reason)).in(console.language);
}

void write_receipt(JsonWriter& json, const Receipt& receipt) {
    json.key("receipt").whole(receipt.number).key("channel").text(receipt.at.channel);
    json.key("booked").text(to_text(receipt.at.booked));
    json.key("value").text(to_text(receipt.at.value)).key("reference").text(receipt.at.reference);
    json.key("amount").sen(receipt.amount).key("allocated").sen(receipt.allocated);
    json.key("refunded").sen(receipt.refunded).key("open").sen(receipt.open());
    json.key("payer_name").text(receipt.payer_name).key("note").text(receipt.note);
    json.key("matched_by").text(name_of(receipt.rule)).key("reason").text(name_of(receipt.reason));
}

}  // namespace payung::app
