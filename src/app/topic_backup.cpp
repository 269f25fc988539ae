/// `payung backup …`: backups: making, restoring, drilling.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>

#include "app/desk_options.h"
#include "app/key_file.h"
#include "app/topic.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "storage/audit_store.h"
#include "storage/backup.h"

namespace payung::app {
namespace {

struct FileRequest {
    DeskOptions desk;
    Path file, key_file;
    std::string into;
};

std::string count(std::int64_t n, const Console& console) {
    return format_count(n, console.language);
}

void put_manifest(JsonWriter& json, const BackupManifest& manifest) {
    json.key("made_at").text(manifest.made_at).key("program").text(manifest.program);
    json.key("engine").text(manifest.engine).key("migrations").whole(manifest.migrations);
    json.key("rows").whole(manifest.rows()).key("events").whole(manifest.events);
    json.key("head").text(manifest.head);
    json.key("debit").sen(Money::from_sen(manifest.debit));
    json.key("credit").sen(Money::from_sen(manifest.credit));
}

void tell_manifest(const Path& file, const BackupManifest& manifest, const Console& console) {
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("file").text(file.string());
        put_manifest(json, manifest);
        json.end_object().finish();
        return console.tell_lines(out);
    }
    console.tell(fmt::format(
        fmt::runtime(console.say("{0}: {1} baris, {2} catatan audit (kepala {3}), dibuat {4} dari "
                                 "{5}, Payung {6}",
                                 "{0}: {1} rows, {2} audit events (head {3}), made {4} from {5}, "
                                 "Payung {6}")),
        file.string(), count(manifest.rows(), console), count(manifest.events, console),
        manifest.head.substr(0, 12), manifest.made_at, manifest.engine, manifest.program));
}

void add_file(CLI::App& sub, const Console& console, Path& into) {
    sub.add_option("file", into, std::string(console.say("berkas cadangan", "backup file")))
        ->required();
}

// ------------------------------------------------------------------------------- make

/// Whoever takes everything out of the house is named in the chain.
Result<void> tell_chain(const Desk& desk, std::string_view action, const BackupManifest& manifest) {
    const std::array<std::string_view, 2> content{manifest.made_at, manifest.head};
    const Told told{desk.actor, std::string(action), "backup:" + manifest.made_at, sha256(content)};
    return desk.database->write([&](Transaction& transaction) {
        return append_events(transaction, {&told, 1}, desk.clock->now());
    });
}

Result<int> make(const FileRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    const Desk& desk = opened.desk();
    TRY_ASSIGN(const BackupManifest manifest,
               make_backup(*desk.database, desk.keys, request.file, *desk.clock, PAYUNG_VERSION));
    TRY(tell_chain(desk, "backup.make", manifest));
    tell_manifest(request.file, manifest, console);
    return in_order;
}

TopicAnswer build_make(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FileRequest>();
    add_file(sub, console, request->file);
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return make(*request, c); };
}

// ------------------------------------------------------------------------------- restore

Result<int> restore(const FileRequest& request, const Console& console) {
    const SystemClock clock;
    TRY_ASSIGN(const PersonalKeys keys,
               PersonalKeys::open(key_file_for(request.into, request.key_file), false));
    TRY_ASSIGN(const auto place, open_database(request.into, {}));
    TRY_ASSIGN(const BackupManifest manifest, restore_backup(request.file, keys, *place, clock));
    tell_manifest(request.file, manifest, console);
    console.note(
        fmt::format(fmt::runtime(console.say("Dipulihkan ke {0} dan dibandingkan seluruhnya.",
                                             "Restored into {0} and compared in full.")),
                    request.into));
    return in_order;
}

TopicAnswer build_restore(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FileRequest>();
    add_file(sub, console, request->file);
    add_key_file(sub, console, request->key_file);
    sub.add_option("--into", request->into,
                   std::string(console.say("basis data baru yang kosong", "a new, empty database")))
        ->required();
    return [request](const Console& c) { return restore(*request, c); };
}

// ------------------------------------------------------------------------------- drill

/// A folder that is gone at the end, for the owner's eyes alone.
class DrillPlace {
public:
    static Result<DrillPlace> make() {
        std::error_code failure;
        const Path folder = std::filesystem::temp_directory_path(failure);
        std::string name = (folder / "payung-drill-XXXXXX").string();
        if (failure || mkdtemp(name.data()) == nullptr) {
            return Error{Code::file_unwritable, {{"file", name}, {"reason", "mkdtemp"}}};
        }
        return DrillPlace(name);
    }
    explicit DrillPlace(Path folder) : folder_(std::move(folder)) {}
    DrillPlace(DrillPlace&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
    DrillPlace& operator=(DrillPlace&&) = delete;
    ~DrillPlace() {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    std::string url() const { return "sqlite:" + (folder_ / "drill.db").string(); }

private:
    Path folder_;
};

void tell_drill(const FileRequest& request, const DrillReport& report, const Console& console) {
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("file").text(request.file.string());
        put_manifest(json, report.manifest);
        json.key("restore_seconds").fixed(report.restore_seconds, 2);
        json.key("check_seconds").fixed(report.check_seconds, 2).key("faults").begin_array();
        for (const std::string& fault : report.faults) json.text(fault);
        json.end_array().end_object().finish();
        return console.tell_lines(out);
    }
    tell_manifest(request.file, report.manifest, console);
    for (const std::string& fault : report.faults) console.tell(fault);
    console.tell(fmt::format(
        fmt::runtime(
            report.faults.empty()
                ? console.say("Latihan berhasil: dipulihkan dalam {0:.1f} detik, diperiksa "
                              "dalam {1:.1f} detik.",
                              "The drill succeeded: restored in {0:.1f} s, checked in "
                              "{1:.1f} s.")
                : console.say("Latihan GAGAL: cadangan ini tidak dapat diandalkan "
                              "({0:.1f} + {1:.1f} detik).",
                              "The drill FAILED: this backup cannot be relied on ({0:.1f} "
                              "+ {1:.1f} s).")),
        report.restore_seconds, report.check_seconds));
}

Result<int> drill(const FileRequest& request, const Console& console) {
    const SystemClock clock;
    TRY_ASSIGN(const PersonalKeys keys,
               PersonalKeys::open(key_file_for("sqlite:payung.db", request.key_file), false));
    TRY_ASSIGN(const DrillPlace folder, DrillPlace::make());
    const std::string place = request.into.empty() ? folder.url() : request.into;
    TRY_ASSIGN(const auto database, open_database(place, {}));
    TRY_ASSIGN(const DrillReport report, drill_backup(request.file, keys, *database, clock));
    tell_drill(request, report, console);
    return report.faults.empty() ? in_order : not_in_order;
}

TopicAnswer build_drill(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FileRequest>();
    add_file(sub, console, request->file);
    add_key_file(sub, console, request->key_file);
    sub.add_option(
        "--into", request->into,
        std::string(console.say("basis data kosong untuk latihan (bawaan: berkas sementara)",
                                "an empty database for the drill (default: a temporary file)")));
    return [request](const Console& c) { return drill(*request, c); };
}

// ------------------------------------------------------------------------------- list

Result<int> list(const Path& folder, const Console& console) {
    std::error_code failure;
    std::vector<std::pair<Path, BackupManifest>> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
        if (!entry.is_regular_file()) continue;
        if (auto manifest = manifest_of(entry.path())) {
            found.emplace_back(entry.path(), *std::move(manifest));
        }
    }
    if (failure == std::errc::not_a_directory)
        return Error{Code::invalid_option,
                     {{"option", "folder"},
                      {"value", folder.string()},
                      {"reason", std::string(console.say("bukan folder; sebutkan folder cadangan",
                                                         "no folder; name a folder of backups"))}}};
    if (failure) return Error{Code::file_not_found, {{"file", folder.string()}}};
    std::ranges::sort(found, {}, [](const auto& one) { return one.second.made_at; });
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_array();
        for (const auto& [file, manifest] : found) {
            json.begin_object().key("file").text(file.string());
            put_manifest(json, manifest);
            json.end_object();
        }
        json.end_array().finish();
        console.tell_lines(out);
        return in_order;
    }
    for (const auto& [file, manifest] : found) tell_manifest(file, manifest, console);
    if (found.empty()) console.tell(console.say("Tidak ada cadangan.", "There are no backups."));
    return in_order;
}

TopicAnswer build_list(CLI::App& sub, const Console& console) {
    const auto folder = std::make_shared<Path>();
    sub.add_option("folder", *folder,
                   std::string(console.say("folder cadangan", "folder of backups")))
        ->required();
    return [folder](const Console& c) { return list(*folder, c); };
}

constexpr std::array all{
    TopicCommand{"make",
                 {"seluruh basis data ke satu berkas terenkripsi, sambil dipakai",
                  "the whole database into one encrypted file, while it is in use"},
                 build_make},
    TopicCommand{"restore",
                 {"ke basis data baru, SQLite atau PostgreSQL, lalu dibandingkan",
                  "into a new database, SQLite or PostgreSQL, and compared"},
                 build_restore},
    TopicCommand{"drill",
                 {"memulihkan untuk dicoba, memeriksa semuanya, dan membuangnya",
                  "restore for trial, check everything, throw it away"},
                 build_drill},
    TopicCommand{"list",
                 {"cadangan dalam folder; tanpa kunci", "backups in a folder; needs no key"},
                 build_list},
};

}  // namespace

std::span<const TopicCommand> backup_commands() {
    return all;
}

}  // namespace payung::app
