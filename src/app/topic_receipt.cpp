/// `payung receipt …`: receipts: bank statements, matching, refunds.

#include <array>

#include "app/receipt_commands.h"

namespace payung::app {
namespace {

constexpr std::array commands{
    TopicCommand{"channel",
                 {"mendaftarkan rekening penampungan iuran", "enter a collection account"},
                 build_receipt_channel},
    TopicCommand{"import",
                 {"mengambil rekening koran (camt.053 atau CSV): membukukan, mencocokkan",
                  "take in a bank statement (camt.053 or CSV): book, match"},
                 build_receipt_import},
    TopicCommand{"list", {"daftar penerimaan", "list receipts"}, build_receipt_list},
    TopicCommand{"show",
                 {"satu penerimaan: apa yang dibayarnya, apa yang dikembalikan",
                  "one receipt: what it paid, what was refunded"},
                 build_receipt_show},
    TopicCommand{"candidates",
                 {"mengapa penerimaan belum dialokasikan, dan tagihan yang mungkin",
                  "why a receipt is not allocated, and bills it may pay"},
                 build_receipt_candidates},
    TopicCommand{"allocate",
                 {"mengalokasikan penerimaan ke tagihan yang dipilih",
                  "allocate a receipt to bills that are chosen"},
                 build_receipt_allocate},
    TopicCommand{"match",
                 {"mencocokkan lagi yang menunggu, misalnya sesudah tagihan terbit",
                  "match what waits once more, as after bills were issued"},
                 build_receipt_match},
    TopicCommand{"undo",
                 {"membatalkan alokasi yang salah", "take a wrong allocation back"},
                 build_receipt_undo},
    TopicCommand{"advance",
                 {"meminta kelebihan bayar diperhitungkan pada bulan-bulan kemudian",
                  "ask that an overpayment count toward later months"},
                 build_receipt_advance},
    TopicCommand{"advance-decide",
                 {"memutuskan uang muka itu: orang kedua", "decide that advance: a second person"},
                 build_receipt_advance_decide},
    TopicCommand{"refund", {"meminta pengembalian uang", "ask for a refund"}, build_receipt_refund},
    TopicCommand{"refund-decide",
                 {"memutuskan pengembalian: orang kedua", "decide a refund: a second person"},
                 build_receipt_refund_decide},
    TopicCommand{"refund-paid",
                 {"mencatat bahwa bank sudah membayar pengembalian",
                  "record that the bank has paid a refund"},
                 build_receipt_refund_paid},
    TopicCommand{"sweep",
                 {"memindahkan uang dari penampungan ke bank kustodian tiap dana",
                  "move money from clearing to the custodian bank of each fund"},
                 build_receipt_sweep},
    TopicCommand{"ageing",
                 {"penerimaan yang terlalu lama belum dialokasikan", "receipts that wait too long"},
                 build_receipt_ageing},
};

}  // namespace

std::span<const TopicCommand> receipt_commands() {
    return commands;
}

}  // namespace payung::app
