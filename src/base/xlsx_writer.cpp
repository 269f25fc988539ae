#include "base/xlsx_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"
#include "base/xml_stream.h"
#include "base/zip_reader.h"

namespace payung {
namespace {

constexpr std::size_t cell_characters_max = 32'767;
constexpr std::size_t name_characters_max = 31;
constexpr std::uint64_t exact_max = std::uint64_t{1} << 53U;  // Whole numbers a double holds.
constexpr std::uint32_t rows_between_looks = 4'096;
constexpr std::string_view sheet_folder = "xl/worksheets/sheet";

bool is_exact(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    return (value < 0 ? 0 - bits : bits) <= exact_max;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// At most so many characters of a name of a sheet, which has no blank or apostrophe at its ends.
std::string cut_name(std::string_view name, std::size_t characters_kept) {
    constexpr std::string_view not_at_ends = " '";
    std::string cut = clean_utf8(name, characters_kept);
    cut.erase(cut.find_last_not_of(not_at_ends) + 1);
    cut.erase(0, cut.find_first_not_of(not_at_ends));
    return cut;
}

/// Reads a finished workbook once through. libxlsxwriter does not look at the result of every
/// write to its temporary files, so a full disk can leave a file that closes well and is cut short
/// inside: sheets must end as sheets do and be no shorter than their rows, other parts be whole
/// XML.
class Inspection {
public:
    Inspection(ZipReader& zip, const std::vector<std::uint64_t>& sheet_bytes)
        : zip_(zip), sheet_bytes_(sheet_bytes) {}

    Result<void> run() {
        TRY(zip_.read_all([&](std::string_view name) { return begin(name); },
                          [&](std::string_view bytes) { return take(bytes); }));
        TRY(end());
        if (sheets_ != sheet_bytes_.size()) return zip_.broken("sheets are missing");
        return {};
    }

private:
    class Nothing final : public XmlHandler {
    public:
        void start(std::string_view, const XmlAttributes&) override {}
        void end(std::string_view) override {}
        void text(std::string_view) override {}
    };

    Result<void> begin(std::string_view name) {
        TRY(end());
        name_ = name;
        bytes_ = 0;
        tail_.clear();
        if (name.starts_with(sheet_folder)) return {};
        xml_.emplace(name_, nothing_);
        return {};
    }

    Result<void> take(std::string_view bytes) {
        if (xml_) return xml_->feed(bytes);
        bytes_ += bytes.size();
        tail_.append(bytes.substr(bytes.size() - std::min(bytes.size(), closing.size())));
        tail_.erase(0, tail_.size() - std::min(tail_.size(), closing.size()));
        return {};
    }

    /// Of the entry that was read last.
    Result<void> end() {
        if (name_.empty()) return {};
        if (xml_) {
            TRY(xml_->finish());
            xml_.reset();
            return {};
        }
        const std::size_t index = sheet_index();
        ++sheets_;
        if (index >= sheet_bytes_.size() || bytes_ < sheet_bytes_[index] || tail_ != closing) {
            return zip_.broken(name_);
        }
        return {};
    }

    /// sheet1.xml is the first.
    std::size_t sheet_index() const {
        return std::strtoul(name_.c_str() + sheet_folder.size(), nullptr, 10) - 1;
    }

    static constexpr std::string_view closing = "</worksheet>";
    ZipReader& zip_;
    const std::vector<std::uint64_t>& sheet_bytes_;
    std::string name_, tail_;
    std::uint64_t bytes_ = 0;
    std::size_t sheets_ = 0;
    Nothing nothing_;
    std::optional<XmlStream> xml_;
};

/// Removes an unfinished file; leaves devices and pipes where they are.
void discard(const Path& path) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) std::filesystem::remove(path, ignored);
}

}  // namespace

std::string sheet_name(std::string_view name, std::span<const std::string> taken) {
    std::string permitted(name);
    for (char& c : permitted) {
        if (std::string_view("[]:*?/\\\t\n").find(c) != std::string_view::npos) c = ' ';
    }
    permitted = cut_name(permitted, name_characters_max);
    if (permitted.empty()) permitted = "Sheet";
    const auto is_taken = [&](const std::string& candidate) {
        return std::any_of(taken.begin(), taken.end(), [&](const std::string& other) {
            return lower_ascii(other) == lower_ascii(candidate);
        });
    };
    std::string candidate = permitted;
    for (int i = 2; is_taken(candidate); ++i) {
        const std::string suffix = fmt::format(" ({})", i);
        candidate = cut_name(permitted, name_characters_max - suffix.size()) + suffix;
    }
    return candidate;
}

struct XlsxWriter::State {
    State(const Path& file, const Path& folder, XlsxWriterOptions chosen)
        : path(file), temporary(folder.string()), options(chosen) {
        lxw_workbook_options library{};
        library.constant_memory = LXW_TRUE;
        library.tmpdir = temporary.data();
        library.use_zip64 = LXW_TRUE;  // For sheets past 4 GB.
        workbook = workbook_new_opt(path.c_str(), &library);
        CHECK(workbook != nullptr);
        lxw_doc_properties properties{};
        properties.created = static_cast<time_t>(options.created.number()) * 86'400;
        workbook_set_properties(workbook, &properties);
        title = workbook_add_format(workbook);
        format_set_bold(title);
        format_set_bottom(title, LXW_BORDER_THIN);
        rupiah = workbook_add_format(workbook);
        format_set_num_format(rupiah, "#,##0");
        sen = workbook_add_format(workbook);
        format_set_num_format(sen, "#,##0.00");
        digits = workbook_add_format(workbook);
        format_set_num_format(digits, "@");
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (workbook == nullptr) return;
        // The library closes these only while it puts a workbook together.
        std::vector<FILE*> open;
        for (const lxw_worksheet* const s : sheets) open.push_back(s->optimize_tmpfile);
        lxw_workbook_free(workbook);
        for (FILE* const file : open) std::fclose(file);
        discard(path);
    }

    void open_sheet();
    void end_sheet();
    bool next_cell();
    void look();
    const char* terminated(std::string_view value);
    void write_text(std::string_view value, lxw_format* format);
    void write_number(double value, lxw_format* format);
    void expect(lxw_error status) { CHECK(status == LXW_NO_ERROR); }
    Error unwritable(std::string reason) const {
        return {Code::file_unwritable, {{"file", path.string()}, {"reason", std::move(reason)}}};
    }

    Path path;
    std::string temporary;
    XlsxWriterOptions options;
    lxw_workbook* workbook = nullptr;
    lxw_format *title = nullptr, *rupiah = nullptr, *sen = nullptr, *digits = nullptr;
    lxw_worksheet* sheet = nullptr;
    std::string wanted_name;         // As begin_sheet() had it.
    std::vector<std::string> names;  // As the sheets have it.
    std::vector<lxw_worksheet*> sheets;
    std::vector<XlsxColumn> columns;
    lxw_row_t row = 0;
    lxw_col_t column = 0;
    std::string scratch;
    int failure = 0;  // errno; nothing is written any more.
};

/// Adds a sheet, with its titles. Its temporary file may fail to open.
void XlsxWriter::State::open_sheet() {
    errno = 0;
    names.push_back(sheet_name(wanted_name, names));
    sheet = workbook_add_worksheet(workbook, names.back().c_str());
    row = 0;
    column = 0;
    if (sheet == nullptr || sheet->optimize_tmpfile == nullptr) {
        failure = errno != 0 ? errno : EIO;
        return;
    }
    sheets.push_back(sheet);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    for (const XlsxColumn& c : columns) {
        constexpr int width_min = 8, width_max = 60, arrow = 3;  // The filter's arrow.
        const int by_title = static_cast<int>(characters(c.title)) + arrow;
        const int width = std::clamp(c.width > 0 ? c.width : by_title, width_min, width_max);
        expect(worksheet_set_column(sheet, column, column, width, nullptr));
        write_text(c.title, title);
    }
    ++row;
    column = 0;
}

void XlsxWriter::State::end_sheet() {
    if (sheet == nullptr || failure != 0 || columns.empty()) return;
    const auto last = static_cast<lxw_col_t>(columns.size() - 1);
    expect(worksheet_autofilter(sheet, 0, 0, row - 1, last));
    look();
}

/// Whether all rows so far have reached the temporary file: the library does not ask.
void XlsxWriter::State::look() {
    errno = 0;
    FILE* const file = sheet->optimize_tmpfile;
    if (std::fflush(file) == 0 && std::ferror(file) == 0) return;
    failure = errno != 0 ? errno : EIO;
}

const char* XlsxWriter::State::terminated(std::string_view value) {
    if (is_plain_ascii(value) && value.size() <= cell_characters_max) {
        scratch = value;
    } else {
        scratch = clean_utf8(value, cell_characters_max);
    }
    return scratch.c_str();
}

/// Makes room for a cell, on another sheet where this one is full. False: writing has failed.
bool XlsxWriter::State::next_cell() {
    CHECK(!names.empty());
    if (failure == 0 && row == options.rows_max) {
        end_sheet();
        if (failure == 0) open_sheet();
    }
    ++column;
    return failure == 0;
}

void XlsxWriter::State::write_text(std::string_view value, lxw_format* format) {
    if (!next_cell() || value.empty()) return;
    const auto at = static_cast<lxw_col_t>(column - 1);
    expect(worksheet_write_string(sheet, row, at, terminated(value), format));
}

void XlsxWriter::State::write_number(double value, lxw_format* format) {
    if (!next_cell()) return;
    expect(worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column - 1), value, format));
}

XlsxWriter::XlsxWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxWriter::XlsxWriter(XlsxWriter&& other) noexcept = default;
XlsxWriter::~XlsxWriter() = default;

Result<XlsxWriter> XlsxWriter::create(const Path& path, const Path& temporary_folder,
                                      XlsxWriterOptions options) {
    CHECK(options.rows_max >= 2 && options.rows_max <= LXW_ROW_MAX);
    // Now, not after a million rows: may a file be written there at all?
    TRY_ASSIGN(OutputFile probe, OutputFile::create(path));
    TRY(probe.close());
    return XlsxWriter{std::make_unique<State>(path, temporary_folder, options)};
}

void XlsxWriter::begin_sheet(std::string_view name, std::vector<XlsxColumn> columns) {
    CHECK(state_->column == 0 && columns.size() <= LXW_COL_MAX);
    state_->end_sheet();
    state_->wanted_name = name;
    state_->columns = std::move(columns);
    if (state_->failure == 0) state_->open_sheet();
}

void XlsxWriter::text(std::string_view value) {
    state_->write_text(value, nullptr);
}

void XlsxWriter::number(std::int64_t value) {
    if (!is_exact(value)) return text(fmt::format("{}", value));
    state_->write_number(static_cast<double>(value), nullptr);
}

void XlsxWriter::money(Money value) {
    // A spreadsheet knows only doubles. Whole rupiah below 2^53 are exact in one; sen are shown.
    if (!is_exact(value.sen())) return text(to_text(value));
    const bool whole = value.sen() % 100 == 0;
    const std::int64_t units = whole ? value.rupiah() : value.sen();
    const double shown = whole ? static_cast<double>(units) : static_cast<double>(units) / 100.0;
    state_->write_number(shown, whole ? state_->rupiah : state_->sen);
}

void XlsxWriter::nik(Nik value) {
    if (!value) return empty();
    state_->write_text(value.digits(), state_->digits);
}

void XlsxWriter::empty() {
    ++state_->column;
}

void XlsxWriter::end_row() {
    State& state = *state_;
    state.column = 0;
    ++state.row;
    if (state.failure != 0) return;
    if (state.row % rows_between_looks == 0) state.look();
}

Result<void> XlsxWriter::close() {
    State& state = *state_;
    CHECK(state.workbook != nullptr && state.column == 0);
    state.end_sheet();
    std::vector<std::uint64_t> sheet_bytes;
    for (lxw_worksheet* const sheet : state.sheets) {
        sheet_bytes.push_back(static_cast<std::uint64_t>(std::ftell(sheet->optimize_tmpfile)));
    }
    if (state.failure != 0) return state.unwritable(std::strerror(state.failure));
    const auto finish = [&]() -> Result<void> {
        errno = 0;
        const lxw_error status = workbook_close(std::exchange(state.workbook, nullptr));
        const int number = errno;
        if (status != LXW_NO_ERROR) {
            return state.unwritable(number != 0 ? std::strerror(number) : lxw_strerror(status));
        }
        constexpr ZipLimits trusted{std::numeric_limits<std::uint64_t>::max(), 1'000'000, 0};
        auto zip = ZipReader::open(state.path, trusted);
        auto whole = zip ? Inspection(*zip, sheet_bytes).run() : Result<void>(zip.error());
        if (whole || whole.error().code() == Code::interrupted) return whole;
        return state.unwritable(std::strerror(number != 0 ? number : EIO));
    };
    auto finished = finish();
    if (!finished) discard(state.path);
    return finished;
}

}  // namespace payung
