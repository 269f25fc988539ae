#include "storage/personal_keys.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <new>

#include "storage/errors.h"
#include "storage/personal_cipher.h"
#include "storage/private_file.h"

namespace payung {
namespace {

constexpr std::string_view first_lines =
    "# Payung: keys of personal data. Keep a copy in another safe place: without this file what "
    "it\n"
    "# protects cannot be read by anyone, with it by everyone. Do not edit it.\n"
    "payung-keys 1\n";
constexpr std::string_view sum_word = "sum ";
constexpr std::size_t file_bytes_max = 64U << 10U;

enum class Purpose : std::uint64_t {
    values = 1,
    lookup,
    register_niks,
    backup,
    fingerprint,
    digests
};

void derive(unsigned char* into, std::size_t size, Purpose purpose, const SecretKey& master) {
    crypto_kdf_derive_from_key(into, size, static_cast<std::uint64_t>(purpose), "payungPD",
                               master.data());
}

HeldKeys new_keys() {
    CHECK(sodium_init() >= 0);
    void* const memory = sodium_malloc(sizeof(VersionKeys));
    CHECK(memory != nullptr);
    return HeldKeys(new (memory) VersionKeys);
}

void derive_all(VersionKeys& keys) {
    derive(keys.values.data(), keys.values.size(), Purpose::values, keys.master);
    derive(keys.lookup.data(), keys.lookup.size(), Purpose::lookup, keys.master);
    derive(keys.register_niks.data(), keys.register_niks.size(), Purpose::register_niks,
           keys.master);
    derive(keys.backup.data(), keys.backup.size(), Purpose::backup, keys.master);
    derive(keys.digests.data(), keys.digests.size(), Purpose::digests, keys.master);
    derive(keys.fingerprint.data(), keys.fingerprint.size(), Purpose::fingerprint, keys.master);
}

HeldKeys random_keys() {
    HeldKeys keys = new_keys();
    randombytes_buf(keys->master.data(), keys->master.size());
    derive_all(*keys);
    return keys;
}

HeldKeys keys_of_seed(std::uint64_t seed) {
    HeldKeys keys = new_keys();
    const std::string text = fmt::format("payung, made-up people, seed {}", seed);
    crypto_generichash(keys->master.data(), keys->master.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    derive_all(*keys);
    return keys;
}

std::string hex_of(std::span<const unsigned char> bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

std::string sum_of(std::string_view text) {
    CHECK(sodium_init() >= 0);
    std::array<unsigned char, 16> sum{};
    crypto_generichash(sum.data(), sum.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    return hex_of(sum);
}

Error unwritable(const Path& file, int number) {
    return {Code::file_unwritable, {{"file", file.string()}, {"reason", std::strerror(number)}}};
}
Error damaged(const Path& file) {
    return {storage_error::personal_key_file_damaged, {{"file", file.string()}}};
}

// ------------------------------------------------------------------------------- its text

std::string text_of(const std::map<int, HeldKeys>& versions) {
    std::string text(first_lines);
    for (const auto& [number, keys] : versions) {
        std::string hex = hex_of(keys->master);
        fmt::format_to(std::back_inserter(text), "{} {}\n", number, hex);
        wipe(hex);
    }
    fmt::format_to(std::back_inserter(text), "{}{}\n", sum_word, sum_of(text));
    return text;
}

/// "1 0123…": the version that is due, or nothing.
HeldKeys keys_of_line(std::string_view line, int due) {
    const std::string number = fmt::format("{} ", due);
    if (!line.starts_with(number)) return nullptr;
    line.remove_prefix(number.size());
    HeldKeys keys = new_keys();
    std::size_t got = 0;
    const int read = sodium_hex2bin(keys->master.data(), keys->master.size(), line.data(),
                                    line.size(), nullptr, &got, nullptr);
    if (read != 0 || got != keys->master.size() || line.size() != 2 * got) return nullptr;
    derive_all(*keys);
    return keys;
}

Result<std::map<int, HeldKeys>> versions_of(std::string_view text, const Path& file) {
    const std::size_t sum_at = text.rfind(sum_word);
    if (!text.starts_with(first_lines) || sum_at == std::string_view::npos) return damaged(file);
    const std::string sum = fmt::format("{}{}\n", sum_word, sum_of(text.substr(0, sum_at)));
    if (text.substr(sum_at) != sum) return damaged(file);
    std::map<int, HeldKeys> versions;
    for (text = text.substr(first_lines.size(), sum_at - first_lines.size()); !text.empty();) {
        const std::size_t end = text.find('\n');
        const int due = static_cast<int>(versions.size()) + 1;
        HeldKeys keys = keys_of_line(text.substr(0, end), due);
        if (keys == nullptr || end == std::string_view::npos) return damaged(file);
        versions.emplace(due, std::move(keys));
        text.remove_prefix(end + 1);
    }
    if (versions.empty()) return damaged(file);
    return versions;
}

// ------------------------------------------------------------------------------- the file

/// Of its owner alone, else whoever else may read it has read it already.
Result<void> check_mode(const Descriptor& opened, const Path& file) {
    struct stat info {};
    if (fstat(opened.number(), &info) != 0) return unwritable(file, errno);
    if (S_ISDIR(info.st_mode)) return damaged(file);
    const bool ours = info.st_uid == geteuid() || info.st_uid == 0;
    if (!S_ISREG(info.st_mode) || (info.st_mode & 077U) != 0 || !ours) {
        return Error{storage_error::personal_key_file_open, {{"file", file.string()}}};
    }
    return {};
}

Result<std::string> read_small(const Descriptor& opened, const Path& file) {
    std::string text(file_bytes_max + 1, '\0');
    std::size_t size = 0;
    for (ssize_t got = 1; got > 0 && size < text.size(); size += static_cast<std::size_t>(got)) {
        got = ::read(opened.number(), text.data() + size, text.size() - size);
        if (got < 0)
            return Error{Code::file_unreadable,
                         {{"file", file.string()}, {"reason", std::strerror(errno)}}};
    }
    if (size > file_bytes_max) return damaged(file);
    text.resize(size);
    return text;
}

Result<std::map<int, HeldKeys>> read_versions(const Path& file) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.number() < 0 && errno == ENOENT) {
        return Error{storage_error::personal_key_file_missing, {{"file", file.string()}}};
    }
    if (opened.number() < 0) {
        return Error{Code::file_unreadable,
                     {{"file", file.string()}, {"reason", std::strerror(errno)}}};
    }
    TRY(check_mode(opened, file));
    TRY_ASSIGN(std::string text, read_small(opened, file));
    auto versions = versions_of(text, file);
    wipe(text);
    return versions;
}

Result<std::unique_ptr<PrivateDraft>> draft_of(const Path& file,
                                               const std::map<int, HeldKeys>& versions) {
    TRY_ASSIGN(auto draft, PrivateDraft::create(file));
    std::string text = text_of(versions);
    const auto written = draft->write(text);
    wipe(text);
    TRY(written);
    return draft;
}

/// Never in the place of another: where one appeared meanwhile, it stands, and false is returned.
Result<bool> make_file(const Path& file, HeldKeys keys = random_keys()) {
    std::map<int, HeldKeys> versions;
    versions.emplace(1, std::move(keys));
    TRY_ASSIGN(const auto draft, draft_of(file, versions));
    return draft->publish();
}

Result<void> replace_file(const Path& file, const std::map<int, HeldKeys>& versions) {
    TRY_ASSIGN(const auto draft, draft_of(file, versions));
    return draft->replace();
}

/// Keeps others from changing the file meanwhile. Each change puts another file in its place, so
/// whoever waited looks whether what he locked is still the file.
Result<std::unique_ptr<Descriptor>> lock_file(const Path& file) {
    for (;;) {
        auto opened = std::make_unique<Descriptor>(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
        if (opened->number() < 0 || flock(opened->number(), LOCK_EX) != 0) {
            return unwritable(file, errno);
        }
        struct stat locked {
        }, there{};
        if (fstat(opened->number(), &locked) != 0 || stat(file.c_str(), &there) != 0) {
            return unwritable(file, errno);
        }
        if (locked.st_ino == there.st_ino && locked.st_dev == there.st_dev) return opened;
    }
}

/// Adds what is new; what is known stays where it is, others point to it.
void take_over(std::map<int, HeldKeys>& known, std::map<int, HeldKeys> read) {
    for (auto& [number, keys] : read) known.try_emplace(number, std::move(keys));
}

}  // namespace

Result<const VersionKeys*> PersonalKeys::Content::find(int version) const {
    const std::lock_guard lock(mutex);
    if (!versions.contains(version) && !file.empty()) {
        TRY_ASSIGN(auto read, read_versions(file));
        take_over(versions, std::move(read));
    }
    const auto found = versions.find(version);
    if (found != versions.end()) return found->second.get();
    return Error{storage_error::personal_key_version_missing,
                 {{"version", std::to_string(version)}, {"file", file.string()}}};
}

Result<int> PersonalKeys::Content::newest() const {
    constexpr int first = 1;
    TRY(find(first));
    const std::lock_guard lock(mutex);
    return versions.rbegin()->first;
}

Result<PersonalKeys> PersonalKeys::open(const Path& file, bool create) {
    CHECK(!file.empty());
    auto content = std::make_shared<Content>();
    content->file = file;
    auto read = read_versions(file);
    if (!read && create && read.error().code() == storage_error::personal_key_file_missing) {
        TRY(make_file(file));
        read = read_versions(file);
    }
    TRY_ASSIGN(content->versions, std::move(read));
    PersonalKeys keys;
    keys.content_ = std::move(content);
    return keys;
}

Result<PersonalKeys> PersonalKeys::make(const Path& file) {
    TRY_ASSIGN(const bool made, make_file(file));
    if (made) return open(file, false);
    return Error{storage_error::personal_key_file_there, {{"file", file.string()}}};
}

PersonalKeys PersonalKeys::looked_for_later(const Path& file) {
    auto content = std::make_shared<Content>();
    content->file = file;
    PersonalKeys keys;
    keys.content_ = std::move(content);
    return keys;
}

Result<PersonalKeys> PersonalKeys::of_made_up_people(const Path& file, std::uint64_t seed) {
    TRY(make_file(file, keys_of_seed(seed)));
    TRY_ASSIGN(PersonalKeys keys, open(file, false));
    if (keys.versions().front().fingerprint == of_seed(seed).versions().front().fingerprint)
        return keys;
    return Error{storage_error::personal_key_file_there, {{"file", file.string()}}};
}

PersonalKeys PersonalKeys::of_seed(std::uint64_t seed) {
    auto content = std::make_shared<Content>();
    content->versions.emplace(1, keys_of_seed(seed));
    PersonalKeys keys;
    keys.content_ = std::move(content);
    return keys;
}

PersonalKeys PersonalKeys::for_tests() {
    auto content = std::make_shared<Content>();
    content->versions.emplace(1, random_keys());
    PersonalKeys keys;
    keys.content_ = std::move(content);
    return keys;
}

std::vector<PersonalKeys::Version> PersonalKeys::versions() const {
    const std::lock_guard lock(content_->mutex);
    std::vector<Version> versions;
    for (const auto& [number, keys] : content_->versions) {
        versions.push_back({number, hex_of(keys->fingerprint)});
    }
    return versions;
}

Result<int> PersonalKeys::add_version() const {
    const std::lock_guard lock(content_->mutex);
    auto& known = content_->versions;
    if (content_->file.empty()) {
        const int number = known.rbegin()->first + 1;
        known.emplace(number, random_keys());
        return number;
    }
    TRY_ASSIGN(const auto locked, lock_file(content_->file));
    TRY_ASSIGN(auto versions, read_versions(content_->file));
    const int number = versions.rbegin()->first + 1;
    versions.emplace(number, random_keys());
    TRY(replace_file(content_->file, versions));
    take_over(known, std::move(versions));
    return number;
}

}  // namespace payung
