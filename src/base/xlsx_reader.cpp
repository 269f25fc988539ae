#include "base/xlsx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text_column.h"
#include "base/xlsx_parts.h"
#include "base/xml_stream.h"

namespace payung {
namespace {

constexpr std::uint32_t rows_max = 1'048'576;

/// The kinds of cell, the attribute t of <c>.
enum class CellType : std::uint8_t { number, shared, inline_text, text, boolean, error, iso_date };

CellType cell_type(std::string_view t) {
    if (t == "s") return CellType::shared;
    if (t == "inlineStr") return CellType::inline_text;
    if (t == "str") return CellType::text;
    if (t == "b") return CellType::boolean;
    if (t == "e") return CellType::error;
    if (t == "d") return CellType::iso_date;
    return CellType::number;
}

/// What a sheet's cells refer to.
struct SheetContext {
    const ZipReader& zip;
    const XlsxLimits& limits;
    const TextColumn& strings;
    const std::vector<XlsxFormat>& styles;
    bool date1904;
};

/// Collects the cells of one row and hands it on.
class SheetHandler final : public XmlHandler {
public:
    SheetHandler(const SheetContext& context, const XlsxFile::Take& take)
        : context_(context), take_(take) {}

    void start(std::string_view name, const XmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;

private:
    struct Span {
        std::size_t begin = 0, size = 0;
    };
    void start_row(const XmlAttributes& attributes);
    void start_cell(const XmlAttributes& attributes);
    void end_row();
    void end_cell();
    void put(std::string_view piece) { row_text_.append(piece); }
    void put_shared();
    void put_number();
    void broken(std::string_view reason) {
        stop(context_.zip.broken(fmt::format("{}: {}", to_text(XlsxPlace{column_, row_}), reason)));
    }

    const SheetContext& context_;
    const XlsxFile::Take& take_;
    bool in_sheet_data_ = false, in_row_ = false, in_cell_ = false, in_value_ = false;
    std::uint32_t row_ = 0, column_ = 0;
    CellType type_ = CellType::number;
    XlsxFormat format_ = XlsxFormat::number;
    std::string value_;  // Text of <v>.
    XlsxStringItem item_;
    std::string row_text_;     // All cells of the row, end to end …
    std::vector<Span> spans_;  // … and where each is, by its column.
    std::vector<std::string_view> cells_;
};

void SheetHandler::start(std::string_view name, const XmlAttributes& attributes) {
    if (in_cell_) {
        if (name == "v") in_value_ = true;
        if (type_ == CellType::inline_text) item_.start(name);
    } else if (in_row_) {
        if (name == "c") start_cell(attributes);
    } else if (in_sheet_data_) {
        if (name == "row") start_row(attributes);
    } else if (name == "sheetData") {
        in_sheet_data_ = true;
    }
}

void SheetHandler::end(std::string_view name) {
    if (in_cell_) {
        if (name == "v") in_value_ = false;
        if (type_ == CellType::inline_text) item_.end(name);
        if (name == "c") end_cell();
    } else if (in_row_) {
        if (name == "row") end_row();
    } else if (name == "sheetData") {
        in_sheet_data_ = false;
    }
}

void SheetHandler::text(std::string_view piece) {
    if (!in_cell_) return;
    if (in_value_) value_.append(piece);
    if (type_ == CellType::inline_text) item_.text(piece);
    if (value_.size() + item_.raw().size() > context_.limits.cell_bytes_max)
        broken("cell too long");
}

void SheetHandler::start_row(const XmlAttributes& attributes) {
    in_row_ = true;
    column_ = 0;
    const std::string_view given = attributes["r"];
    std::uint32_t number = row_ + 1;
    if (!given.empty()) {
        const char* const end = given.data() + given.size();
        const auto [stopped, failure] = std::from_chars(given.data(), end, number);
        if (failure != std::errc{} || stopped != end) return broken("row number");
    }
    if (number <= row_ || number > rows_max) return broken("row number");
    row_ = number;
}

void SheetHandler::start_cell(const XmlAttributes& attributes) {
    in_cell_ = true;
    const std::string_view given = attributes["r"];
    if (given.empty()) {
        ++column_;
    } else {
        const auto place = parse_place(given);
        if (!place || place->row != row_) return broken("cell reference");
        column_ = place->column;
    }
    type_ = cell_type(attributes["t"]);
    format_ = XlsxFormat::number;
    if (const std::string_view style = attributes["s"]; !style.empty()) {
        std::size_t index = 0;
        std::from_chars(style.data(), style.data() + style.size(), index);
        if (index < context_.styles.size()) format_ = context_.styles[index];
    }
}

void SheetHandler::end_cell() {
    in_cell_ = false;
    const std::size_t begin = row_text_.size();
    switch (type_) {
        case CellType::shared:
            put_shared();
            break;
        case CellType::inline_text:
            append_unescaped(item_.raw(), row_text_);
            break;
        case CellType::text:
            append_unescaped(value_, row_text_);
            break;
        case CellType::boolean:
            put(value_.empty() ? "" : value_ == "1" ? "TRUE" : "FALSE");
            break;
        case CellType::error:
            put(value_);
            break;
        case CellType::iso_date:
            put(std::string_view(value_).substr(0, value_.find("T00:00:00")));
            break;
        case CellType::number:
            put_number();
            break;
    }
    value_.clear();
    item_.clear();
    const Span span{begin, row_text_.size() - begin};
    if (span.size == 0) return;
    if (column_ > context_.limits.columns_max) {
        return stop(Error{Code::xlsx_too_wide,
                          {{"file", context_.zip.path().string()},
                           {"cell", to_text(XlsxPlace{column_, row_})},
                           {"columns", fmt::format("{}", context_.limits.columns_max)}}});
    }
    if (row_text_.size() > context_.limits.row_bytes_max) return broken("row too long");
    if (spans_.size() < column_) spans_.resize(column_);
    if (spans_[column_ - 1].size != 0) return broken("cell twice");
    spans_[column_ - 1] = span;
}

void SheetHandler::put_shared() {
    std::size_t index = 0;
    const char* const end = value_.data() + value_.size();
    const auto [stopped, failure] = std::from_chars(value_.data(), end, index);
    if (value_.empty()) return;
    if (failure != std::errc{} || stopped != end || index >= context_.strings.size()) {
        return broken(fmt::format("shared string {} of {}", mask_identifiers(value_),
                                  context_.strings.size()));
    }
    put(context_.strings[index]);
}

void SheetHandler::put_number() {
    if (format_ != XlsxFormat::number && !value_.empty()) {
        if (const auto date = date_text(value_, format_, context_.date1904)) return put(*date);
    }
    put(number_text(value_));
}

void SheetHandler::end_row() {
    in_row_ = false;
    if (!spans_.empty() && !failure()) {
        cells_.clear();
        for (const Span& span : spans_) {
            cells_.emplace_back(row_text_.data() + span.begin, span.size);
        }
        if (auto taken = take_({row_, cells_}); !taken) stop(std::move(taken).error());
    }
    row_text_.clear();
    spans_.clear();
}

/// The first relation of a kind, or nullptr.
const XlsxRelation* relation_of_kind(const std::vector<XlsxRelation>& relations,
                                     std::string_view kind) {
    const auto found = std::find_if(relations.begin(), relations.end(),
                                    [&](const XlsxRelation& r) { return r.kind == kind; });
    return found == relations.end() ? nullptr : &*found;
}

}  // namespace

Result<XlsxFile> XlsxFile::open(const Path& path, XlsxLimits limits) {
    TRY_ASSIGN(ZipReader zip, ZipReader::open(path, limits.zip));
    XlsxFile file(std::move(zip), limits);
    TRY(file.find_parts());
    return file;
}

Result<void> XlsxFile::find_parts() {
    TRY_ASSIGN(const auto of_file, read_relations(zip_, ""));
    const XlsxRelation* const main = relation_of_kind(of_file, "officeDocument");
    if (main == nullptr) return zip_.broken("no workbook");
    if (main->part.ends_with(".bin")) {
        return Error{Code::unsupported_spreadsheet,
                     {{"file", zip_.path().string()}, {"format", "XLSB"}}};
    }
    TRY_ASSIGN(const XlsxWorkbook workbook, read_workbook(zip_, main->part));
    TRY_ASSIGN(const auto relations, read_relations(zip_, main->part));
    if (const auto* const strings = relation_of_kind(relations, "sharedStrings")) {
        shared_strings_part_ = strings->part;
    }
    if (const auto* const styles = relation_of_kind(relations, "styles")) {
        styles_part_ = styles->part;
    }
    date1904_ = workbook.date1904;
    for (const auto& sheet : workbook.sheets) {
        for (const auto& relation : relations) {
            if (relation.kind != "worksheet" || relation.id != sheet.relation_id) continue;
            sheets_.push_back({sheet.name, relation.part, sheet.hidden});
        }
    }
    if (sheets_.empty()) return zip_.broken("no worksheet");
    return {};
}

std::vector<std::string> XlsxFile::sheet_names() const {
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets_) names.push_back(sheet.name);
    return names;
}

Result<const XlsxFile::Sheet*> XlsxFile::sheet(std::string_view name) const {
    const auto wanted = std::find_if(sheets_.begin(), sheets_.end(), [&](const Sheet& sheet) {
        return name.empty() ? !sheet.hidden : sheet.name == name;
    });
    if (wanted != sheets_.end()) return &*wanted;
    if (name.empty()) return &sheets_.front();
    return Error{Code::xlsx_sheet_not_found,
                 {{"file", zip_.path().string()},
                  {"sheet", std::string(name)},
                  {"sheets", fmt::format("{}", fmt::join(sheet_names(), ", "))}}};
}

Result<void> XlsxFile::read(const Take& take, std::string_view name) {
    TRY_ASSIGN(const Sheet* const wanted, sheet(name));
    std::vector<XlsxFormat> styles;
    if (!styles_part_.empty()) {
        TRY_ASSIGN(styles, read_styles(zip_, styles_part_));
    }
    TextColumn strings;
    if (!shared_strings_part_.empty()) {
        TRY_ASSIGN(strings,
                   read_shared_strings(zip_, shared_strings_part_, limits_.shared_strings_bytes_max,
                                       limits_.cell_bytes_max));
    }
    const SheetContext context{zip_, limits_, strings, styles, date1904_};
    SheetHandler handler(context, take);
    TRY_ASSIGN(const bool found, read_part(zip_, wanted->part, handler));
    if (!found) return zip_.broken(fmt::format("no {}", wanted->part));
    return {};
}

}  // namespace payung
