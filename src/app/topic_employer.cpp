/// `payung employer …`: employers: registering, changing, closing.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/topic.h"
#include "base/json_writer.h"
#include "office/employers.h"
#include "storage/party_store.h"

namespace payung::app {
namespace {

struct EmployerRequest {
    DeskOptions desk;
    std::string number, name, from, sector;
    EmployerFact fact;
};

void add_facts(CLI::App& sub, const Console& console, EmployerRequest& into) {
    sub.add_option("npp", into.number, say(console, "nomor pemberi kerja (NPP)", "employer (NPP)"))
        ->required();
    add_month(sub, console, "--from", into.from,
              say(console, "berlaku mulai bulan", "holds from this month on"), true);
    sub.add_option("--scale", into.fact.scale,
                   say(console, "skala usaha: mikro, kecil, menengah, besar …", "scale"))
        ->capture_default_str();
    sub.add_option("--risk", into.fact.risk_group,
                   say(console, "kelompok risiko I … V", "risk group I … V"))
        ->capture_default_str();
    sub.add_option("--sector", into.sector, say(console, "huruf KBLI", "KBLI letter"));
    sub.add_option("--industry", into.fact.industry, say(console, "industri", "industry"))
        ->capture_default_str();
    sub.add_flag("--jht", into.fact.takes_jht,
                 say(console, "ikut JHT atas kemauan sendiri", "takes JHT of its own will"));
    sub.add_flag("--jp", into.fact.takes_jp,
                 say(console, "ikut JP atas kemauan sendiri", "takes JP of its own will"));
    sub.add_option("--area", into.fact.area,
                   say(console, "wilayah, sepuluh angka", "area, ten digits"));
    sub.add_option("--reason", into.fact.reason, say(console, "sebab", "reason"));
}

EmployerFact fact_of(const EmployerRequest& request) {
    EmployerFact fact = request.fact;
    fact.from = parse_month(request.from).value_or(Month{});
    fact.sector = request.sector.empty() ? '\0' : request.sector.front();
    return fact;
}

TopicAnswer build_register(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<EmployerRequest>();
    add_desk_options(sub, console, request->desk);
    add_facts(sub, console, *request);
    sub.add_option("--name", request->name, say(console, "nama", "name"))->required();
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk, true));
        TRY_ASSIGN(const Done done, register_employer(opened.desk(), request->number, request->name,
                                                      fact_of(*request)));
        tell_done(done,
                  fmt::format(fmt::runtime(c.say("Pemberi kerja {} terdaftar mulai {}.",
                                                 "Employer {} is registered from {}.")),
                              request->number, request->from),
                  c);
        return in_order;
    };
}

TopicAnswer build_change(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<EmployerRequest>();
    add_desk_options(sub, console, request->desk);
    add_facts(sub, console, *request);
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk));
        TRY_ASSIGN(const Done done,
                   change_employer(opened.desk(), request->number, fact_of(*request)));
        tell_done(done,
                  fmt::format(fmt::runtime(c.say("Pemberi kerja {}: berlaku mulai {}.",
                                                 "Employer {}: holds from {}.")),
                              request->number, request->from),
                  c);
        return in_order;
    };
}

TopicAnswer build_close(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<EmployerRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("npp", request->number, say(console, "nomor pemberi kerja", "employer (NPP)"))
        ->required();
    add_month(
        sub, console, "--from", request->from,
        say(console, "bulan pertama tanpa kegiatan (BLTH NA)", "first month without activity"),
        true);
    sub.add_option("--reason", request->fact.reason, say(console, "sebab", "reason"))->required();
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk));
        TRY_ASSIGN(const Done done, close_employer(opened.desk(), request->number,
                                                   parse_month(request->from).value_or(Month{}),
                                                   request->fact.reason));
        tell_done(done,
                  fmt::format(fmt::runtime(c.say("Pemberi kerja {} tidak ditagih mulai {}.",
                                                 "Employer {} is not billed from {} on.")),
                              request->number, request->from),
                  c);
        return in_order;
    };
}

void tell_json(const PartyRecord& party, const std::vector<EmployerFact>& facts,
               const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("npp").text(party.number).key("name").text(party.name);
    json.key("facts").begin_array();
    for (const EmployerFact& fact : facts) {
        json.begin_object().key("from").text(to_text(fact.from)).key("scale").text(fact.scale);
        json.key("risk_group").text(fact.risk_group).key("industry").text(fact.industry);
        json.key("jht").boolean(fact.takes_jht).key("jp").boolean(fact.takes_jp);
        json.key("closed").boolean(fact.closed).key("reason").text(fact.reason).end_object();
    }
    json.end_array().end_object().finish();
    console.tell_lines(out);
}

TopicAnswer build_show(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<EmployerRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("npp", request->number, say(console, "nomor pemberi kerja", "employer (NPP)"))
        ->required();
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk));
        TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
        TRY_ASSIGN(const PartyRecord party,
                   known_party(*snapshot, PartyKind::employer, request->number));
        TRY_ASSIGN(const auto facts, employer_facts(*snapshot, party.party));
        if (c.json) {
            tell_json(party, facts, c);
            return in_order;
        }
        c.tell(fmt::format("{}  {}", party.number, party.name));
        for (const EmployerFact& fact : facts) {
            c.tell(fmt::format("  {}  {}, {} {}, {}{}{}{}  {}", to_text(fact.from), fact.scale,
                               c.say("risiko", "risk"), fact.risk_group, fact.industry,
                               fact.takes_jht ? ", JHT" : "", fact.takes_jp ? ", JP" : "",
                               fact.closed ? c.say(", tanpa kegiatan", ", no activity") : "",
                               fact.reason));
        }
        return in_order;
    };
}

constexpr std::array commands{
    TopicCommand{"register", {"mendaftarkan", "register"}, build_register},
    TopicCommand{
        "change", {"mengubah, mulai suatu bulan", "change, from a month on"}, build_change},
    TopicCommand{"close", {"menghentikan tagihan (BLTH NA)", "stop billing"}, build_close},
    TopicCommand{
        "show", {"apa yang berlaku dan pernah berlaku", "what holds and held"}, build_show},
};

}  // namespace

std::span<const TopicCommand> employer_commands() {
    return commands;
}

}  // namespace payung::app
