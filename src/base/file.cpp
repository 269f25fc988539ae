#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace payung {
namespace {

constexpr std::size_t buffer_bytes = 1U << 18U;
constexpr std::string_view staging_prefix = ".payung-";

Error unreadable(const Path& path, int number) {
    if (number == ENOENT || number == ENOTDIR) {
        return {Code::file_not_found, {{"file", path.string()}}};
    }
    if (number == EISDIR) return {Code::file_is_directory, {{"file", path.string()}}};
    return {Code::file_unreadable, {{"file", path.string()}, {"reason", std::strerror(number)}}};
}

Error unwritable(const Path& path, int number) {
    return {Code::file_unwritable, {{"file", path.string()}, {"reason", std::strerror(number)}}};
}

/// The process that owns a staging folder, or 0 if the name is not one.
long owner_of(const std::string& name) {
    if (!name.starts_with(staging_prefix)) return 0;
    return std::strtol(name.c_str() + staging_prefix.size(), nullptr, 10);
}

void sweep_left_overs(const Path& folder) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        const long owner = owner_of(entry.path().filename().string());
        if (owner > 0 && kill(static_cast<pid_t>(owner), 0) != 0 && errno == ESRCH) {
            std::filesystem::remove_all(entry.path(), ignored);
        }
    }
}

}  // namespace

Result<std::string> read_file(const Path& path) {
    TRY_ASSIGN(InputFile file, InputFile::open(path));
    std::string bytes;
    for (;;) {
        const std::size_t at = bytes.size();
        bytes.resize(at + buffer_bytes);
        TRY_ASSIGN(const std::size_t got, file.read(bytes.data() + at, buffer_bytes));
        bytes.resize(at + got);
        if (got == 0) return bytes;
    }
}

Result<InputFile> InputFile::open(const Path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return unreadable(path, errno);
    struct stat info {};
    if (fstat(descriptor, &info) != 0 || S_ISDIR(info.st_mode)) {
        const int number = S_ISDIR(info.st_mode) ? EISDIR : errno;
        ::close(descriptor);
        return unreadable(path, number);
    }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    const auto size = S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
    return InputFile{path, descriptor, size};
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_bytes_(other.size_bytes_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_bytes_, other.size_bytes_);
    return *this;
}

InputFile::~InputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> InputFile::read(char* into, std::size_t size) {
    for (;;) {
        const ssize_t got = ::read(descriptor_, into, size);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return unreadable(path_, errno);
    }
}

Result<OutputFile> OutputFile::create(const Path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return unwritable(path, errno);
    return OutputFile{path, descriptor};
}

Result<OutputFile> OutputFile::create_temporary() {
    std::error_code failure;
    const Path folder = std::filesystem::temp_directory_path(failure);
    if (failure) return unwritable("$TMPDIR", failure.value());
    int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0) {  // Not every file system knows files without a name.
        std::string name = (folder / "payung-XXXXXX").string();
        descriptor = ::mkostemp(name.data(), O_CLOEXEC);
        if (descriptor < 0) return unwritable(folder, errno);
        ::unlink(name.c_str());
    }
    return OutputFile{folder, descriptor};
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      failure_(other.failure_),
      written_(other.written_),
      buffer_(std::move(other.buffer_)) {}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void OutputFile::write(std::string_view bytes) {
    buffer_.append(bytes);
    written_ += bytes.size();
    if (buffer_.size() >= buffer_bytes) flush();
}

void OutputFile::flush() {
    std::string_view left = buffer_;
    while (!left.empty() && failure_ == 0) {
        const ssize_t put = ::write(descriptor_, left.data(), left.size());
        if (put > 0) {
            left.remove_prefix(static_cast<std::size_t>(put));
        } else if (put < 0 && errno != EINTR) {
            failure_ = errno;
        }
    }
    buffer_.clear();
}

Result<void> OutputFile::close() {
    flush();
    const int closed = ::close(std::exchange(descriptor_, -1));
    if (failure_ == 0 && closed != 0) failure_ = errno;
    if (failure_ != 0) return unwritable(path_, failure_);
    return {};
}

Result<InputFile> OutputFile::read_back(const Path& name) && {
    flush();
    if (failure_ == 0 && ::lseek(descriptor_, 0, SEEK_SET) != 0) failure_ = errno;
    if (failure_ != 0) return unwritable(path_, failure_);
    return InputFile{name, std::exchange(descriptor_, -1), written_};
}

Result<OutputFolder> OutputFolder::open(const Path& folder) {
    std::error_code failure;
    if (std::filesystem::exists(folder, failure) && !std::filesystem::is_directory(folder)) {
        return Error{Code::output_in_the_way, {{"file", folder.string()}}};
    }
    const bool made = std::filesystem::create_directories(folder, failure);
    if (failure) return unwritable(folder, failure.value());
    sweep_left_overs(folder);
    const Path staging = folder / fmt::format("{}{}", staging_prefix, getpid());
    std::filesystem::create_directory(staging, failure);
    if (failure) return unwritable(folder, failure.value());
    return OutputFolder{folder, staging, made};
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : folder_(std::move(other.folder_)),
      staging_(std::exchange(other.staging_, Path{})),
      made_(other.made_) {}

OutputFolder::~OutputFolder() {
    drop();
}

void OutputFolder::drop() noexcept {
    if (staging_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove_all(staging_, ignored);
    if (made_) std::filesystem::remove(folder_, ignored);  // Only if it is empty.
    staging_.clear();
}

Result<void> OutputFolder::commit() {
    std::error_code failure;
    std::vector<Path> names;
    for (const auto& entry : std::filesystem::directory_iterator(staging_, failure)) {
        names.push_back(entry.path().filename());
    }
    for (const Path& name : names) {
        const auto there = std::filesystem::symlink_status(folder_ / name, failure);
        if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
            return Error{Code::output_in_the_way, {{"file", (folder_ / name).string()}}};
        }
    }
    failure.clear();
    for (const Path& name : names) {
        std::filesystem::rename(staging_ / name, folder_ / name, failure);
        if (failure) return unwritable(folder_ / name, failure.value());
    }
    if (failure) return unwritable(folder_, failure.value());
    made_ = false;
    drop();
    return {};
}

Path share_folder() {
    if (const char* const named = std::getenv("PAYUNG_SHARE")) return named;
    std::error_code ignored;
    const Path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    if (std::filesystem::is_directory(program / "share", ignored)) return program / "share";
    return program.parent_path() / "share" / "payung";
}

}  // namespace payung
