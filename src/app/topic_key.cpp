/// `payung key …`: keys of personal data.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/key_file.h"
#include "app/topic.h"
#include "base/interrupt.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "storage/key_rotation.h"

namespace payung::app {
namespace {

std::string count(std::int64_t n, const Console& console) {
    return format_count(n, console.language);
}

// ------------------------------------------------------------------------------- new

Result<int> make_key(const Path& file, const Console& console) {
    TRY_ASSIGN(const PersonalKeys keys, PersonalKeys::make(file));
    console.tell(fmt::format(
        fmt::runtime(console.say(
            "Kunci dibuat: {0} (sidik {1}). Simpan salinannya di tempat lain yang aman: tanpa "
            "berkas ini data pribadi tidak dapat dibaca siapa pun.",
            "Key made: {0} (fingerprint {1}). Keep a copy in another safe place: without this file "
            "nobody can read the personal data.")),
        file.string(), keys.versions().front().fingerprint));
    return in_order;
}

TopicAnswer build_new(CLI::App& sub, const Console& console) {
    const auto file = std::make_shared<Path>();
    sub.add_option("--key-file", *file,
                   std::string(console.say("berkas kunci yang dibuat", "key file to make")))
        ->required();
    return [file](const Console& c) { return make_key(*file, c); };
}

// ------------------------------------------------------------------------------- rotate

Result<int> rotate(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options));
    const Desk& desk = opened.desk();
    TRY_ASSIGN(const Rotated done, rotate_keys(*desk.database, desk.keys, *desk.clock, desk.actor,
                                               [](const Rotated&) -> Result<void> {
                                                   if (interrupted())
                                                       return Error{Code::interrupted};
                                                   return {};
                                               }));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("version").whole(done.version).key("resumed").boolean(done.resumed);
        json.key("values").whole(done.values).key("blocks").whole(done.blocks).end_object();
        json.finish();
        console.tell_lines(out);
        return in_order;
    }
    console.tell(fmt::format(
        fmt::runtime(console.say(
            "Kunci versi {0} berlaku: {1} nilai dan {2} blok NIK ditulis ulang. Salin berkas kunci "
            "lagi; versi lama tetap di dalamnya untuk cadangan yang lama.",
            "Version {0} of the key is in use: {1} values and {2} blocks of NIKs were written "
            "again. Copy the key file again; older versions stay in it for older backups.")),
        done.version, count(done.values, console), count(done.blocks, console)));
    return in_order;
}

// ------------------------------------------------------------------------------- show

Result<int> show(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options));
    TRY_ASSIGN(const std::vector<KeyUse> uses, key_uses(*opened.desk().database));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const KeyUse& use : uses) {
            json.begin_object().key("version").whole(use.version);
            json.key("fingerprint").text(use.fingerprint).key("values").whole(use.values);
            json.key("blocks").whole(use.blocks).end_object();
        }
        json.end_array().finish();
        console.tell_lines(out);
        return in_order;
    }
    for (const KeyUse& use : uses) {
        console.tell(fmt::format(
            fmt::runtime(console.say("versi {0}  sidik {1}  {2} nilai  {3} blok NIK",
                                     "version {0}  fingerprint {1}  {2} values  {3} NIK blocks")),
            use.version, use.fingerprint, count(use.values, console), count(use.blocks, console)));
    }
    if (uses.empty()) {
        console.tell(console.say("Belum ada yang terenkripsi.", "Nothing is encrypted yet."));
    }
    if (uses.size() > 1) {
        console.tell(console.say("Penggantian kunci belum selesai; ulangi: payung key rotate.",
                                 "A change of key is not finished; again: payung key rotate."));
    }
    return uses.size() > 1 ? not_in_order : in_order;
}

// ------------------------------------------------------------------------------- check

Result<int> check(const DeskOptions& options, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options));
    TRY_ASSIGN(const KeyCheck found, check_keys(*opened.desk().database, opened.desk().keys));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("values").whole(found.values).key("blocks").whole(found.blocks);
        json.key("damaged").whole(found.damaged).end_object().finish();
        console.tell_lines(out);
    } else {
        console.tell(fmt::format(
            fmt::runtime(console.say("{0} nilai dan {1} blok NIK terbaca; {2} rusak.",
                                     "{0} values and {1} NIK blocks can be read; {2} damaged.")),
            count(found.values, console), count(found.blocks, console),
            count(found.damaged, console)));
    }
    return found.damaged == 0 ? in_order : not_in_order;
}

template <auto answer>
TopicAnswer build(CLI::App& sub, const Console& console) {
    const auto options = std::make_shared<DeskOptions>();
    add_desk_options(sub, console, *options);
    return [options](const Console& c) { return answer(*options, c); };
}

constexpr std::array all{
    TopicCommand{"new", {"membuat berkas kunci", "make a key file"}, build_new},
    TopicCommand{"rotate",
                 {"mengganti kunci basis data yang sedang dipakai; dapat dilanjutkan",
                  "change the key of a database in use; can be taken up again"},
                 build<rotate>},
    TopicCommand{"show",
                 {"versi kunci dan berapa banyak yang ditulis dengannya",
                  "versions of the key and how much is written with each"},
                 build<show>},
    TopicCommand{
        "check", {"membaca semua yang terenkripsi", "read all that is encrypted"}, build<check>},
};

}  // namespace

std::span<const TopicCommand> key_commands() {
    return all;
}

}  // namespace payung::app
