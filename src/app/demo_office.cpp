#include "app/demo_office.h"
#include "app/cover_words.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/demo_town.h"
#include "app/key_file.h"
#include "app/law.h"
#include "app/result_files.h"
#include "base/csv_writer.h"
#include "base/language.h"
#include "base/progress.h"
#include "rehearsal/outcome.h"
#include "rehearsal/rehearsal.h"
#include "storage/open_store.h"
#include "storage/table_rows.h"

namespace payung::app {
namespace {

namespace reh = payung::rehearsal;

// The last month of which the due day is known by a calendar of holidays is November 2026.
const Month first_month = Month::from_ym(2025, 12);
constexpr std::int32_t months_of_demo = 12;

Result<reh::Counter> counter_of(const DemoOffice& request) {
    TRY_ASSIGN(Rulebook law, Rulebook::open(law_folder_or_own(request.law)));
    const Path key_file = key_file_for(request.database, {});
    reh::CounterSetting setting{
        {}, std::move(law), PersonalKeys::looked_for_later(key_file), 63, 0};
    setting.open = [url = request.database, key_file]() -> Result<std::unique_ptr<Database>> {
        const FixedClock clock{Instant{}};
        TRY_ASSIGN(OpenStore store, open_store(url, {}, clock, key_file));
        return std::move(store.database);
    };
    return reh::Counter::open(std::move(setting));
}

Result<TrialBalance> books_of(Database& database) {
    const FixedClock clock{Instant{}};
    TRY_ASSIGN(const LedgerStore store, LedgerStore::open(database, clock, PAYUNG_VERSION));
    return store.history();
}

Result<void> write_trial_balance(const Path& path, const TrialBalance& books) {
    std::string text = "buku,akun,nama,debit,kredit,saldo\n";
    for (const auto& [at, total] : books) {
        const Account* const account = find_account(at.second);
        CsvWriter(text)
            .text(name_of(at.first))
            .whole(at.second)
            .text(account->name_id)
            .money(total.debit)
            .money(total.credit)
            .money(total.balance())
            .end();
    }
    return write_text(path, text);
}

Result<void> write_table(Transaction& snapshot, std::string_view table, const Path& path) {
    TRY_ASSIGN(const TableRows rows, table_rows(snapshot, table));
    std::string text = rows.header + '\n';
    for (const std::string& row : rows.rows) text += row;
    return write_text(path, text);
}

Money sum_of(const TrialBalance& books, Book book, std::initializer_list<int> accounts) {
    Money sum;
    for (const auto& [at, total] : books) {
        for (const int account : accounts) {
            if (at.first == book && at.second == account) sum += total.balance();
        }
    }
    return sum;
}

/// Assets and what is owed, by the first digit of the account.
Money sum_of_class(const TrialBalance& books, Book book, int first_digit) {
    Money sum;
    for (const auto& [at, total] : books) {
        if (at.first == book && at.second / 1000 == first_digit) sum += total.balance();
    }
    return sum;
}

class Summary {
public:
    Summary(const Console& console, const TrialBalance& books) : console_(console), books_(books) {}

    void tell(const reh::RehearsalReport& report,
              const std::map<std::string, std::int64_t>& months) {
        const reh::Happened& h = report.happened;
        heading("Kantor: 12 bulan, Desember 2025 – November 2026",
                "The office: 12 months, December 2025 – November 2026");
        line("peserta", "members", h.members);
        line("daftar upah", "wage lists", h.wage_lists);
        line("tagihan", "bills", h.bills + h.differences);
        line("penerimaan", "receipts", h.receipts);
        line("  cocok sendiri", "  matched", h.matched);
        line("  dengan tangan", "  by hand", h.by_hand);
        line("  dikembalikan", "  refunded", h.refunds);
        line("berkas dikirim dua kali, tanpa akibat", "files sent twice, without effect", h.twice);
        line("klaim", "claims", h.claims);
        line("  dibayar", "  paid", h.paid);
        heading("Bulan terlindungi, menurut sebabnya", "Covered months, by the reason");
        for (const auto& [reason, count] : months) {
            const std::string_view why = words_of_cover(reason, console_);
            line(why, why, count);
        }
        heading("Enam buku", "Six books");
        table();
        console_.tell(
            console_.say("  (dana JKK, JKM dan JHT dimulai dengan saldo contoh: sampel ini kecil)",
                         "  (the funds of JKK, JKM and JHT begin with an example balance: the "
                         "sample is small)"));
        console_.tell("");
    }

private:
    void heading(std::string_view id, std::string_view en) {
        console_.tell("");
        console_.tell(console_.say(id, en));
    }
    void line(std::string_view id, std::string_view en, std::int64_t count) {
        console_.tell(fmt::format("  {:<42} {:>14}", console_.say(id, en),
                                  format_count(count, console_.language)));
    }
    void table() {
        console_.tell(fmt::format(
            "  {:<6} {:>24} {:>24} {:>24} {:>24}", console_.say("buku", "book"),
            console_.say("aset", "assets"), console_.say("kewajiban", "liabilities"),
            console_.say("iuran", "contributions"), console_.say("manfaat", "benefits")));
        for (const Book book : all_books) {
            console_.tell(fmt::format(
                "  {:<6} {:>24} {:>24} {:>24} {:>24}", name_of(book),
                rp(sum_of_class(books_, book, 1)), rp(Money{} - sum_of_class(books_, book, 2)),
                rp(credited(book, {4110, 4120, 4130})), rp(debited(book, {5110, 5130}))));
        }
        console_.tell(fmt::format(
            "  {:<42} {:>24}", console_.say("simpanan JHT yang dibayarkan", "JHT savings paid out"),
            rp(debited(Book::jht, {2310}))));
        const Money open = Money{} - sum_of(books_, Book::clearing, {2220});
        console_.tell(fmt::format(
            "  {:<42} {:>24}",
            console_.say("penerimaan yang belum teralokasi", "receipts not allocated yet"),
            rp(open)));
    }
    std::string rp(Money amount) const { return format_rupiah(amount, console_.language); }
    Money credited(Book book, std::initializer_list<int> accounts) const {
        Money sum;
        for (const int account : accounts) {
            const auto at = books_.find({book, static_cast<AccountCode>(account)});
            if (at != books_.end()) sum += at->second.credit;
        }
        return sum;
    }
    Money debited(Book book, std::initializer_list<int> accounts) const {
        Money sum;
        for (const int account : accounts) {
            const auto at = books_.find({book, static_cast<AccountCode>(account)});
            if (at != books_.end()) sum += at->second.debit;
        }
        return sum;
    }

    const Console& console_;
    const TrialBalance& books_;
};

}  // namespace

Result<void> demo_office(const DemoOffice& request, const Console& console) {
    const Path files = request.folder / "office";
    std::filesystem::remove_all(files);
    std::filesystem::create_directories(files);
    TRY_ASSIGN(reh::Town town, town_of_demo(request, first_month, months_of_demo));
    TRY_ASSIGN(reh::Counter counter, counter_of(request));
    reh::Stage stage(std::move(town), std::move(counter), files);
    stage.strict = false;
    const Progress progress = Progress::on_terminal(console.language, console.quiet);
    auto living = progress.stage({"dua belas bulan kantor", "twelve months of the office"},
                                 {"bulan", "months"}, months_of_demo);
    TRY_ASSIGN(const auto report, reh::rehearse(stage, [&](Month) { living.add(1); }));
    living.finish();
    for (const std::string& fault : report.faults) console.note("! " + fault);
    TRY_ASSIGN(const TrialBalance books, books_of(stage.counter.database()));
    TRY(write_trial_balance(files / "trial_balance.csv", books));
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    TRY(write_table(*snapshot, "contribution_bill", files / "bills.csv"));
    TRY(write_table(*snapshot, "receipt", files / "receipts.csv"));
    TRY(write_table(*snapshot, "claim", files / "claims.csv"));
    TRY_ASSIGN(const auto covered, reh::count_months(stage));
    Summary(console, books).tell(report, covered);
    return {};
}

}  // namespace payung::app
