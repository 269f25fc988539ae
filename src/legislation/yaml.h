#pragma once

/// A YAML file of legislation/ as a tree that knows its lines, and strict questions to ask of it.
///
/// What a law file cannot mean by accident is refused while it is read: anchors and aliases, tags,
/// a key written twice, more than one document, depth beyond 12, more than 1 MB, 100,000 nodes.
/// Scalars stay text until somebody asks for a month or a number, so "08" is never read as octal.
///
/// Errors   law_malformed {file, line, apa, what}; file_*.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/file.h"
#include "base/result.h"

namespace payung {

class YamlNode {
public:
    enum class Kind : std::uint8_t { null, scalar, list, map };
    struct Entry;

    Kind kind() const { return kind_; }
    std::uint64_t line() const { return line_; }

    /// An error that points here: what is wrong in Indonesian and in English.
    Error malformed(std::string apa, std::string what) const;

    /// The entries of a map, in the order of the file.
    Result<const std::vector<Entry>*> entries() const;
    Result<const std::vector<YamlNode>*> items() const;
    /// This is a map and has no keys but these.
    Result<void> only(std::initializer_list<std::string_view> keys) const;
    /// The value of `key` in this map; nullptr if it is not there.
    const YamlNode* find(std::string_view key) const;
    Result<const YamlNode*> get(std::string_view key) const;

    /// A scalar that is not empty.
    Result<std::string> text() const;
    Result<std::string> text(std::string_view key) const;
    /// Whole digits, with '-' in front where `min` is negative.
    Result<std::int64_t> integer(std::int64_t min, std::int64_t max) const;
    Result<std::int64_t> integer(std::string_view key, std::int64_t min, std::int64_t max) const;
    Result<Month> month(std::string_view key) const;
    /// Place of the word in `words`.
    Result<std::size_t> one_of(std::initializer_list<std::string_view> words) const;
    Result<std::size_t> one_of(std::string_view key,
                               std::initializer_list<std::string_view> words) const;

private:
    friend class YamlBuilder;
    Kind kind_ = Kind::null;
    std::uint64_t line_ = 0;
    std::string text_;
    std::vector<Entry> entries_;
    std::vector<YamlNode> items_;
    std::shared_ptr<const std::string> file_;  // its name, for errors
};

struct YamlNode::Entry {
    std::string key;
    std::uint64_t line = 0;
    YamlNode value;
};

/// Reads a file of one document.
Result<YamlNode> read_yaml(const Path& path);
/// The same from memory; `name` stands in errors.
Result<YamlNode> parse_yaml(std::string_view text, std::string_view name);

}  // namespace payung
