/// `payung group …`: groups of workers that pay for their members (wadah).

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

struct GroupRequest {
    DeskOptions desk;
    std::string number, name;
};

TopicAnswer build_register(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<GroupRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("group", request->number, say(console, "nomor wadah", "number of the group"))
        ->required();
    sub.add_option("--name", request->name, say(console, "nama", "name"))->required();
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk, true));
        TRY_ASSIGN(const Done done, register_group(opened.desk(), request->number, request->name));
        tell_done(done,
                  fmt::format(fmt::runtime(c.say("Wadah {0} terdaftar. Daftarkan anggotanya: "
                                                 "payung member import BERKAS --group {0}",
                                                 "Group {0} is registered. Enrol its members: "
                                                 "payung member import FILE --group {0}")),
                              request->number),
                  c);
        return in_order;
    };
}

TopicAnswer build_list(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<GroupRequest>();
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) -> Result<int> {
        TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request->desk));
        TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
        TRY_ASSIGN(const auto groups, parties(*snapshot, PartyKind::group));
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const PartyRecord& group : groups) {
            json.begin_object().key("group").text(group.number).key("name").text(group.name);
            json.end_object();
            if (!c.json) c.tell(fmt::format("{}  {}", group.number, group.name));
        }
        json.end_array().finish();
        if (c.json) c.tell_lines(out);
        return in_order;
    };
}

constexpr std::array commands{
    TopicCommand{"register", {"mendaftarkan wadah", "register a group of workers"}, build_register},
    TopicCommand{"list", {"wadah yang terdaftar", "the groups there are"}, build_list},
};

}  // namespace

std::span<const TopicCommand> group_commands() {
    return commands;
}

}  // namespace payung::app
