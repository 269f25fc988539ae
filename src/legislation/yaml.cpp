#include "legislation/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace payung {
namespace {

constexpr std::size_t depth_max = 12;
constexpr std::size_t nodes_max = 100'000;
constexpr std::size_t bytes_max = 1'000'000;

Error malformed_at(std::string_view file, std::uint64_t line, std::string apa, std::string what) {
    return Error{Code::law_malformed,
                 {{"file", std::string(file)},
                  {"line", std::to_string(line)},
                  {"apa", std::move(apa)},
                  {"what", std::move(what)}}};
}

std::string listed(std::initializer_list<std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) {
        if (!out.empty()) out += ", ";
        out += word;
    }
    return out;
}

/// What the builder throws through yaml-cpp to stop it; caught below, in this file.
struct Refused {
    std::uint64_t line;
    std::string apa, what;
};

std::uint64_t line_of(const YAML::Mark& mark) {
    return mark.line < 0 ? 0 : static_cast<std::uint64_t>(mark.line) + 1;
}

}  // namespace

/// Builds the tree from the events of yaml-cpp, so that limits hold while it is read.
class YamlBuilder final : public YAML::EventHandler {
public:
    explicit YamlBuilder(std::string_view name) : file_(std::make_shared<const std::string>(name)) {
        root_.file_ = file_;
    }
    YamlNode take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1) {
            refuse(mark, "lebih dari satu dokumen", "more than one document");
        }
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(mark, "", anchor, YamlNode::Kind::null, "");
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(mark, "alias (*) tidak diterima", "aliases (*) are not taken");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        add(mark, tag, anchor, YamlNode::Kind::scalar, value);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, add(mark, tag, anchor, YamlNode::Kind::list, ""));
    }
    void OnSequenceEnd() override { path_.pop_back(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, add(mark, tag, anchor, YamlNode::Kind::map, ""));
    }
    void OnMapEnd() override {
        refuse_double_keys(path_.back().node->entries_);
        path_.pop_back();
    }

private:
    struct Open {
        YamlNode* node;
        bool value_next = false;  // in a map: a key waits for its value
    };

    [[noreturn]] static void refuse(const YAML::Mark& mark, std::string apa, std::string what) {
        throw Refused{line_of(mark), std::move(apa), std::move(what)};
    }

    void open(const YAML::Mark& mark, YamlNode& node) {
        if (path_.size() == depth_max) {
            refuse(mark, "bersarang terlalu dalam", "nested too deep");
        }
        path_.push_back({&node});
    }

    static void refuse_double_keys(const std::vector<YamlNode::Entry>& entries) {
        std::vector<const YamlNode::Entry*> sorted;
        for (const YamlNode::Entry& entry : entries) sorted.push_back(&entry);
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const auto* a, const auto* b) { return a->key < b->key; });
        const auto twice =
            std::adjacent_find(sorted.begin(), sorted.end(),
                               [](const auto* a, const auto* b) { return a->key == b->key; });
        if (twice == sorted.end()) return;
        const YamlNode::Entry& second = **std::next(twice);
        throw Refused{second.line, "kunci '" + second.key + "' ditulis dua kali",
                      "key '" + second.key + "' stands twice"};
    }

    YamlNode& add(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YamlNode::Kind kind, const std::string& text) {
        if (anchor != 0) refuse(mark, "jangkar (&) tidak diterima", "anchors (&) are not taken");
        if (!tag.empty() && tag != "?" && tag != "!") {
            refuse(mark, "tag (!) tidak diterima", "tags (!) are not taken");
        }
        if (++nodes_ > nodes_max) refuse(mark, "terlalu banyak isi", "too many nodes");
        YamlNode* place = place_for(mark, kind, text);
        if (place == nullptr) return key_;
        place->kind_ = kind;
        place->line_ = line_of(mark);
        place->text_ = text;
        place->file_ = file_;
        return *place;
    }

    /// Where the next node belongs; nullptr if it is the key of a map.
    YamlNode* place_for(const YAML::Mark& mark, YamlNode::Kind kind, const std::string& text) {
        if (path_.empty()) return &root_;
        Open& at = path_.back();
        if (at.node->kind_ == YamlNode::Kind::list) return &at.node->items_.emplace_back();
        if (at.value_next) {
            at.value_next = false;
            return &at.node->entries_.back().value;
        }
        if (kind != YamlNode::Kind::scalar) refuse(mark, "kunci bukan teks", "key is not a text");
        at.node->entries_.push_back({text, line_of(mark), {}});
        at.value_next = true;
        return nullptr;
    }

    std::shared_ptr<const std::string> file_;
    YamlNode root_;
    YamlNode key_;  // stands in for keys, which have no node of their own
    std::vector<Open> path_;
    std::size_t nodes_ = 0;
    std::size_t documents_ = 0;
};

Result<YamlNode> parse_yaml(std::string_view text, std::string_view name) {
    if (text.size() > bytes_max) {
        return malformed_at(name, 1, "berkas lebih besar dari 1 MB", "file is larger than 1 MB");
    }
    YamlBuilder builder(name);
    try {
        std::istringstream in{std::string(text)};
        YAML::Parser parser(in);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Refused& refused) {
        return malformed_at(name, refused.line, refused.apa, refused.what);
    } catch (const YAML::Exception& broken) {
        return malformed_at(name, line_of(broken.mark), "bukan YAML yang sah (" + broken.msg + ")",
                            "not valid YAML (" + broken.msg + ")");
    }
    return builder.take();
}

Result<YamlNode> read_yaml(const Path& path) {
    TRY_ASSIGN(const std::string text, read_file(path));
    return parse_yaml(text, path.string());
}

Error YamlNode::malformed(std::string apa, std::string what) const {
    return malformed_at(file_ ? *file_ : std::string(), line_, std::move(apa), std::move(what));
}

Result<const std::vector<YamlNode::Entry>*> YamlNode::entries() const {
    if (kind_ != Kind::map) {
        return malformed("di sini harus ada pasangan kunci: nilai", "key: value pairs belong here");
    }
    return &entries_;
}

Result<const std::vector<YamlNode>*> YamlNode::items() const {
    if (kind_ != Kind::list) return malformed("di sini harus ada daftar", "a list belongs here");
    return &items_;
}

Result<void> YamlNode::only(std::initializer_list<std::string_view> keys) const {
    TRY_ASSIGN(const auto* all, entries());
    for (const Entry& entry : *all) {
        if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
        return malformed_at(
            *file_, entry.line,
            "kunci '" + entry.key + "' tidak dikenal; yang dikenal: " + listed(keys),
            "key '" + entry.key + "' is unknown; known are: " + listed(keys));
    }
    return {};
}

const YamlNode* YamlNode::find(std::string_view key) const {
    const auto at = std::find_if(entries_.begin(), entries_.end(),
                                 [&](const Entry& entry) { return entry.key == key; });
    return at == entries_.end() ? nullptr : &at->value;
}

Result<const YamlNode*> YamlNode::get(std::string_view key) const {
    TRY_ASSIGN([[maybe_unused]] const auto* all, entries());
    const YamlNode* found = find(key);
    if (found == nullptr) {
        return malformed("kunci '" + std::string(key) + "' tidak ada",
                         "key '" + std::string(key) + "' is missing");
    }
    return found;
}

Result<std::string> YamlNode::text() const {
    if (kind_ != Kind::scalar || text_.empty()) {
        return malformed("di sini harus ada satu nilai", "one value belongs here");
    }
    return text_;
}

Result<std::string> YamlNode::text(std::string_view key) const {
    TRY_ASSIGN(const YamlNode* node, get(key));
    return node->text();
}

Result<std::int64_t> YamlNode::integer(std::int64_t min, std::int64_t max) const {
    TRY_ASSIGN(const std::string digits, text());
    std::int64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, failure] = std::from_chars(digits.data(), end, value);
    if (failure != std::errc{} || stop != end || value < min || value > max) {
        const std::string range = std::to_string(min) + " … " + std::to_string(max);
        return malformed("'" + digits + "' bukan bilangan bulat dalam " + range,
                         "'" + digits + "' is not a whole number in " + range);
    }
    return value;
}

Result<std::int64_t> YamlNode::integer(std::string_view key, std::int64_t min,
                                       std::int64_t max) const {
    TRY_ASSIGN(const YamlNode* node, get(key));
    return node->integer(min, max);
}

Result<Month> YamlNode::month(std::string_view key) const {
    TRY_ASSIGN(const YamlNode* node, get(key));
    TRY_ASSIGN(const std::string written, node->text());
    if (const auto month = parse_month(written)) return *month;
    return node->malformed("'" + written + "' bukan bulan (TTTT-BB)",
                           "'" + written + "' is not a month (YYYY-MM)");
}

Result<std::size_t> YamlNode::one_of(std::initializer_list<std::string_view> words) const {
    TRY_ASSIGN(const std::string word, text());
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end()) {
        return malformed("'" + word + "' tidak dikenal; yang dikenal: " + listed(words),
                         "'" + word + "' is unknown; known are: " + listed(words));
    }
    return static_cast<std::size_t>(at - words.begin());
}

Result<std::size_t> YamlNode::one_of(std::string_view key,
                                     std::initializer_list<std::string_view> words) const {
    TRY_ASSIGN(const YamlNode* node, get(key));
    return node->one_of(words);
}

}  // namespace payung
