/// `payung ledger …`: the six books: trial balance, closing, JHT returns.

#include <CLI/CLI.hpp>
#include <array>

#include "app/ledger_commands.h"
#include "base/day.h"
#include "ledger/book.h"

namespace payung::app {
namespace {

constexpr std::array commands{
    TopicCommand{"balance",
                 {"neraca saldo, semua buku berdampingan", "trial balance, all books side by side"},
                 build_ledger_balance},
    TopicCommand{"account",
                 {"baris-baris satu rekening buku dan saldonya",
                  "the lines of one sub-account and its balance"},
                 build_ledger_account},
    TopicCommand{"entry",
                 {"satu kelompok jurnal menurut nomornya", "one group of entries by its number"},
                 build_ledger_entry},
    TopicCommand{"journal",
                 {"seluruh buku sebagai jurnal teks untuk ledger dan hledger",
                  "all books as a text journal for ledger and hledger"},
                 build_ledger_journal},
    TopicCommand{"verify",
                 {"menjumlahkan semua baris dan mencocokkan semua saldo",
                  "summing all lines and comparing all balances"},
                 build_ledger_verify},
    TopicCommand{"credit",
                 {"mengkreditkan hasil JHT satu bulan", "crediting the JHT return of a month"},
                 build_ledger_credit},
    TopicCommand{
        "fee",
        {"dana operasional satu dana untuk satu bulan", "the operating fee of a fund for a month"},
        build_ledger_fee},
    TopicCommand{"close",
                 {"menutup satu bulan untuk selamanya", "closing a month for ever"},
                 build_ledger_close},
};

}  // namespace

void add_month(CLI::App& sub, const Console& console, std::string& into) {
    sub.add_option("month", into, std::string(console.say("bulan TTTT-BB", "month YYYY-MM")))
        ->required()
        ->check([form = std::string(console.say("tulis TTTT-BB: ", "write YYYY-MM: "))](
                    const std::string& text) {
            return parse_month(text) ? std::string() : form + text;
        });
}

void add_book(CLI::App& sub, const Console& console, std::string& into, std::string_view name,
              bool all) {
    sub.add_option(std::string(name), into,
                   std::string(console.say("buku: JKK, JKM, JHT, JP, JKP, BPJS, CLR",
                                           "book: JKK, JKM, JHT, JP, JKP, BPJS, CLR")))
        ->required()
        ->check([all, form = std::string(console.say("tidak ada buku ", "there is no book "))](
                    const std::string& text) {
            const bool known = parse_book(text) || (all && text == "all");
            return known ? std::string() : form + text;
        });
}

std::span<const TopicCommand> ledger_commands() {
    return commands;
}

}  // namespace payung::app
