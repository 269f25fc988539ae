#pragma once

/// Files for their owner's eyes alone (mode 0600) that appear whole, on the disk, or not at all.
/// Private to storage/.

#include <memory>
#include <string_view>

#include "base/file.h"
#include "base/result.h"

namespace payung {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    int number() const { return number_; }

private:
    int number_;
};

/// A file that is being written under a name that is ours alone, beside its place; gone with this.
class PrivateDraft {
public:
    static Result<std::unique_ptr<PrivateDraft>> create(const Path& place);
    PrivateDraft(const PrivateDraft&) = delete;
    PrivateDraft& operator=(const PrivateDraft&) = delete;
    ~PrivateDraft();

    Result<void> write(std::string_view bytes);
    /// Whole and synced in its place. False: there was a file already, which stands.
    Result<bool> publish();
    /// The same, in the place of what is there.
    Result<void> replace();

private:
    PrivateDraft(Path place, Path name, int descriptor)
        : place_(std::move(place)), name_(std::move(name)), made_(descriptor) {}
    Path place_, name_;
    Descriptor made_;
};

}  // namespace payung
