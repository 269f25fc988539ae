/// `payung member exit`, `family`.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/member_commands.h"
#include "base/json_writer.h"
#include "office/changes.h"
#include "storage/participant_store.h"
#include "storage/relative_store.h"

namespace payung::app {
namespace {

struct ExitRequest {
    DeskOptions desk;
    ExitReport report;
    std::string last, died;
};

Result<int> exit_one(const ExitRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    ExitReport report = request.report;
    report.last = parse_month(request.last).value_or(Month{});
    report.died = parse_day(request.died);
    TRY_ASSIGN(const Done done, exit_member(opened.desk(), report));
    tell_done(done,
              fmt::format(fmt::runtime(console.say("KPJ {} berakhir dengan bulan {}: {}.",
                                                   "KPJ {} ends with the month {}: {}.")),
                          report.kpj, request.last, report.reason),
              console);
    return in_order;
}

struct FamilyRequest {
    DeskOptions desk;
    std::string kpj, birth, nik;
    Relative relative;
};

Result<int> show_family(const OpenDesk& opened, const FamilyRequest& request,
                        const Console& console) {
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const Membership membership, known_membership(*snapshot, request.kpj));
    TRY_ASSIGN(const auto family, relatives_of(*snapshot, membership.participant));
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const Relative& one : family) {
        const std::string birth = one.birth ? to_text(*one.birth) : std::string();
        json.begin_object().key("relative").whole(one.number).key("name").text(one.name);
        json.key("relation").text(one.relation).key("birth").text(birth);
        json.key("married").boolean(one.married).key("works").boolean(one.works);
        json.key("school").text(one.school).end_object();
        if (!console.json) {
            console.tell(
                fmt::format("  {}  {:<16}  {}  {}", one.number, one.relation, birth, one.name));
        }
    }
    json.end_array().finish();
    if (console.json) console.tell_lines(out);
    return in_order;
}

Result<int> family(const FamilyRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    if (request.relative.name.empty()) return show_family(opened, request, console);
    Relative relative = request.relative;
    relative.birth = parse_day(request.birth);
    TRY_ASSIGN(const Done done,
               record_relative(opened.desk(), request.kpj, std::move(relative), request.nik));
    tell_done(done,
              fmt::format(fmt::runtime(console.say("{} dicatat sebagai {} dari KPJ {}.",
                                                   "{} is recorded as {} of KPJ {}.")),
                          request.relative.name, request.relative.relation, request.kpj),
              console);
    return in_order;
}

}  // namespace

TopicAnswer build_member_exit(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ExitRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("kpj", request->report.kpj, "KPJ")->required();
    add_month(sub, console, "--last", request->last,
              say(console, "bulan terakhir kepesertaannya", "last month of his membership"), true);
    sub.add_option("--reason", request->report.reason,
                   fmt::format("{}", fmt::join(end_reasons, "; ")))
        ->required();
    add_day(sub, console, "--died", request->died,
            say(console, "tanggal meninggal", "day of death"));
    return [request](const Console& c) { return exit_one(*request, c); };
}

TopicAnswer build_member_family(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FamilyRequest>();
    Relative& relative = request->relative;
    add_desk_options(sub, console, request->desk);
    sub.add_option("kpj", request->kpj, "KPJ")->required();
    sub.add_option("--name", relative.name,
                   say(console, "nama; tanpa ini keluarganya ditampilkan",
                       "name; without one the family is shown"));
    sub.add_option("--relation", relative.relation, fmt::format("{}", fmt::join(relations, "; ")));
    add_day(sub, console, "--birth", request->birth, say(console, "tanggal lahir", "birth date"));
    sub.add_option("--nik", request->nik, "NIK");
    sub.add_flag("--married", relative.married, say(console, "sudah kawin", "married"));
    sub.add_flag("--works", relative.works, say(console, "bekerja", "works"));
    sub.add_option("--school", relative.school, say(console, "jenjang sekolah", "level of school"));
    return [request](const Console& c) { return family(*request, c); };
}

}  // namespace payung::app
