#include "storage/sealed_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "storage/errors.h"
#include "storage/personal_cipher.h"
#include "storage/private_file.h"

namespace payung {
namespace {

constexpr std::string_view first_bytes = "payung-backup 1\n";
constexpr std::string_view last_bytes = "payung-backup .\n";
constexpr std::size_t frame_bytes = 256U << 10U;
constexpr std::size_t frame_bytes_max = 64U << 20U;  // of the last one, which holds the summary
constexpr std::size_t tag_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t stream_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t fingerprint_bytes = 16;
constexpr std::size_t head_bytes = first_bytes.size() + 4 + fingerprint_bytes + stream_bytes;

std::string number_text(std::size_t number) {
    CHECK(number <= 0xFFFFFFFFU);
    const auto small = static_cast<std::uint32_t>(number);
    std::string bytes(sizeof small, '\0');
    std::memcpy(bytes.data(), &small, sizeof small);
    return bytes;
}
std::uint32_t number_of(std::string_view bytes) {
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    return number;
}
const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

Error not_one(const Path& file) {
    return {storage_error::backup_not_one, {{"file", file.string()}}};
}
Error damaged(const Path& file) {
    return {storage_error::backup_damaged, {{"file", file.string()}}};
}

class Writer final : public SealedWriter {
public:
    Writer(Path file, std::unique_ptr<PrivateDraft> draft)
        : file_(std::move(file)), draft_(std::move(draft)) {}
    ~Writer() override { sodium_memzero(&state_, sizeof state_); }

    Result<void> begin(StoreKeys::Known key) {
        head_ = first_bytes;
        head_ += number_text(static_cast<std::size_t>(key.number));
        head_.append(reinterpret_cast<const char*>(key.keys->fingerprint.data()),
                     fingerprint_bytes);
        std::string stream(stream_bytes, '\0');
        crypto_secretstream_xchacha20poly1305_init_push(&state_, raw(stream),
                                                        key.keys->backup.data());
        head_ += stream;
        return draft_->write(head_);
    }
    Result<void> write(std::string_view bytes) override {
        while (!bytes.empty()) {
            const std::size_t some = std::min(bytes.size(), frame_bytes - waiting_.size());
            waiting_ += bytes.substr(0, some);
            bytes.remove_prefix(some);
            if (waiting_.size() == frame_bytes) TRY(flush());
        }
        return {};
    }
    Result<void> finish(std::string_view summary) override {
        TRY(flush());
        TRY(push(summary, crypto_secretstream_xchacha20poly1305_TAG_FINAL));
        TRY(draft_->write(summary));
        TRY(draft_->write(number_text(summary.size())));
        TRY(draft_->write(last_bytes));
        TRY_ASSIGN(const bool published, draft_->publish());
        if (published) return {};
        return Error{storage_error::backup_there, {{"file", file_.string()}}};
    }

private:
    Result<void> flush() {
        TRY(push(waiting_, 0));
        waiting_.clear();
        return {};
    }
    /// What stands at the head is bound to every frame.
    Result<void> push(std::string_view plain, unsigned char tag) {
        std::string cipher(plain.size() + tag_bytes, '\0');
        crypto_secretstream_xchacha20poly1305_push(&state_, raw(cipher), nullptr, raw(plain),
                                                   plain.size(), raw(head_), head_.size(), tag);
        TRY(draft_->write(number_text(cipher.size())));
        return draft_->write(cipher);
    }

    Path file_;
    std::unique_ptr<PrivateDraft> draft_;
    crypto_secretstream_xchacha20poly1305_state state_{};
    std::string head_, waiting_;
};

class Reader final : public SealedReader {
public:
    explicit Reader(InputFile file) : file_(std::move(file)) {}
    ~Reader() override { sodium_memzero(&state_, sizeof state_); }

    Result<void> begin(const PersonalKeys& keys) {
        TRY_ASSIGN(head_, read(head_bytes));
        if (!std::string_view(head_).starts_with(first_bytes)) return not_one(file_.path());
        const std::string_view key = std::string_view(head_).substr(first_bytes.size());
        const int version = static_cast<int>(number_of(key));
        TRY_ASSIGN(const VersionKeys* const ours, keys.content().find(version));
        if (std::memcmp(ours->fingerprint.data(), key.data() + 4, fingerprint_bytes) != 0) {
            return Error{storage_error::personal_key_wrong, {{"version", std::to_string(version)}}};
        }
        const auto* const stream = raw(key.substr(4 + fingerprint_bytes));
        if (crypto_secretstream_xchacha20poly1305_init_pull(&state_, stream, ours->backup.data()) !=
            0) {
            return damaged(file_.path());
        }
        return {};
    }
    Result<std::string_view> take(std::size_t size) override {
        while (plain_.size() - at_ < size) {
            plain_.erase(0, at_);
            at_ = 0;
            TRY_ASSIGN(const std::string frame, pull());
            if (last_) return damaged(file_.path());  // Less than was said to be written.
            plain_ += frame;
        }
        at_ += size;
        return std::string_view(plain_).substr(at_ - size, size);
    }
    Result<std::string> finish() override {
        if (at_ != plain_.size()) return damaged(file_.path());
        TRY_ASSIGN(std::string summary, pull());
        if (!last_) return damaged(file_.path());
        const std::string expected =
            summary + number_text(summary.size()) + std::string(last_bytes);
        TRY_ASSIGN(const std::string rest, read(expected.size()));
        char more = 0;
        TRY_ASSIGN(const std::size_t beyond, file_.read(&more, 1));
        if (rest != expected || beyond != 0) return damaged(file_.path());
        return summary;
    }

private:
    Result<std::string> read(std::size_t size) {
        std::string bytes(size, '\0');
        for (std::size_t at = 0; at < size;) {
            TRY_ASSIGN(const std::size_t got, file_.read(bytes.data() + at, size - at));
            if (got == 0) return head_.empty() ? not_one(file_.path()) : damaged(file_.path());
            at += got;
        }
        return bytes;
    }
    Result<std::string> pull() {
        TRY_ASSIGN(const std::string length, read(sizeof(std::uint32_t)));
        const std::size_t size = number_of(length);
        if (size < tag_bytes || size > frame_bytes_max) return damaged(file_.path());
        TRY_ASSIGN(const std::string cipher, read(size));
        std::string plain(size - tag_bytes, '\0');
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&state_, raw(plain), nullptr, &tag,
                                                       raw(cipher), cipher.size(), raw(head_),
                                                       head_.size()) != 0) {
            return damaged(file_.path());
        }
        last_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        return plain;
    }

    InputFile file_;
    crypto_secretstream_xchacha20poly1305_state state_{};
    std::string head_, plain_;
    std::size_t at_ = 0;
    bool last_ = false;
};

/// The end of the file, without reading what lies before it.
Result<std::string> tail_of(const Path& file) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info {};
    if (opened.number() < 0 || fstat(opened.number(), &info) != 0) {
        return Error{Code::file_not_found, {{"file", file.string()}}};
    }
    if (!S_ISREG(info.st_mode)) return not_one(file);
    const off_t size = std::min<off_t>(info.st_size, frame_bytes);
    std::string tail(static_cast<std::size_t>(size), '\0');
    const ssize_t got = pread(opened.number(), tail.data(), tail.size(), info.st_size - size);
    if (got != size) return not_one(file);
    return tail;
}

}  // namespace

Result<std::unique_ptr<SealedWriter>> SealedWriter::create(const Path& file, StoreKeys::Known key) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {  // Asked again at the end, whoever came first.
        return Error{storage_error::backup_there, {{"file", file.string()}}};
    }
    TRY_ASSIGN(auto draft, PrivateDraft::create(file));
    auto writer = std::make_unique<Writer>(file, std::move(draft));
    TRY(writer->begin(key));
    return std::unique_ptr<SealedWriter>(std::move(writer));
}

Result<std::unique_ptr<SealedReader>> SealedReader::open(const Path& file,
                                                         const PersonalKeys& keys) {
    TRY_ASSIGN(InputFile input, InputFile::open(file));
    auto reader = std::make_unique<Reader>(std::move(input));
    TRY(reader->begin(keys));
    return std::unique_ptr<SealedReader>(std::move(reader));
}

Result<std::string> summary_of(const Path& file) {
    TRY_ASSIGN(std::string tail, tail_of(file));
    const std::size_t end_bytes = last_bytes.size() + sizeof(std::uint32_t);
    if (tail.size() < end_bytes || !tail.ends_with(last_bytes)) return not_one(file);
    tail.resize(tail.size() - last_bytes.size());
    const std::size_t length = number_of(std::string_view(tail).substr(tail.size() - 4));
    tail.resize(tail.size() - sizeof(std::uint32_t));
    if (length > tail.size()) return not_one(file);
    return tail.substr(tail.size() - length);
}

}  // namespace payung
