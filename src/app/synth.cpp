#include "population/synth.h"

#include <fmt/format.h>

#include "app/commands.h"
#include "app/knowledge.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "base/progress.h"

namespace payung::app {
namespace {

SynthOptions options_of(const SynthRequest& request) {
    SynthOptions options;
    options.areas = request.areas;
    if (request.workers > 0) options.workers = request.workers;
    if (request.accounts > 0) options.accounts = request.accounts;
    if (request.protected_ppm >= 0) {
        options.protected_ppm = static_cast<std::uint32_t>(request.protected_ppm);
    }
    options.month = request.month;
    options.seed = request.seed;
    options.threads = request.threads;
    options.shards = request.shards;
    options.everybody = request.everybody;
    options.tables = share_folder();
    options.out = request.out;
    return options;
}

std::string json_of(const SynthReport& report) {
    const auto whole = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
    std::string text;
    JsonWriter json(text);
    json.begin_object().key("persons").whole(whole(report.persons));
    json.key("families").whole(whole(report.families)).key("workers").whole(whole(report.workers));
    json.key("register_rows").whole(whole(report.register_rows));
    json.key("accounts").whole(whole(report.accounts));
    json.key("protected_workers").whole(whole(report.protected_workers));
    json.key("true_pairs").whole(whole(report.true_pairs)).key("marginals").begin_array();
    for (const Marginal& m : report.marginals) {
        json.begin_object().key("group").text(m.group).key("label").text(m.label);
        json.key("target").fixed(m.target, 3).key("reached").fixed(m.reached, 3);
        json.key("unit").text(m.unit).key("source").text(m.source).end_object();
    }
    json.end_array().end_object();
    json.finish();
    return text;
}

}  // namespace

Result<void> synth(const SynthRequest& request, const Console& console) {
    TRY_ASSIGN(const AreaTable areas, load_areas());
    const Progress progress = Progress::on_terminal(console.language, console.quiet);
    ProgressStage stage = progress.stage({"membuat penduduk", "making a population"},
                                         {"baris register", "register rows"}, request.workers);
    std::uint64_t before = 0;
    TRY_ASSIGN(const SynthReport report,
               synthesize(options_of(request), areas, [&](std::uint64_t done, std::uint64_t) {
                   stage.add(done - before);
                   before = done;
               }));
    stage.finish();
    if (console.json) {
        console.tell(json_of(report));
    } else if (!console.quiet) {
        console.tell(marginals_text(report, console.language));
    }
    return {};
}

}  // namespace payung::app
