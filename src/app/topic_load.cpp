/// `payung load …`: loads that have begun and are not done.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "app/desk_options.h"
#include "app/topic.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "storage/load_record.h"

namespace payung::app {
namespace {

// ------------------------------------------------------------------------------- list

Result<int> list(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const std::vector<LoadRecord> loads, unfinished_loads(*snapshot));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const LoadRecord& load : loads) {
            json.begin_object().key("load").whole(load.load).key("what").text(load.key);
            json.key("taken").whole(load.taken).key("begun_at").text(to_text(load.begun_at));
            json.key("taken_at").text(to_text(load.taken_at)).end_object();
        }
        json.end_array().finish();
        console.tell_lines(out);
        return in_order;
    }
    for (const LoadRecord& load : loads) {
        console.tell(fmt::format(
            fmt::runtime(console.say("{0}  {1}: {2} baris tersimpan, mulai {3}, terakhir {4}",
                                     "{0}  {1}: {2} rows kept, begun {3}, last {4}")),
            load.load, load.key, format_count(load.taken, console.language), to_text(load.begun_at),
            to_text(load.taken_at)));
    }
    console.tell(loads.empty()
                     ? console.say("Semua pemuatan selesai.", "All loads are done.")
                     : console.say("Ulangi perintah yang memuatnya untuk melanjutkan, atau buang: "
                                   "payung load drop NOMOR.",
                                   "Repeat the command that loads it to go on, or throw it away: "
                                   "payung load drop NUMBER."));
    return in_order;
}

TopicAnswer build_list(CLI::App& sub, const Console& console) {
    const auto options = std::make_shared<DeskOptions>();
    add_desk_options(sub, console, *options);
    return [options](const Console& c) { return list(*options, c); };
}

// ------------------------------------------------------------------------------- drop

struct DropRequest {
    DeskOptions desk;
    std::int64_t load = 0;
};

Result<int> drop(const DropRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY(drop_load(*opened.desk().database, request.load));
    console.tell(fmt::format(
        fmt::runtime(console.say("Pemuatan {0} dibuang; tidak ada yang tersisa darinya.",
                                 "Load {0} was thrown away; nothing is left of it.")),
        request.load));
    return in_order;
}

TopicAnswer build_drop(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<DropRequest>();
    sub.add_option("load", request->load,
                   std::string(console.say("nomornya dalam payung load list",
                                           "its number in payung load list")))
        ->required();
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return drop(*request, c); };
}

constexpr std::array all{
    TopicCommand{"list",
                 {"yang sedang berjalan atau ditinggalkan, dan sampai di mana",
                  "those under way or left behind, and how far they came"},
                 build_list},
    TopicCommand{"drop",
                 {"membuang yang tidak akan dilanjutkan; dapat diulang bila terputus",
                  "throw away one that nobody takes up; can be repeated if cut off"},
                 build_drop},
};

}  // namespace

std::span<const TopicCommand> load_commands() {
    return all;
}

}  // namespace payung::app
