#include "base/xlsx_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace payung {
namespace {

constexpr std::size_t list_max =
    100'000;  // Relations, sheets, styles: far more than programs write.

std::optional<unsigned> number_of(std::string_view text) {
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return value;
}

bool is_true(std::string_view text) {
    return text == "1" || text == "true";
}

Error too_many(std::string what) {
    return {Code::xlsx_broken, {{"reason", fmt::format("{} > {}", what, list_max)}}};
}

/// "xl/workbook.xml" → "xl/_rels/workbook.xml.rels"
std::string relations_part(const std::string& part) {
    const Path path(part);
    return (path.parent_path() / "_rels" / (path.filename().string() + ".rels")).string();
}

/// Where `target`, named in a relation of `part`, stands in the ZIP file.
std::string resolved(const std::string& part, std::string_view target) {
    std::string text(target);
    std::replace(text.begin(), text.end(), '\\', '/');
    const Path full =
        text.starts_with('/') ? Path(text) : Path("/") / Path(part).parent_path() / text;
    return full.lexically_normal().string().substr(1);
}

class RelationsHandler final : public XmlHandler {
public:
    explicit RelationsHandler(const std::string& part) : part_(part) {}
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship" || attributes["TargetMode"] == "External") return;
        if (relations.size() == list_max) return stop(too_many("relations"));
        const std::string_view type = attributes["Type"];
        relations.push_back({std::string(attributes["Id"]),
                             std::string(type.substr(type.rfind('/') + 1)),
                             resolved(part_, attributes["Target"])});
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<XlsxRelation> relations;

private:
    const std::string& part_;
};

class WorkbookHandler final : public XmlHandler {
public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") workbook.date1904 = is_true(attributes["date1904"]);
        if (name != "sheet") return;
        if (workbook.sheets.size() == list_max) return stop(too_many("sheets"));
        const std::string_view state = attributes["state"];
        workbook.sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"]),
                                   state == "hidden" || state == "veryHidden"});
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    XlsxWorkbook workbook;
};

class StylesHandler final : public XmlHandler {
public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "cellXfs") in_cell_styles_ = true;
        if (name == "numFmt") add_format(attributes);
        if (name == "xf" && in_cell_styles_) add_style(attributes);
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") in_cell_styles_ = false;
    }
    void text(std::string_view) override {}

    std::vector<XlsxFormat> styles;

private:
    void add_format(const XmlAttributes& attributes) {
        if (formats_.size() == list_max) return stop(too_many("formats"));
        if (const auto id = number_of(attributes["numFmtId"])) {
            formats_[*id] = format_of_code(attributes["formatCode"]);
        }
    }
    void add_style(const XmlAttributes& attributes) {
        if (styles.size() == list_max) return stop(too_many("styles"));
        const unsigned id = number_of(attributes["numFmtId"]).value_or(0);
        const auto own = formats_.find(id);
        styles.push_back(own == formats_.end() ? format_of_builtin(id) : own->second);
    }
    std::map<unsigned, XlsxFormat> formats_;
    bool in_cell_styles_ = false;
};

class SharedStringsHandler final : public XmlHandler {
public:
    SharedStringsHandler(const ZipReader& zip, std::uint64_t bytes_max, std::uint64_t string_max)
        : zip_(zip), bytes_max_(bytes_max), string_max_(string_max) {}
    void start(std::string_view name, const XmlAttributes&) override { item_.start(name); }
    void end(std::string_view name) override {
        item_.end(name);
        if (name == "si") add();
    }
    void text(std::string_view piece) override {
        item_.text(piece);
        if (item_.raw().size() > string_max_) stop(zip_.broken("shared string too long"));
    }

    TextColumn strings;

private:
    void add() {
        text_.clear();
        append_unescaped(item_.raw(), text_);
        item_.clear();
        bytes_ += text_.size() + sizeof(std::uint64_t);
        if (bytes_ > bytes_max_) return stop(zip_.too_large(bytes_));
        strings.add(text_);
    }
    const ZipReader& zip_;
    std::uint64_t bytes_max_, string_max_, bytes_ = 0;
    XlsxStringItem item_;
    std::string text_;
};

}  // namespace

void XlsxStringItem::start(std::string_view element) {
    if (element == "t") in_text_ = true;
    if (element == "rPh") in_phonetic_ = true;
}

void XlsxStringItem::end(std::string_view element) {
    if (element == "t") in_text_ = false;
    if (element == "rPh") in_phonetic_ = false;
}

Result<bool> read_part(ZipReader& zip, const std::string& name, XmlHandler& handler) {
    XmlStream xml(name, handler);
    const auto read = [&]() -> Result<bool> {
        TRY_ASSIGN(const bool found,
                   zip.read(name, [&](std::string_view bytes) { return xml.feed(bytes); }));
        if (found) TRY(xml.finish());
        return found;
    };
    Result<bool> found = read();
    if (found) return found;
    // The stream of XML does not know the file; errors of the ZIP file and of handlers may.
    const auto& arguments = found.error().arguments();
    const bool named = std::any_of(arguments.begin(), arguments.end(),
                                   [](const auto& argument) { return argument.first == "file"; });
    if (named || found.error().code() != Code::xlsx_broken) return found;
    return std::move(found).error().with("file", zip.path().string());
}

Result<std::vector<XlsxRelation>> read_relations(ZipReader& zip, const std::string& part) {
    RelationsHandler handler(part);
    TRY(read_part(zip, relations_part(part), handler));
    return std::move(handler.relations);
}

Result<XlsxWorkbook> read_workbook(ZipReader& zip, const std::string& part) {
    WorkbookHandler handler;
    TRY_ASSIGN(const bool found, read_part(zip, part, handler));
    if (!found) return zip.broken(fmt::format("no {}", part));
    return std::move(handler.workbook);
}

Result<std::vector<XlsxFormat>> read_styles(ZipReader& zip, const std::string& part) {
    StylesHandler handler;
    TRY_ASSIGN(const bool found, read_part(zip, part, handler));
    if (!found) return zip.broken(fmt::format("no {}", part));
    return std::move(handler.styles);
}

Result<TextColumn> read_shared_strings(ZipReader& zip, const std::string& part,
                                       std::uint64_t bytes_max, std::uint64_t string_bytes_max) {
    SharedStringsHandler handler(zip, bytes_max, string_bytes_max);
    TRY_ASSIGN(const bool found, read_part(zip, part, handler));
    if (!found) return zip.broken(fmt::format("no {}", part));
    return std::move(handler.strings);
}

}  // namespace payung
