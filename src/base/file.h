#pragma once

/// Files as Payung writes and reads them: errors with the name and what to do, and outputs that
/// appear under their final names whole or not at all.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace payung {

using Path = std::filesystem::path;

/// The whole of a small file.
Result<std::string> read_file(const Path& path);

/// A regular file (or pipe) to read from; refuses folders and what is not there.
class InputFile {
public:
    static Result<InputFile> open(const Path& path);
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    ~InputFile();

    /// Up to `size` bytes into `into`; 0 at the end.
    Result<std::size_t> read(char* into, std::size_t size);
    /// 0 where it cannot be known (a pipe).
    std::uint64_t size_bytes() const { return size_bytes_; }
    const Path& path() const { return path_; }

private:
    friend class OutputFile;
    InputFile(Path path, int descriptor, std::uint64_t size)
        : path_(std::move(path)), descriptor_(descriptor), size_bytes_(size) {}
    Path path_;
    int descriptor_ = -1;
    std::uint64_t size_bytes_ = 0;
};

/// A file being written. Buffers; the first failure is kept and told by close().
class OutputFile {
public:
    static Result<OutputFile> create(const Path& path);
    /// A file without a name in the folder for temporary files ($TMPDIR, else /tmp), readable by
    /// nobody else: gone with the last that has it open, also when the program dies.
    static Result<OutputFile> create_temporary();
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    void write(std::string_view bytes);
    /// Everything written and on its way to the disk. After a failure: which file, and why.
    Result<void> close();
    /// Ends the writing and reads from the beginning what was written; `name` stands for the file
    /// in errors.
    Result<InputFile> read_back(const Path& name) &&;
    std::uint64_t bytes_written() const { return written_; }

private:
    OutputFile(Path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    void flush();
    Path path_;
    int descriptor_ = -1;
    int failure_ = 0;  // errno
    std::uint64_t written_ = 0;
    std::string buffer_;
};

/// A folder of results that appears whole: files are written into a hidden folder beside their
/// place, and commit() renames them into it. Dropped without commit(), nothing is left.
class OutputFolder {
public:
    /// `folder` is made if it is not there. Left-overs of runs that died are swept.
    static Result<OutputFolder> open(const Path& folder);
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    ~OutputFolder();

    /// Where to write the file that will be called `name`.
    Path path_for(std::string_view name) const { return staging_ / name; }
    Result<void> commit();

private:
    OutputFolder(Path folder, Path staging, bool made)
        : folder_(std::move(folder)), staging_(std::move(staging)), made_(made) {}
    void drop() noexcept;
    Path folder_;
    Path staging_;
    bool made_ = false;  // We made the folder: it goes again if nothing is committed.
};

/// Folder with what the program reads at run time (areas, law): $PAYUNG_SHARE, else share/ beside
/// the program, else ../share/payung.
Path share_folder();

}  // namespace payung
