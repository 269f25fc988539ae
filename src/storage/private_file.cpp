#include "storage/private_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace payung {
namespace {

Error unwritable(const Path& file, int number) {
    return {Code::file_unwritable, {{"file", file.string()}, {"reason", std::strerror(number)}}};
}

Path folder_of(const Path& file) {
    return file.has_parent_path() ? file.parent_path() : Path(".");
}

Result<void> sync_folder(const Path& file) {
    const Descriptor folder(::open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number() < 0 || fsync(folder.number()) != 0) return unwritable(file, errno);
    return {};
}

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Result<std::unique_ptr<PrivateDraft>> PrivateDraft::create(const Path& place) {
    static std::atomic<unsigned> count = 0;
    for (;;) {  // A name may be left over from a process of the same number.
        Path name = folder_of(place) /
                    fmt::format(".{}.{}.{}", place.filename().string(), getpid(), count++);
        const int made = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (made < 0 && errno == EEXIST) continue;
        if (made < 0) return unwritable(place, errno);
        return std::unique_ptr<PrivateDraft>(new PrivateDraft(place, std::move(name), made));
    }
}

PrivateDraft::~PrivateDraft() {
    ::unlink(name_.c_str());
}

Result<void> PrivateDraft::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(made_.number(), bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) return unwritable(place_, errno);
        if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

Result<bool> PrivateDraft::publish() {
    if (fsync(made_.number()) != 0) return unwritable(place_, errno);
    const bool published = ::link(name_.c_str(), place_.c_str()) == 0;
    if (!published && errno != EEXIST) return unwritable(place_, errno);
    TRY(sync_folder(place_));
    return published;
}

Result<void> PrivateDraft::replace() {
    if (fsync(made_.number()) != 0) return unwritable(place_, errno);
    if (::rename(name_.c_str(), place_.c_str()) != 0) return unwritable(place_, errno);
    return sync_folder(place_);
}

}  // namespace payung
