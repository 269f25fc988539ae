/// `payung demo`: a made-up Kalimantan Selatan at full size, and the main job on it.
///
/// Facts    about 1.5 million workers, 36.7 % of them protected (Suara.com, August 2023, on July
/// 2023: about 555,000 of 1.5 million).
///          The budgets are examples (tables/demo_budgets.csv); nobody has decided them.

#include <fmt/format.h>

#include "app/commands.h"
#include "app/demo_office.h"
#include "app/result_files.h"
#include "base/csv_reader.h"
#include "base/csv_writer.h"
#include "base/text.h"

namespace payung::app {
namespace {

constexpr std::uint64_t workers_full = 1'500'000;
constexpr std::uint64_t accounts_full = 700'000;
constexpr std::int64_t protected_ppm = 367'000;
constexpr std::string_view province = "63";

/// The example budgets, cut in proportion where the region is made smaller, whole rupiah down.
Result<void> write_budgets(const Path& path, std::uint64_t workers) {
    TRY_ASSIGN(CsvFile file, CsvFile::open(share_folder() / "demo_budgets.csv"));
    std::string text;
    CsvWriter header(text);
    std::size_t ceiling = 0;
    for (std::size_t i = 0; i < file.header().size(); ++i) {
        header.text(file.header()[i]);
        if (file.header()[i] == "pagu") ceiling = i;
    }
    header.end();
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) break;
        block.for_each([&](const CsvRow& row) {
            CsvWriter csv(text);
            for (std::size_t i = 0; i < row.fields.size(); ++i) {
                if (i != ceiling) {
                    csv.text(row.fields[i]);
                    continue;
                }
                const auto full =
                    static_cast<unsigned __int128>(parse_u64(row.fields[i]).value_or(0));
                csv.whole(static_cast<std::int64_t>(full * workers / workers_full));
            }
            csv.end();
        });
    }
    return write_text(path, text);
}

}  // namespace

Result<void> demo(const DemoRequest& request, const Console& console) {
    const std::uint64_t workers = request.workers == 0 ? workers_full : request.workers;
    const Month month = Month::from_ym(2026, 1);
    const Path files = request.folder / "files";
    console.tell(console.say("Kalimantan Selatan buatan: tak seorang pun di dalamnya ada.",
                             "A made-up Kalimantan Selatan: nobody in it exists."));
    SynthRequest population;
    population.areas = {std::string(province)};
    population.workers = workers;
    population.accounts = workers * accounts_full / workers_full;
    population.protected_ppm = protected_ppm;
    population.month = month;
    population.out = files;
    population.threads = request.settings.threads;
    Console silent = console;
    silent.json = false;
    TRY(synth(population, silent));
    TRY(write_budgets(files / "budgets.csv", workers));

    RunRequest job;
    job.registry = {files / "registry.csv"};
    job.membership = {files / "membership.csv"};
    job.budgets = files / "budgets.csv";
    job.out = request.folder / "out";
    job.month = month;
    job.database = "sqlite:" + (request.folder / "payung.db").string();
    job.settings = request.settings;
    TRY(run(job, console));
    console.note(fmt::format(
        fmt::runtime(console.say("Hasil di {0}. Tanyakan lagi: payung coverage --db {1}",
                                 "Results in {0}. Ask again: payung coverage --db {1}")),
        job.out.string(), job.database));
    console.note(console.say(
        "Sebenarnya 36,7 % terlindungi; tautan persis menemukan sebagian besar akun mereka, tidak "
        "semua.",
        "In truth 36.7 % are protected; exact links find most of their accounts, not all."));
    DemoOffice office;
    office.folder = request.folder;
    office.database = job.database;
    office.law = request.settings.law;
    TRY(demo_office(office, console));
    console.note(fmt::format(
        fmt::runtime(console.say("Rekening koran, daftar upah, tagihan, klaim dan neraca: {0}",
                                 "Statements, wage lists, bills, claims and balances: {0}")),
        (request.folder / "office").string()));
    if (request.serve) {
        console.note(console.say("Halaman web belum ada dalam versi ini; demo berakhir di sini.",
                                 "This version has no web pages yet; the demo ends here."));
    }
    return {};
}

}  // namespace payung::app
