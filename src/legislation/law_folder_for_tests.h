#pragma once

/// For tests: a copy of legislation/ in a folder of its own, to be changed and loaded.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/file.h"

namespace payung {

class LawFolder {
public:
    explicit LawFolder(std::string_view name)
        : path_(std::filesystem::temp_directory_path() /
                ("payung_law_" + std::string(name) + "_" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::copy(Path(PAYUNG_SOURCE_DIR) / "legislation", path_,
                              std::filesystem::copy_options::recursive);
    }
    ~LawFolder() { std::filesystem::remove_all(path_); }
    LawFolder(const LawFolder&) = delete;
    LawFolder& operator=(const LawFolder&) = delete;

    const Path& path() const { return path_; }
    void write(std::string_view file, std::string_view text) const {
        std::ofstream(path_ / file, std::ios::binary) << text;
    }
    /// Replaces the first `before` in `file`; it must be there.
    void replace(std::string_view file, std::string_view before, std::string_view after) const {
        std::string text = read_file(path_ / file).value();
        const std::size_t at = text.find(before);
        CHECK(at != std::string::npos);
        write(file, text.replace(at, before.size(), after));
    }
    /// Replaces every `before`; there must be one.
    void replace_all(std::string_view file, std::string_view before, std::string_view after) const {
        std::string text = read_file(path_ / file).value();
        std::size_t at = text.find(before);
        CHECK(at != std::string::npos);
        for (; at != std::string::npos; at = text.find(before, at + after.size()))
            text.replace(at, before.size(), after);
        write(file, text);
    }

private:
    Path path_;
};

}  // namespace payung
