#include "base/zip_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/interrupt.h"

namespace payung {
namespace {

constexpr std::size_t entries_max = 10'000;
constexpr std::size_t block_bytes = 1U << 18U;

char folded(char c) {
    if (c == '\\') return '/';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return folded(x) == folded(y); });
}

std::string megabytes(std::uint64_t bytes) {
    return fmt::format("{}", (bytes >> 20U) + 1);
}

}  // namespace

struct ZipReader::Archive {
    explicit Archive(const ZipReader& file) : file_(file), handle(archive_read_new()) {
        CHECK(handle != nullptr);
        archive_read_support_format_zip_seekable(handle);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() { archive_read_free(handle); }

    Result<void> open() {
        if (archive_read_open_filename(handle, file_.path().c_str(), block_bytes) != ARCHIVE_OK) {
            return broken();
        }
        return {};
    }

    /// Moves to the next entry; false behind the last.
    Result<bool> next() {
        const int status = archive_read_next_header(handle, &entry);
        if (status == ARCHIVE_EOF) return false;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return broken();
        if (++entries > entries_max) return file_.broken("> 10000 entries");
        const char* const text = archive_entry_pathname(entry);
        name = text == nullptr ? "" : text;
        return true;
    }

    Error broken() const {
        const char* const reason = archive_error_string(handle);
        return file_.broken(fmt::format("ZIP: {}", reason == nullptr ? "?" : reason));
    }

    const ZipReader& file_;
    struct archive* handle;
    struct archive_entry* entry = nullptr;
    std::string_view name;
    std::size_t entries = 0;
};

Error ZipReader::broken(std::string reason) const {
    return {Code::xlsx_broken, {{"file", path_.string()}, {"reason", std::move(reason)}}};
}

Error ZipReader::too_large(std::uint64_t bytes) const {
    return {Code::xlsx_too_large,
            {{"file", path_.string()},
             {"packed", megabytes(file_bytes_)},
             {"unpacked", megabytes(bytes)}}};
}

Result<ZipReader> ZipReader::open(const Path& path, ZipLimits limits) {
    TRY_ASSIGN(const InputFile file, InputFile::open(path));
    if (file.size_bytes() == 0) return Error{Code::file_empty, {{"file", path.string()}}};
    return ZipReader{path, file.size_bytes(), limits};
}

Result<void> ZipReader::count(std::uint64_t bytes) {
    unpacked_ += bytes;
    const bool swollen =
        unpacked_ > limits_.ratio_bytes_min && unpacked_ / limits_.ratio_max > file_bytes_;
    if (unpacked_ <= limits_.unpacked_bytes_max && !swollen) return {};
    return too_large(unpacked_);
}

Result<void> ZipReader::read_entry(Archive& archive, const Take& take) {
    if (archive_entry_is_encrypted(archive.entry) != 0) return broken("ZIP: password");
    for (;;) {
        const void* bytes = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int status = archive_read_data_block(archive.handle, &bytes, &size, &offset);
        if (status == ARCHIVE_EOF) return {};
        if (status != ARCHIVE_OK) return archive.broken();
        packed_read_ = static_cast<std::uint64_t>(archive_filter_bytes(archive.handle, -1));
        TRY(check_interrupted());
        TRY(count(size));
        TRY(take({static_cast<const char*>(bytes), size}));
    }
}

Result<bool> ZipReader::read(std::string_view name, const Take& take) {
    Archive archive(*this);
    TRY(archive.open());
    for (;;) {
        TRY_ASSIGN(const bool more, archive.next());
        if (!more) return false;
        if (!same_name(archive.name, name)) continue;
        TRY(read_entry(archive, take));
        return true;
    }
}

Result<void> ZipReader::read_all(const Take& begin, const Take& take) {
    Archive archive(*this);
    TRY(archive.open());
    for (;;) {
        TRY_ASSIGN(const bool more, archive.next());
        if (!more) return {};
        TRY(begin(archive.name));
        TRY(read_entry(archive, take));
    }
}

}  // namespace payung
