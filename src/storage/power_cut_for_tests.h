#pragma once

/// For tests: SQLite's file layer with a diary of what was asked of the disk, and the disk as a
/// power cut after any page of the diary may leave it.
///
/// Model    What was written lasts once its file was synced, a name (made or taken away) once its
///          folder was. Before, any of it may be there, not be there or, of a write, be there in
///          some of its sectors of 512 bytes; nothing that was written earlier guards what came
///          later. After a sync that failed, what it should have kept is left to chance for ever,
///          whatever later syncs say: a system may drop it from its list of things to write.
/// Bounds   A file that lasts is not damaged by writing beside it, as SQLite assumes of all disks.

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/random.h"

namespace payung {

struct DiskEvent {
    enum class Kind : std::uint8_t {
        make,
        write,
        truncate,
        sync,
        sync_failed,
        remove,
        sync_folder
    };
    Kind kind = Kind::write;
    int file = 0;      // a number of its own for each file that ever was, whatever its name
    std::string name;  // of make and remove
    std::int64_t at = 0;
    std::string bytes;
};

/// While one lives, every file that SQLite opens goes through it, and what is asked of the disk is
/// written down. Files that were there before count as lasting.
class DiskDiary {
public:
    DiskDiary() : layer_(*sqlite3_vfs_find(nullptr)) {
        CHECK(one_ == nullptr);
        one_ = this;
        usual_ = sqlite3_vfs_find(nullptr);
        layer_.zName = "diary";
        layer_.pNext = nullptr;
        layer_.xOpen = open;
        layer_.xDelete = remove;
        CHECK(sqlite3_vfs_register(&layer_, 1) == SQLITE_OK);
    }
    DiskDiary(const DiskDiary&) = delete;
    DiskDiary& operator=(const DiskDiary&) = delete;
    ~DiskDiary() {
        sqlite3_vfs_unregister(&layer_);
        CHECK(sqlite3_vfs_register(usual_, 1) == SQLITE_OK);
        one_ = nullptr;
    }
    const std::vector<DiskEvent>& events() const { return events_; }
    std::size_t size() const { return events_.size(); }
    /// From now on the n-th sync fails, once. 0: none does.
    void fail_sync(int n) { syncs_left_ = n; }
    bool sync_failed() const { return syncs_left_ == 0; }

private:
    struct Opened {
        int file = 0;
        bool syncs_folder = false;  // with its first sync, as SQLite's own layer does
    };
    struct Methods : sqlite3_io_methods {
        const sqlite3_io_methods* real;  // null: free
    };
    static const sqlite3_io_methods& real(const sqlite3_file* file) {
        return *static_cast<const Methods*>(file->pMethods)->real;
    }
    static const Methods& patched(const sqlite3_io_methods* methods) {
        for (Methods& kind : kinds_) {
            if (kind.real == methods) return kind;
            if (kind.real != nullptr) continue;
            static_cast<sqlite3_io_methods&>(kind) = *methods;
            kind.real = methods;
            kind.xWrite = write;
            kind.xSync = sync;
            kind.xTruncate = truncate;
            kind.xClose = close;
            return kind;
        }
        CHECK(false);
        return kinds_.front();
    }
    void note(DiskEvent event) { events_.push_back(std::move(event)); }

    /// A name that SQLite is about to open: made by it now, or found.
    int file_named(const std::string& path) {
        const std::string name = std::filesystem::path(path).filename();
        const auto found = names_.find(name);
        if (found != names_.end()) return found->second;
        const int file = files_++;
        names_[name] = file;
        note({DiskEvent::Kind::make, file, name, 0, {}});
        std::ifstream stream(path, std::ios::binary);
        std::stringstream content;
        if (stream && stream.peek() != std::ifstream::traits_type::eof()) {
            content << stream.rdbuf();
            note({DiskEvent::Kind::write, file, {}, 0, content.str()});
            note({DiskEvent::Kind::sync, file, {}, 0, {}});
            note({DiskEvent::Kind::sync_folder, 0, {}, 0, {}});
        }
        return file;
    }
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        const int answer = usual_->xOpen(usual_, name, file, flags, out);
        if (answer != SQLITE_OK || file->pMethods == nullptr || name == nullptr) return answer;
        constexpr int logs = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
        file->pMethods = &patched(file->pMethods);
        one_->opened_[file] = {one_->file_named(name),
                               (flags & logs) != 0 && (flags & SQLITE_OPEN_CREATE) != 0};
        return answer;
    }
    static int close(sqlite3_file* file) {
        one_->opened_.erase(file);
        return real(file).xClose(file);
    }
    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
        one_->note({DiskEvent::Kind::write,
                    one_->opened_.at(file).file,
                    {},
                    at,
                    std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))});
        return real(file).xWrite(file, bytes, size, at);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        one_->note({DiskEvent::Kind::truncate, one_->opened_.at(file).file, {}, size, {}});
        return real(file).xTruncate(file, size);
    }
    static int sync(sqlite3_file* file, int) {
        Opened& opened = one_->opened_.at(file);
        if (one_->syncs_left_ > 0 && --one_->syncs_left_ == 0) {
            one_->note({DiskEvent::Kind::sync_failed, opened.file, {}, 0, {}});
            errno = EIO;
            return SQLITE_IOERR_FSYNC;
        }
        one_->note({DiskEvent::Kind::sync, opened.file, {}, 0, {}});
        if (opened.syncs_folder) one_->note({DiskEvent::Kind::sync_folder, 0, {}, 0, {}});
        opened.syncs_folder = false;
        return SQLITE_OK;  // No real disk is asked: these files are thrown away.
    }
    static int remove(sqlite3_vfs*, const char* path, int sync_folder) {
        const int answer = usual_->xDelete(usual_, path, 0);
        const auto found = one_->names_.find(std::filesystem::path(path).filename());
        if (answer != SQLITE_OK || found == one_->names_.end()) return answer;
        one_->note({DiskEvent::Kind::remove, found->second, found->first, 0, {}});
        one_->names_.erase(found);
        if (sync_folder != 0) one_->note({DiskEvent::Kind::sync_folder, 0, {}, 0, {}});
        return answer;
    }

    sqlite3_vfs layer_;
    std::vector<DiskEvent> events_;
    std::map<std::string, int> names_;
    std::map<sqlite3_file*, Opened> opened_;
    int files_ = 0;
    int syncs_left_ = -1;
    static inline DiskDiary* one_ = nullptr;
    static inline sqlite3_vfs* usual_ = nullptr;
    static inline std::array<Methods, 8> kinds_{};
};

/// The disk while a diary is read again, and what a power cut may leave of it.
class Disk {
public:
    using Image = std::map<std::string, std::string>;  // by name

    enum class Syncs : std::uint8_t { work, do_nothing };
    Disk(std::uint64_t seed, Syncs syncs) : random_(seed), syncs_(syncs) {}

    void take(const DiskEvent& event) {
        using enum DiskEvent::Kind;
        if (static_cast<std::size_t>(event.file) >= files_.size())
            files_.resize(static_cast<std::size_t>(event.file) + 1);
        File& file = files_[static_cast<std::size_t>(event.file)];
        switch (event.kind) {
            case make:
            case remove:
                names_pending_.push_back(&event);
                break;
            case write:
            case truncate:
                file.pending.push_back(&event);
                break;
            case sync:
                if (syncs_ == Syncs::do_nothing) break;
                for (const DiskEvent* const one : file.pending) apply(file.lasting, *one);
                file.pending.clear();
                break;
            case sync_failed:
                for (const DiskEvent* const one : file.pending) leave(file.lasting, *one, random_);
                file.pending.clear();
                break;
            case sync_folder:
                if (syncs_ == Syncs::do_nothing) break;
                for (const DiskEvent* const one : names_pending_) rename(names_, *one);
                names_pending_.clear();
                break;
        }
    }

    Image after_a_cut(Random& random) const {
        const Mood mood = static_cast<Mood>(random.below(4));
        std::map<std::string, int> names = names_;
        for (const DiskEvent* const one : names_pending_)
            if (mood == Mood::all_kept || random.below(2) == 0) rename(names, *one);
        Image image;
        for (const auto& [name, number] : names) {
            const File& file = files_[static_cast<std::size_t>(number)];
            image[name] = left_of(file, mood, random);
        }
        return image;
    }

private:
    /// As a kill leaves it, as a disk that works in order does, or any way.
    enum class Mood : std::uint8_t { all_kept, first_kept, any, any_too };
    struct File {
        std::string lasting;
        std::vector<const DiskEvent*> pending;
    };
    static constexpr std::size_t sector = 512;

    static std::string left_of(const File& file, Mood mood, Random& random) {
        std::string content = file.lasting;
        const std::size_t kept = random.below(static_cast<std::uint32_t>(file.pending.size()) + 1);
        for (std::size_t i = 0; i < file.pending.size(); ++i) {
            const DiskEvent& one = *file.pending[i];
            if (mood == Mood::all_kept || (mood == Mood::first_kept && i < kept)) {
                apply(content, one);
            } else if (mood != Mood::first_kept || i == kept) {
                leave(content, one, random);
            }
        }
        return content;
    }
    static void apply(std::string& content, const DiskEvent& event) {
        const auto at = static_cast<std::size_t>(event.at);
        if (event.kind == DiskEvent::Kind::truncate) return content.resize(at);
        if (content.size() < at + event.bytes.size()) content.resize(at + event.bytes.size());
        content.replace(at, event.bytes.size(), event.bytes);
    }
    /// Kept, dropped, or torn.
    static void leave(std::string& content, const DiskEvent& event, Random& random) {
        const std::uint32_t fate = random.below(3);
        if (fate == 0) return;
        if (fate == 1 || event.kind == DiskEvent::Kind::truncate) return apply(content, event);
        const std::size_t end = static_cast<std::size_t>(event.at) + event.bytes.size();
        for (std::size_t at = static_cast<std::size_t>(event.at); at < end;) {
            const std::size_t next = std::min(end, (at / sector + 1) * sector);
            if (random.below(2) == 0) {
                const std::size_t from = at - static_cast<std::size_t>(event.at);
                if (content.size() < next) content.resize(next);
                content.replace(at, next - at, event.bytes, from, next - at);
            }
            at = next;
        }
    }
    static void rename(std::map<std::string, int>& names, const DiskEvent& event) {
        if (event.kind == DiskEvent::Kind::make) {
            names[event.name] = event.file;
        } else if (const auto found = names.find(event.name);
                   found != names.end() && found->second == event.file) {
            names.erase(found);
        }
    }

    Random random_;
    Syncs syncs_;
    std::vector<File> files_;
    std::map<std::string, int> names_;
    std::vector<const DiskEvent*> names_pending_;
};

/// What stands in a folder, whoever has it open.
inline Disk::Image image_of(const std::filesystem::path& folder) {
    Disk::Image image;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().string().ends_with("-shm")) continue;  // Made anew from the log.
        std::ifstream stream(entry.path(), std::ios::binary);
        std::stringstream content;
        content << stream.rdbuf();
        image[entry.path().filename()] = content.str();
    }
    return image;
}

/// Puts the image where nothing else is.
inline void put_image(const Disk::Image& image, const std::filesystem::path& folder) {
    for (const auto& old : std::filesystem::directory_iterator(folder))
        std::filesystem::remove(old.path());
    for (const auto& [name, content] : image) {
        const int file =
            ::open((folder / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        CHECK(file >= 0);
        CHECK(::write(file, content.data(), content.size()) ==
              static_cast<ssize_t>(content.size()));
        ::close(file);
    }
}

}  // namespace payung
