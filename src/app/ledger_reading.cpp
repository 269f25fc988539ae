/// `payung ledger entry`, `account` and `journal`: what was booked, read again.

#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>

#include "app/desk_options.h"
#include "app/ledger_commands.h"
#include "app/receipt_words.h"
#include "base/json_writer.h"
#include "ledger/journal.h"
#include "storage/ledger_reader.h"

namespace payung::app {
namespace {

std::string_view word_of(GroupState state, const Console& console) {
    constexpr std::array<Phrase, 5> words{
        Phrase{"dibukukan", "posted"}, Phrase{"disisihkan", "set aside"},
        Phrase{"dipastikan", "confirmed"}, Phrase{"dibatalkan", "cancelled"},
        Phrase{"kedaluwarsa", "expired"}};
    return words.at(static_cast<std::size_t>(state)).in(console.language);
}

std::string_view name_of(AccountCode code, const Console& console) {
    const Account* const account = find_account(code);
    return account == nullptr ? "?" : console.say(account->name_id, account->name_en);
}

struct EntryRequest {
    DeskOptions desk;
    GroupNumber number = 0;
};

void tell_group(const Booked& booked, const Console& console) {
    const Group& group = booked.group;
    console.tell(std::to_string(booked.number) + "  " + to_text(booked.booked_at) + "  " +
                 group.reason + "  " + group.refers_to + "  (" +
                 std::string(word_of(booked.state, console)) + ')');
    if (group.reverses)
        console.tell(std::string(console.say("Membalik ", "Reverses ")) +
                     std::to_string(*group.reverses));
    if (booked.reversed_by)
        console.tell(std::string(console.say("Dibalik oleh ", "Reversed by ")) +
                     std::to_string(*booked.reversed_by));
    TextTable table(
        {std::string(console.say("Buku", "Book")), std::string(console.say("Bulan", "Month")),
         std::string(console.say("Akun", "Code")), std::string(console.say("Nama", "Name")),
         std::string(console.say("Rincian", "Key")), "Debit",
         std::string(console.say("Kredit", "Credit"))});
    for (std::size_t i = 0; i < group.entries.size(); ++i) {
        for (const Line& line : group.entries[i].lines) {
            const bool debit = line.amount > Money{};
            const std::string amount =
                amount_text(debit ? line.amount : Money{} - line.amount, console);
            table.add({std::string(payung::name_of(group.entries[i].book)),
                       to_text(booked.periods[i]), std::to_string(line.account),
                       std::string(name_of(line.account, console)), line.key, debit ? amount : "",
                       debit ? "" : amount});
        }
    }
    table.tell(console, {5, 6});
}

void write_group(JsonWriter& json, const Booked& booked) {
    json.begin_object().key("number").whole(booked.number).key("booked_at");
    json.text(to_text(booked.booked_at)).key("reason").text(booked.group.reason);
    json.key("refers_to").text(booked.group.refers_to);
    json.key("state").whole(static_cast<std::int64_t>(booked.state));
    json.key("reverses");
    booked.group.reverses ? json.whole(*booked.group.reverses) : json.null();
    json.key("reversed_by");
    booked.reversed_by ? json.whole(*booked.reversed_by) : json.null();
    json.key("lines").begin_array();
    for (std::size_t i = 0; i < booked.group.entries.size(); ++i) {
        const Entry& entry = booked.group.entries[i];
        for (const Line& line : entry.lines) {
            json.begin_object().key("book").text(payung::name_of(entry.book));
            json.key("event").text(to_text(entry.event)).key("month");
            json.text(to_text(booked.periods[i])).key("account").whole(line.account);
            json.key("key").text(line.key).key("amount").sen(line.amount).end_object();
        }
    }
    json.end_array().end_object();
}

Result<int> entry(const EntryRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, desk.desk().database->read());
    TRY_ASSIGN(const Booked booked, read_group(*snapshot, request.number));
    if (!console.json) {
        tell_group(booked, console);
        return in_order;
    }
    std::string out;
    JsonWriter json(out);
    write_group(json, booked);
    json.finish();
    console.tell_lines(out);
    return in_order;
}

struct AccountRequest {
    DeskOptions desk;
    std::string book, key;
    int account = 0;
};

void tell_statement(const std::vector<AccountLine>& lines, const Console& console) {
    TextTable table(
        {std::string(console.say("Kelompok", "Group")), std::string(console.say("Tanggal", "Day")),
         std::string(console.say("Bulan", "Month")), std::string(console.say("Sebab", "Reason")),
         std::string(console.say("Perihal", "About")), "Debit",
         std::string(console.say("Kredit", "Credit")),
         std::string(console.say("Saldo", "Balance"))});
    Money balance;
    for (const AccountLine& line : lines) {
        balance += line.amount;
        const bool debit = line.amount > Money{};
        const std::string amount =
            amount_text(debit ? line.amount : Money{} - line.amount, console);
        table.add({std::to_string(line.number), to_text(line.event), to_text(line.period),
                   line.reason, line.refers_to, debit ? amount : "", debit ? "" : amount,
                   amount_text(balance, console)});
    }
    table.tell(console, {5, 6, 7});
}

void tell_statement_json(const std::vector<AccountLine>& lines, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const AccountLine& line : lines) {
        json.begin_object().key("group").whole(line.number).key("event").text(to_text(line.event));
        json.key("month").text(to_text(line.period)).key("reason").text(line.reason);
        json.key("refers_to").text(line.refers_to).key("amount").sen(line.amount).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Result<int> account(const AccountRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, desk.desk().database->read());
    const SubAccount at{parse_book(request.book).value(), static_cast<AccountCode>(request.account),
                        request.key};
    TRY_ASSIGN(const auto lines, statement_of(*snapshot, at));
    if (console.json) {
        tell_statement_json(lines, console);
    } else if (lines.empty()) {
        console.tell(console.say("Tidak ada baris di rekening itu.",
                                 "There is no line on that sub-account."));
    } else {
        tell_statement(lines, console);
    }
    return in_order;
}

struct JournalRequest {
    DeskOptions desk;
    bool hide = false;
};

/// Ledger and hledger read the same text. Written as it is made: the books may be large.
Result<int> journal(const JournalRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, desk.desk().database->read());
    const ShowKey show = [&](const SubAccount& at) {
        return request.hide && at.account == 2310 ? std::string() : at.key;
    };
    TRY(each_group_in(*snapshot, [&](const Booked& booked) -> Result<void> {
        std::string out;
        write_journal(out, booked, show);
        console.tell_lines(out);
        return {};
    }));
    return in_order;
}

}  // namespace

TopicAnswer build_ledger_entry(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<EntryRequest>();
    sub.add_option("number", request->number, std::string(console.say("nomornya", "its number")))
        ->required();
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return entry(*request, c); };
}

TopicAnswer build_ledger_account(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AccountRequest>();
    add_book(sub, console, request->book, "book", false);
    sub.add_option("account", request->account,
                   std::string(console.say("akun empat angka", "account of four digits")))
        ->required()
        ->check(CLI::Range(1000, 9999));
    sub.add_option("key", request->key,
                   std::string(console.say("rincian: rekening bank, klaim, peserta, bulan …",
                                           "key: bank account, claim, participant, month …")));
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return account(*request, c); };
}

TopicAnswer build_ledger_journal(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<JournalRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_flag("--hide-participants", request->hide,
                 std::string(console.say("tanpa nomor peserta", "without participants' numbers")));
    return [request](const Console& c) { return journal(*request, c); };
}

}  // namespace payung::app
