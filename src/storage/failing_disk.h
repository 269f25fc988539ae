#pragma once

/// For tests: SQLite's file layer with a disk whose n-th write, sync or truncation fails (EIO).

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <cerrno>

#include "base/check.h"

namespace payung {

/// While one lives, every file that SQLite opens goes through it.
class FailingDisk {
public:
    FailingDisk() : layer_(*sqlite3_vfs_find(nullptr)) {
        usual_ = sqlite3_vfs_find(nullptr);
        layer_.zName = "failing";
        layer_.pNext = nullptr;
        layer_.xOpen = open;
        CHECK(sqlite3_vfs_register(&layer_, 1) == SQLITE_OK);
    }
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;
    ~FailingDisk() {
        sqlite3_vfs_unregister(&layer_);
        CHECK(sqlite3_vfs_register(usual_, 1) == SQLITE_OK);
    }

    /// From now on the n-th call fails, once. 0: none does.
    static void fail_at(int n) { left_ = n; }
    /// Whether the failure asked for has come.
    static bool failed() { return left_ == 0; }

private:
    static bool fails() {
        if (left_ <= 0 || --left_ != 0) return false;
        errno = EIO;
        return true;
    }
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        const int answer = usual_->xOpen(usual_, name, file, flags, out);
        if (answer != SQLITE_OK || file->pMethods == nullptr) return answer;
        file->pMethods = &patched(file->pMethods);
        return answer;
    }
    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
        return fails() ? SQLITE_IOERR_WRITE : real(file).xWrite(file, bytes, size, at);
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
            return kind;
        }
        CHECK(false);
        return kinds_.front();
    }

    sqlite3_vfs layer_;
    static inline sqlite3_vfs* usual_ = nullptr;
    static inline std::array<Methods, 8> kinds_{};
    static inline std::atomic<int> left_ = 0;
};

}  // namespace payung
