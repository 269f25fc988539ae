/// `payung rehearse`: an office lives through months of a made-up town, and everything that must
/// hold is looked at after each. For tests, for people who want to see an office at work, and to
/// see that this machine and this database do as they should.

#include "rehearsal/rehearsal.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/commands.h"
#include "app/key_file.h"
#include "app/law.h"
#include "base/progress.h"
#include "rehearsal/outcome.h"
#include "storage/migrations.h"
#include "storage/open_store.h"

namespace payung::app {
namespace {

namespace reh = payung::rehearsal;

Result<reh::Counter> counter_of(const RehearseRequest& request) {
    TRY_ASSIGN(Rulebook law, Rulebook::open(law_folder_or_own(request.law)));
    const Path key_file = key_file_for(request.database, {});
    // Of the seed, so that the same seed gives the same rows wherever it is played.
    TRY_ASSIGN(PersonalKeys keys, PersonalKeys::of_made_up_people(key_file, request.plan.seed));
    reh::CounterSetting setting{
        {}, std::move(law), std::move(keys), request.plan.seed, request.commands_a_death};
    setting.open = [url = request.database, key_file]() -> Result<std::unique_ptr<Database>> {
        const FixedClock clock{Instant{}};
        TRY_ASSIGN(OpenStore store, open_store(url, {}, clock, key_file));
        return std::move(store.database);
    };
    return reh::Counter::open(std::move(setting));
}

void tell(const reh::RehearsalReport& report, const Console& console) {
    const reh::Happened& h = report.happened;
    console.tell(fmt::format(
        fmt::runtime(console.say(
            "{} bulan: {} peserta, {} daftar upah, {} tagihan dan {} selisih, {} penerimaan "
            "({} cocok sendiri, {} dengan tangan, {} dikembalikan), {} berkas dua kali; {} "
            "perintah, "
            "{} proses mati.",
            "{} months: {} members, {} wage lists, {} bills and {} differences, {} receipts ({} "
            "matched, {} by hand, {} refunded), {} files sent twice; {} commands, {} processes "
            "died.")),
        report.months, h.members, h.wage_lists, h.bills, h.differences, h.receipts, h.matched,
        h.by_hand, h.refunds, h.twice, report.commands, report.deaths));
    for (const std::string& fault : report.faults) console.tell("! " + fault);
    if (report.faults.empty()) {
        console.tell(console.say("Buku, tagihan, penerimaan dan rantai catatan: benar semua.",
                                 "Books, bills, receipts and audit chain: all right."));
    }
}

}  // namespace

Result<int> rehearse(const RehearseRequest& request, const Console& console) {
    std::filesystem::create_directories(request.out / "files");
    TRY_ASSIGN(reh::Counter counter, counter_of(request));
    reh::Stage stage(reh::draw_town(request.plan), std::move(counter), request.out / "files");
    const Progress progress = Progress::on_terminal(console.language, console.quiet);
    auto living = progress.stage({"menjalani bulan", "living through months"}, {"bulan", "months"},
                                 static_cast<std::uint64_t>(request.plan.months));
    const auto report = reh::rehearse(stage, [&](Month) { living.add(1); });
    living.finish();
    TRY(reh::write_outcome(stage, request.out));
    if (!report) return report.error();
    tell(*report, console);
    return report->faults.empty() ? 0 : 1;
}

}  // namespace payung::app
