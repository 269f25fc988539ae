/// `payung ledger balance` and `payung ledger verify`.

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/ledger_commands.h"
#include "app/receipt_words.h"
#include "base/json_writer.h"
#include "storage/books_check.h"
#include "storage/fund_store.h"

namespace payung::app {
namespace {

struct BalanceRequest {
    DeskOptions desk;
    std::string until;
};

std::string name_of(const Account& account, const Console& console) {
    return std::string(console.say(account.name_id, account.name_en));
}

std::vector<Book> books_in(const TrialBalance& totals) {
    std::vector<Book> books;
    for (const Book book : all_books) {
        const auto in_book = [book](const auto& entry) { return entry.first.first == book; };
        if (std::ranges::any_of(totals, in_book)) books.push_back(book);
    }
    return books;
}

/// "-" where the account has nothing in that book.
std::string cell(const TrialBalance& totals, Book book, AccountCode account,
                 const Console& console) {
    const auto at = totals.find({book, account});
    if (at == totals.end() || at->second.balance() == Money{}) return "-";
    return amount_text(at->second.balance(), console);
}

void add_sums(TextTable& table, const TrialBalance& totals, std::span<const Book> books,
              const Console& console) {
    std::vector<std::string> sums{"", std::string(console.say("Jumlah", "Sum"))};
    for (const Book book : books) {
        Money sum;
        for (const auto& [at, total] : totals)
            if (at.first == book) sum += total.balance();
        sums.push_back(amount_text(sum, console));
    }
    table.add(std::move(sums));
}

void tell_table(const TrialBalance& totals, const Console& console) {
    const std::vector<Book> books = books_in(totals);
    if (books.empty()) {
        console.tell(console.say("Belum ada yang dibukukan.", "Nothing was booked yet."));
        return;
    }
    std::vector<std::string> header{std::string(console.say("Akun", "Code")),
                                    std::string(console.say("Nama", "Name"))};
    std::vector<std::size_t> right;
    for (const Book book : books) {
        right.push_back(header.size());
        header.emplace_back(payung::name_of(book));
    }
    TextTable table(std::move(header));
    for (const Account& account : chart_of_accounts()) {
        std::vector<std::string> cells{std::to_string(account.code), name_of(account, console)};
        for (const Book book : books) cells.push_back(cell(totals, book, account.code, console));
        const auto is_empty = [](const std::string& text) { return text == "-"; };
        if (!std::all_of(cells.begin() + 2, cells.end(), is_empty)) table.add(std::move(cells));
    }
    add_sums(table, totals, books, console);
    table.tell(console, right);
}

void tell_json(const TrialBalance& totals, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const auto& [at, total] : totals) {
        json.begin_object().key("book").text(payung::name_of(at.first));
        json.key("account").whole(at.second).key("debit").sen(total.debit);
        json.key("credit").sen(total.credit).key("balance").sen(total.balance()).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Result<int> balance(const BalanceRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, desk.desk().database->read());
    const std::optional<Month> until = parse_month(request.until);
    TRY_ASSIGN(const TrialBalance totals, kept_totals(*snapshot, until));
    if (console.json) {
        tell_json(totals, console);
    } else {
        tell_table(totals, console);
    }
    return in_order;
}

std::string words_of(const Discrepancy& one, const Console& console) {
    constexpr std::array<Phrase, 4> kinds{
        Phrase{"jumlah buku bukan nol", "the book does not add up to nought"},
        Phrase{"cermin antarbuku tidak sama", "books that mirror each other differ"},
        Phrase{"akun bukan jumlah rekeningnya", "an account is not the sum of its sub-accounts"},
        Phrase{"melewati batas", "beyond its limit"}};
    const Phrase& kind = kinds.at(static_cast<std::size_t>(one.kind));
    return std::string(payung::name_of(one.book)) + ' ' + std::to_string(one.account) + ": " +
           std::string(kind.in(console.language)) + ", " + amount_text(one.by, console);
}

void tell_report(const BooksReport& report, const Console& console) {
    for (const Discrepancy& one : report.found) console.tell(words_of(one, console));
    if (report.wrong_count > 0) {
        console.tell(console.say("Saldo yang bukan jumlah barisnya: ",
                                 "Balances that are not the sum of their lines: "));
        console.tell(format_count(report.wrong_count, console.language));
    }
    if (!report.totals_agree) {
        console.tell(console.say("Jumlah per bulan tidak sama dengan baris-barisnya.",
                                 "The totals by month are not those of the lines."));
    }
    const std::string counts = format_count(report.lines, console.language) +
                               std::string(console.say(" baris, ", " lines, ")) +
                               format_count(report.sub_accounts, console.language) +
                               std::string(console.say(" rekening buku: ", " sub-accounts: "));
    console.tell(counts + std::string(report.sound()
                                          ? console.say("semuanya cocok.", "all agree.")
                                          : console.say("ADA YANG SALAH.", "SOMETHING IS WRONG.")));
}

void tell_report_json(const BooksReport& report, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("sound").boolean(report.sound()).key("lines").whole(report.lines);
    json.key("sub_accounts").whole(report.sub_accounts);
    json.key("wrong_balances").whole(report.wrong_count);
    json.key("totals_agree").boolean(report.totals_agree).key("found").begin_array();
    for (const Discrepancy& one : report.found) {
        json.begin_object().key("book").text(payung::name_of(one.book)).key("account");
        json.whole(one.account).key("kind").whole(static_cast<std::int64_t>(one.kind));
        json.key("by").sen(one.by).end_object();
    }
    json.end_array().end_object().finish();
    console.tell_lines(out);
}

Result<int> verify(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(options));
    TRY_ASSIGN(const BooksReport report, go_through_books(*desk.desk().database));
    console.json ? tell_report_json(report, console) : tell_report(report, console);
    return report.sound() ? in_order : not_in_order;
}

}  // namespace

TopicAnswer build_ledger_balance(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<BalanceRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--until", request->until,
                   std::string(console.say("sampai bulan TTTT-BB (bawaan: semuanya)",
                                           "up to month YYYY-MM (default: everything)")))
        ->check([form = std::string(console.say("tulis TTTT-BB: ", "write YYYY-MM: "))](
                    const std::string& text) {
            return parse_month(text) ? std::string() : form + text;
        });
    return [request](const Console& c) { return balance(*request, c); };
}

TopicAnswer build_ledger_verify(CLI::App& sub, const Console& console) {
    const auto options = std::make_shared<DeskOptions>();
    add_desk_options(sub, console, *options);
    return [options](const Console& c) { return verify(*options, c); };
}

}  // namespace payung::app
