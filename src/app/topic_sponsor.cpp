/// `payung sponsor …`: sponsors and their rosters.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <map>
#include <memory>

#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/topic.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "membership/errors.h"
#include "office/rosters.h"
#include "storage/party_store.h"
#include "storage/roster_store.h"

namespace payung::app {
namespace {

struct SponsorRequest {
    DeskOptions desk;
    std::string number, name, payer, legal_basis, source, reason;
    std::int64_t area = 0, roster = 0, run = -1;
    Path file, rejects;
};
using Request = std::shared_ptr<SponsorRequest>;

Request begin(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<SponsorRequest>();
    add_desk_options(sub, console, request->desk);
    return request;
}

void add_number(CLI::App& sub, const Console& console, SponsorRequest& into) {
    sub.add_option("sponsor", into.number,
                   say(console, "nomor penanggung", "number of the sponsor"))
        ->required();
}

void add_roster(CLI::App& sub, const Console& console, SponsorRequest& into) {
    sub.add_option("roster", into.roster, say(console, "nomor daftar", "number of the roster"))
        ->required();
}

TopicAnswer build_register(CLI::App& sub, const Console& console) {
    const Request request = begin(sub, console);
    add_number(sub, console, *request);
    sub.add_option("--name", request->name, say(console, "nama", "name"))->required();
    sub.add_option("--money", request->payer,
                   "APBN, APBD_PROV, APBD_KAB, APBDES, DBH_SAWIT, DBHCHT, TJSL, DONATUR")
        ->required()
        ->check([](const std::string& word) {
            return parse_payer_kind(word) ? std::string() : "? " + word;
        });
    sub.add_option("--area", request->area, say(console, "wilayah, sepuluh angka", "area"));
    sub.add_option("--basis", request->legal_basis, say(console, "dasar hukum", "legal basis"))
        ->required();
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk, true));
        TRY_ASSIGN(const Done done, register_sponsor(opened.desk(), request->number, request->name,
                                                     {*parse_payer_kind(request->payer),
                                                      request->area, request->legal_basis}));
        tell_done(done,
                  fmt::format(
                      fmt::runtime(c.say("Penanggung {} terdaftar.", "Sponsor {} is registered.")),
                      request->number),
                  c);
        return in_order;
    };
}

void tell_proposed(const Done& done, const Console& console) {
    tell_done(done,
              fmt::format(fmt::runtime(console.say(
                              "Daftar {} diajukan: {} pekerja. Orang kedua memutuskannya: payung "
                              "sponsor approve {}",
                              "Roster {} is proposed: {} workers. A second person decides: payung "
                              "sponsor approve {}")),
                          number_in(done.answer, "roster"),
                          format_count(number_in(done.answer, "workers"), console.language),
                          number_in(done.answer, "roster")),
              console);
}

Result<int> propose(const SponsorRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    if (request.file.empty()) {
        TRY_ASSIGN(const Done done,
                   propose_roster_of_run(opened.desk(), request.number,
                                         std::max<std::int64_t>(request.run, 0), request.source));
        tell_proposed(done, console);
        return in_order;
    }
    TRY_ASSIGN(const RosterProposed proposed,
               propose_roster(opened.desk(), request.number, request.file, request.source));
    tell_proposed(with_rows(proposed.done, proposed.file.verdicts, console), console);
    TRY(tell_rows(proposed.file, proposed.file.verdicts, request.rejects, console));
    return proposed.file.verdicts.empty() ? in_order : not_in_order;
}

TopicAnswer build_propose(CLI::App& sub, const Console& console) {
    const Request request = begin(sub, console);
    add_number(sub, console, *request);
    CLI::Option* const file =
        sub.add_option("file", request->file,
                       say(console, "roster.csv dari payung run", "roster.csv of payung run"));
    sub.add_option("--run", request->run,
                   say(console, "hasil payung run dalam basis data ini; 0: yang terakhir",
                       "a run kept in this database; 0: the latest"))
        ->excludes(file);
    sub.add_option("--source", request->source,
                   say(console, "sumber di dalam berkas", "source within the file"));
    sub.add_option(
        "--rejects", request->rejects,
        say(console, "tulis baris yang ditolak ke berkas ini", "write rejected rows to this file"));
    return [request](const Console& c) { return propose(*request, c); };
}

TopicAnswer build_approve(CLI::App& sub, const Console& console) {
    const Request request = begin(sub, console);
    add_roster(sub, console, *request);
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk));
        TRY_ASSIGN(const Done done, approve_roster(opened.desk(), request->roster));
        const auto count = [&](std::string_view key) {
            return format_count(number_in(done.answer, key), c.language);
        };
        tell_done(
            done,
            fmt::format(fmt::runtime(c.say("Daftar {} disetujui: {} pekerja didaftarkan, {} tidak.",
                                           "Roster {} is approved: {} workers enrolled, {} not.")),
                        request->roster, count("enrolled"), count("left_out")),
            c);
        return in_order;
    };
}

TopicAnswer build_refuse(CLI::App& sub, const Console& console) {
    const Request request = begin(sub, console);
    add_roster(sub, console, *request);
    sub.add_option("--reason", request->reason, say(console, "sebab", "reason"))->required();
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk));
        TRY_ASSIGN(const Done done, refuse_roster(opened.desk(), request->roster, request->reason));
        tell_done(done,
                  fmt::format(fmt::runtime(c.say("Daftar {} ditolak.", "Roster {} is refused.")),
                              request->roster),
                  c);
        return in_order;
    };
}

/// Why workers of a roster were left out, and how many.
Result<std::map<std::string, std::int64_t>> left_out(Transaction& snapshot, std::int64_t roster) {
    std::map<std::string, std::int64_t> reasons;
    TRY_ASSIGN(const auto workers, commitments_of(snapshot, roster));
    for (const Commitment& one : workers)
        if (!one.verdict.empty()) ++reasons[one.verdict];
    return reasons;
}

Result<int> show(const SponsorRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const PartyRecord party, known_party(*snapshot, PartyKind::sponsor, request.number));
    TRY_ASSIGN(const auto rosters, rosters_of(*snapshot, party.party));
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("sponsor").text(party.number).key("name").text(party.name);
    json.key("rosters").begin_array();
    if (!console.json) console.tell(fmt::format("{}  {}", party.number, party.name));
    for (const RosterRecord& roster : rosters) {
        TRY_ASSIGN(const auto reasons, left_out(*snapshot, roster.number));
        json.begin_object().key("roster").whole(roster.number);
        json.key("state").text(name_of(roster.state)).key("workers").whole(roster.workers);
        json.key("amount").sen(roster.amount).key("left_out").begin_object();
        for (const auto& [reason, workers] : reasons) json.key(reason).whole(workers);
        json.end_object().key("proposed_by").text(roster.proposed_by);
        json.key("decided_by").text(roster.decided_by).end_object();
        if (console.json) continue;
        console.tell(fmt::format(
            "  {}  {}  {} {}  {}  {} {}", roster.number, name_of(roster.state),
            format_count(roster.workers, console.language), console.say("pekerja", "workers"),
            format_rupiah(roster.amount, console.language), roster.proposed_by, roster.decided_by));
        for (const auto& [reason, workers] : reasons)
            console.tell(
                fmt::format("       {} {}", format_count(workers, console.language), reason));
    }
    json.end_array().end_object().finish();
    if (console.json) console.tell_lines(out);
    return in_order;
}

TopicAnswer build_show(CLI::App& sub, const Console& console) {
    const Request request = begin(sub, console);
    add_number(sub, console, *request);
    return [request](const Console& c) { return show(*request, c); };
}

constexpr std::array commands{
    TopicCommand{"register", {"mendaftarkan penanggung", "register a sponsor"}, build_register},
    TopicCommand{"propose", {"mengajukan daftar pekerja", "propose a roster"}, build_propose},
    TopicCommand{"approve",
                 {"menyetujui daftar: orang kedua", "approve it: a second person"},
                 build_approve},
    TopicCommand{
        "refuse", {"menolak daftar: orang kedua", "refuse it: a second person"}, build_refuse},
    TopicCommand{
        "show", {"daftar-daftar seorang penanggung", "the rosters of a sponsor"}, build_show},
};

}  // namespace

std::span<const TopicCommand> sponsor_commands() {
    return commands;
}

}  // namespace payung::app
