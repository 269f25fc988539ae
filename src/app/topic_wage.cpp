/// `payung wages …`: wage lists of employers.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/topic.h"
#include "base/csv_writer.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "base/text.h"
#include "office/wages.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/spell_store.h"
#include "storage/wage_store.h"

namespace payung::app {
namespace {

struct WageRequest {
    DeskOptions desk;
    std::string employer, month, minimum;
    Path file, rejects;
};

void add_employer(CLI::App& sub, const Console& console, WageRequest& into) {
    sub.add_option("npp", into.employer, say(console, "nomor pemberi kerja", "employer (NPP)"))
        ->required();
}

Result<int> take(const WageRequest& request, const Console& console) {
    std::optional<Money> minimum;
    if (!request.minimum.empty()) {
        TRY_ASSIGN(minimum, parse_rupiah(request.minimum));
    }
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const WageListTaken taken,
               take_wages(opened.desk(), request.employer,
                          parse_month(request.month).value_or(Month{}), request.file, minimum));
    const auto count = [&](std::string_view key) {
        return format_count(number_in(taken.done.answer, key), console.language);
    };
    tell_done(
        with_rows(taken.done, taken.verdicts, console),
        fmt::format(fmt::runtime(console.say(
                        "Upah {0} {1}: {2} diambil ({3} diragukan), {4} ditolak; {5} pekerja "
                        "tanpa upah dari daftar ini.",
                        "Wages of {0} {1}: {2} taken ({3} doubted), {4} rejected; {5} workers "
                        "have no wage of this list.")),
                    request.employer, request.month, count("taken"), count("doubted"),
                    count("rejected"), count("absent")),
        console);
    TRY(tell_rows(taken.file, taken.verdicts, request.rejects, console));
    return number_in(taken.done.answer, "rejected") == 0 ? in_order : not_in_order;
}

TopicAnswer build_take(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<WageRequest>();
    add_desk_options(sub, console, request->desk);
    add_employer(sub, console, *request);
    sub.add_option("file", request->file,
                   say(console, "daftar upah, CSV atau XLSX", "wage list, CSV or XLSX"))
        ->required();
    add_month(sub, console, "--month", request->month, say(console, "bulan iuran", "month"), true);
    sub.add_option("--minimum", request->minimum,
                   say(console, "upah minimum setempat; di bawahnya diragukan",
                       "local minimum wage; below it a wage is doubted"));
    sub.add_option("--rejects", request->rejects,
                   say(console, "tulis baris yang ditolak dan diragukan ke berkas ini",
                       "write rejected and doubted rows to this file"));
    return [request](const Console& c) { return take(*request, c); };
}

/// A list to be filled in: who is enrolled in the month, with his last wage.
Result<int> make_template(const WageRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const PartyRecord party,
               known_party(*snapshot, PartyKind::employer, request.employer));
    const Month month = parse_month(request.month).value_or(Month{});
    std::string csv = "KPJ,NAMA,TANGGAL_LAHIR,BLTH,UPAH_TK,RAPEL_UPAH_TK\n";
    std::vector<std::tuple<std::string, Day, Money, ParticipantNumber>> rows;
    TRY(each_member_month(
        *snapshot, month, party.party, [&](const MemberMonth& member) -> Result<void> {
            rows.emplace_back(member.kpj, member.birth, member.wage, member.participant);
            return {};
        }));
    for (const auto& [kpj, birth, wage, who] : rows) {
        TRY_ASSIGN(const Participant participant, participant_of(*snapshot, who));
        CsvWriter(csv)
            .text(kpj)
            .text(participant.name)
            .text(to_text(birth))
            .text(fmt::format("{:02}-{}", month.month(), month.year()))
            .text(to_text(wage))
            .text("0")
            .end();
    }
    console.tell_lines(csv);
    return in_order;
}

TopicAnswer build_template(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<WageRequest>();
    add_desk_options(sub, console, request->desk);
    add_employer(sub, console, *request);
    add_month(sub, console, "--month", request->month, say(console, "bulan iuran", "month"), true);
    return [request](const Console& c) { return make_template(*request, c); };
}

Result<int> show(const WageRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const PartyRecord party,
               known_party(*snapshot, PartyKind::employer, request.employer));
    TRY_ASSIGN(const auto lists, wage_lists(*snapshot, party.party));
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const WageList& list : lists) {
        json.begin_object().key("wage_list").whole(list.number);
        json.key("month").text(to_text(list.month)).key("file").text(list.file);
        json.key("taken").whole(list.taken).key("doubted").whole(list.doubted);
        json.key("rejected").whole(list.rejected).end_object();
    }
    json.end_array().finish();
    if (console.json) {
        console.tell_lines(out);
        return in_order;
    }
    for (const WageList& list : lists) {
        console.tell(fmt::format(
            fmt::runtime(console.say("{}  {}  {} diambil, {} diragukan, {} ditolak  {}",
                                     "{}  {}  {} taken, {} doubted, {} rejected  {}")),
            list.number, to_text(list.month), list.taken, list.doubted, list.rejected, list.file));
    }
    return in_order;
}

TopicAnswer build_show(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<WageRequest>();
    add_desk_options(sub, console, request->desk);
    add_employer(sub, console, *request);
    return [request](const Console& c) { return show(*request, c); };
}

constexpr std::array commands{
    TopicCommand{"take", {"mengambil daftar upah sebulan", "take a month's wage list"}, build_take},
    TopicCommand{"template",
                 {"daftar untuk diisi: pekerja bulan itu dengan upah terakhirnya",
                  "a list to fill in: the workers of the month with their last wages"},
                 build_template},
    TopicCommand{"show", {"daftar yang pernah diambil", "the lists taken"}, build_show},
};

}  // namespace

std::span<const TopicCommand> wage_commands() {
    return commands;
}

}  // namespace payung::app
