#pragma once

/// One entry after another out of a ZIP file that somebody sent us.
///
/// Shape    nothing is ever unpacked to disk and names of entries are only compared, so a name such
///          as ../../etc/passwd is just a name nobody asks for. Names match without regard to case
///          and to the kind of slash, as the packaging rules of Office files have it.
/// Limits   bytes unpacked in all, and, past some size, the ratio to the size of the file: a bomb
/// is
///          refused while it unpacks, whatever its headers claim.
/// Errors   file_*, xlsx_broken, xlsx_too_large, interrupted.
/// Cost     each read() looks through the directory of the file again; memory of one block.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/result.h"

namespace payung {

struct ZipLimits {
    std::uint64_t unpacked_bytes_max = std::uint64_t{4} << 30U;
    std::uint64_t ratio_max = 200;
    std::uint64_t ratio_bytes_min = std::uint64_t{16} << 20U;  // Below this no ratio is too high.
};

class ZipReader {
public:
    using Take = std::function<Result<void>(std::string_view bytes)>;

    static Result<ZipReader> open(const Path& path, ZipLimits limits = {});

    /// Gives the bytes of the entry `name` to `take`, piece by piece. False: there is no such
    /// entry.
    Result<bool> read(std::string_view name, const Take& take);
    /// The same for every entry in turn; `begin` is told the name first.
    Result<void> read_all(const Take& begin, const Take& take);

    const Path& path() const { return path_; }
    std::uint64_t file_bytes() const { return file_bytes_; }
    /// How far the entry being read has come in the file, in packed bytes: for progress.
    std::uint64_t packed_bytes_read() const { return packed_read_; }

    /// An xlsx_broken of this file; an xlsx_too_large.
    Error broken(std::string reason) const;
    Error too_large(std::uint64_t bytes) const;

private:
    struct Archive;  // One pass over the entries.
    ZipReader(Path path, std::uint64_t bytes, ZipLimits limits)
        : path_(std::move(path)), file_bytes_(bytes), limits_(limits) {}
    Result<void> read_entry(Archive& archive, const Take& take);
    Result<void> count(std::uint64_t bytes);

    Path path_;
    std::uint64_t file_bytes_ = 0;
    ZipLimits limits_;
    std::uint64_t unpacked_ = 0;  // In all passes together.
    std::uint64_t packed_read_ = 0;
};

}  // namespace payung
