#pragma once

/// For tests: a PostgreSQL server of our own, on a socket in a folder that goes with it, started at
/// the first question and stopped at the end of the program. Root may not run one, so that it is
/// then run as the user postgres.

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace payung {

class PostgresServer {
public:
    /// `settings` as on the command line of the server: "-c fsync=on".
    explicit PostgresServer(const std::string& settings = fast_settings(),
                            const char* parent = nullptr) {
        if (!installed()) return;
        folder_ = make_folder(parent);
        if (!run(fmt::format("{}/initdb -D {}/data -U payung -A trust -E UTF8 --locale=C.UTF-8 "
                             "--no-sync",
                             programs, folder_)))
            return;
        settings_ = settings;
        running_ = start();
    }
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer() {
        if (running_) stop("immediate");
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }

    static bool installed() {
        return access((std::string(programs) + "/initdb").c_str(), X_OK) == 0;
    }
    bool running() const { return running_; }
    /// "immediate" is a crash: the server recovers when it is started again.
    bool stop(const std::string& mode) {
        running_ = !run(fmt::format("{}/pg_ctl -D {}/data -m {} -w stop", programs, folder_, mode));
        return !running_;
    }
    bool start() {
        return running_ = run(
                   fmt::format("{0}/pg_ctl -D {1}/data -w -l {1}/log -o \"-c listen_addresses='' "
                               "-c unix_socket_directories={1} {2}\" start",
                               programs, folder_, settings_));
    }
    /// The address of a new, empty database.
    std::string new_database() { return make_database(new_name(), "template0"); }
    /// One with all that `from` holds, to which nobody may be connected.
    std::string make_database(const std::string& name, const std::string& from) {
        run(fmt::format("psql -q -h {} -U payung -d postgres -c 'CREATE DATABASE {} TEMPLATE {}'",
                        folder_, name, from));
        return fmt::format("postgresql:///{}?host={}&user=payung", name, folder_);
    }
    static std::string new_name() {
        static std::atomic<int> count = 0;
        return fmt::format("t{}", count++);
    }

    static std::string fast_settings() { return "-c fsync=off -c shared_buffers=64MB"; }

private:
    static constexpr const char* programs = "/usr/lib/postgresql/15/bin";

    /// In memory where the machine has it and nobody asked otherwise.
    static std::string make_folder(const char* parent) {
        static std::atomic<int> count = 0;
        if (parent == nullptr) parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        const std::string folder = fmt::format("{}/payung-pg-{}-{}", parent, getpid(), count++);
        std::filesystem::create_directories(folder);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        if (geteuid() == 0) run_plain(fmt::format("chown postgres:postgres {}", folder));
        return folder;
    }
    static bool run_plain(const std::string& command) {
        const int status = std::system((command + " > /dev/null 2>&1").c_str());
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    static bool run(const std::string& command) {
        if (geteuid() != 0) return run_plain(command);
        return run_plain("cd / && setpriv --reuid=postgres --regid=postgres --clear-groups " +
                         command);
    }

    std::string folder_, settings_;
    bool running_ = false;
};

/// The server that the tests of a program share.
inline PostgresServer& shared_postgres() {
    static PostgresServer server;
    return server;
}

}  // namespace payung
