#pragma once

/// For tests: SQLite's file layer with a disk on which the n-th call goes wrong: it fails, writes
/// only a part, or is the last thing that the process does. Or with a disk that is full.

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "base/check.h"

namespace payung {

enum class DiskFault : std::uint8_t {
    io_error,     // EIO
    full,         // ENOSPC, of a write or a sync
    short_write,  // half of it is written, then there is no more room
    kill,         // SIGKILL, before the call
};
enum class DiskCalls : std::uint8_t {
    changes,  // writes, syncs, truncations
    all,      // and reads, sizes, the opening, finding and removing of files, shared memory
};

/// While one lives, every file that SQLite opens goes through it.
class FailingDisk {
public:
    FailingDisk() : layer_(*sqlite3_vfs_find(nullptr)) {
        usual_ = sqlite3_vfs_find(nullptr);
        layer_.zName = "failing";
        layer_.pNext = nullptr;
        layer_.xOpen = open;
        layer_.xDelete = remove;
        layer_.xAccess = access;
        CHECK(sqlite3_vfs_register(&layer_, 1) == SQLITE_OK);
    }
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;
    ~FailingDisk() {
        sqlite3_vfs_unregister(&layer_);
        CHECK(sqlite3_vfs_register(usual_, 1) == SQLITE_OK);
    }

    /// From now on the n-th call goes wrong, once. 0: none does.
    static void fail_at(int n, DiskFault fault = DiskFault::io_error,
                        DiskCalls calls = DiskCalls::changes) {
        fault_ = fault;
        calls_ = calls;
        left_ = n;
    }
    /// No file grows while it is full.
    static void set_full(bool full) { full_ = full; }
    /// Whether the failure asked for has come.
    static bool failed() { return left_ == 0; }

private:
    static bool fails(DiskCalls kind = DiskCalls::changes) {
        if (kind == DiskCalls::all && calls_ != DiskCalls::all) return false;
        if (left_ <= 0 || --left_ != 0) return false;
        if (fault_ == DiskFault::kill) std::raise(SIGKILL);
        errno = fault_ == DiskFault::io_error ? EIO : ENOSPC;
        return true;
    }
    static bool reading_fails() {
        if (!fails(DiskCalls::all)) return false;
        errno = EIO;
        return true;
    }
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        file->pMethods = nullptr;
        if (reading_fails()) return SQLITE_CANTOPEN;
        const int answer = usual_->xOpen(usual_, name, file, flags, out);
        if (answer != SQLITE_OK || file->pMethods == nullptr) return answer;
        file->pMethods = &patched(file->pMethods);
        return answer;
    }
    static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
        return reading_fails() ? SQLITE_IOERR_DELETE : usual_->xDelete(usual_, name, sync_folder);
    }
    static int access(sqlite3_vfs*, const char* name, int flags, int* out) {
        return reading_fails() ? SQLITE_IOERR_ACCESS : usual_->xAccess(usual_, name, flags, out);
    }
    static int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
        return reading_fails() ? SQLITE_IOERR_READ : real(file).xRead(file, bytes, size, at);
    }
    static int size_of(sqlite3_file* file, sqlite3_int64* size) {
        return reading_fails() ? SQLITE_IOERR_FSTAT : real(file).xFileSize(file, size);
    }
    static int map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
        if (reading_fails()) return SQLITE_IOERR_SHMMAP;
        return real(file).xShmMap(file, page, size, extend, out);
    }
    static bool grows(sqlite3_file* file, sqlite3_int64 end) {
        sqlite3_int64 size = 0;
        return real(file).xFileSize(file, &size) != SQLITE_OK || end > size;
    }
    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
        if (full_ && grows(file, at + size)) {
            errno = ENOSPC;
            return SQLITE_FULL;
        }
        if (!fails()) return real(file).xWrite(file, bytes, size, at);
        if (fault_ == DiskFault::io_error) return SQLITE_IOERR_WRITE;
        if (fault_ == DiskFault::short_write) (void)real(file).xWrite(file, bytes, size / 2, at);
        errno = ENOSPC;
        return SQLITE_FULL;
    }
    static int sync(sqlite3_file* file, int flags) {
        return fails() ? SQLITE_IOERR_FSYNC : real(file).xSync(file, flags);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        return fails() ? SQLITE_IOERR_TRUNCATE : real(file).xTruncate(file, size);
    }

    /// Methods of a kind of file (database, log, …) with ours in three places.
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
            kind.xRead = read;
            kind.xFileSize = size_of;
            if (kind.xShmMap != nullptr) kind.xShmMap = map;
            return kind;
        }
        CHECK(false);
        return kinds_.front();
    }

    sqlite3_vfs layer_;
    static inline sqlite3_vfs* usual_ = nullptr;
    static inline std::array<Methods, 8> kinds_{};
    static inline std::atomic<int> left_ = 0;
    static inline DiskFault fault_ = DiskFault::io_error;
    static inline DiskCalls calls_ = DiskCalls::changes;
    static inline bool full_ = false;
};

}  // namespace payung
