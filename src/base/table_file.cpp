#include "base/table_file.h"

#include <algorithm>
#include <array>

namespace payung {
namespace {

constexpr std::string_view zip_magic{"PK\x03\x04", 4};
constexpr std::string_view zip_empty_magic{"PK\x05\x06", 4};
constexpr std::string_view ole_magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8};
constexpr std::string_view ods_magic = "mimetypeapplication/vnd.oasis";
constexpr std::size_t ods_magic_at = 30;  // Behind the header of the first entry of a ZIP file.

/// The first bytes of a file, and noughts where it ends before; nothing but noughts for a pipe,
/// which could not be read again.
using FirstBytes = std::array<char, ods_magic_at + ods_magic.size()>;

Result<FirstBytes> first_bytes(const Path& path) {
    TRY_ASSIGN(InputFile file, InputFile::open(path));
    FirstBytes bytes{};
    if (file.size_bytes() > 0) TRY(file.read(bytes.data(), bytes.size()));
    return bytes;
}

Error unsupported(const Path& path, std::string format) {
    return {Code::unsupported_spreadsheet,
            {{"file", path.string()}, {"format", std::move(format)}}};
}

/// Writes the rows of a sheet as the lines of a CSV file.
class LineWriter {
public:
    explicit LineWriter(OutputFile& out) : out_(out) {}

    void add(const XlsxRow& row) {
        // A single column gets a neighbour without a name, to show what separates them.
        if (width_ == 0) width_ = std::max<std::size_t>(row.cells.size(), 2);
        line_.assign(row.number - line_number_ - 1, '\n');  // blank rows
        for (std::size_t i = 0; i < std::max(width_, row.cells.size()); ++i) {
            if (i > 0) line_ += ',';
            if (i < row.cells.size()) add_field(row.cells[i]);
        }
        line_ += '\n';
        line_number_ = row.number;
        out_.write(line_);
    }

private:
    void add_field(std::string_view text) {
        if (text.find_first_of(",;\t\"\r\n") == text.npos) {
            line_ += text;
            return;
        }
        line_ += '"';
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
            line_ += c == '\r' || c == '\n' ? ' ' : c;
            if (c == '"') line_ += '"';
        }
        line_ += '"';
    }
    OutputFile& out_;
    std::string line_;
    std::size_t width_ = 0;
    std::uint32_t line_number_ = 0;
};

Result<CsvFile> open_xlsx(const Path& path, TableOptions options) {
    TRY_ASSIGN(XlsxFile sheet, XlsxFile::open(path, options.xlsx));
    TRY_ASSIGN(OutputFile lines, OutputFile::create_temporary());
    LineWriter writer(lines);
    auto stage = options.progress.stage({"membuka XLSX", "unpacking XLSX"}, {"baris", "rows"},
                                        sheet.file_bytes());
    std::uint64_t packed = 0;
    TRY(sheet.read([&](const XlsxRow& row) -> Result<void> {
        writer.add(row);
        const std::uint64_t now = std::max(sheet.packed_bytes_read(), packed);
        stage.add(1, now - packed);
        packed = now;
        return {};
    }));
    TRY_ASSIGN(InputFile file, std::move(lines).read_back(path));
    stage.finish();
    return CsvFile::of_file(std::move(file), std::move(options.csv));
}

}  // namespace

Result<CsvFile> open_table(const Path& path, TableOptions options) {
    TRY_ASSIGN(const FirstBytes start, first_bytes(path));
    const std::string_view bytes(start.data(), start.size());
    if (bytes.starts_with(ole_magic)) return unsupported(path, "XLS");
    if (!bytes.starts_with(zip_magic) && !bytes.starts_with(zip_empty_magic)) {
        return CsvFile::open(path, std::move(options.csv));
    }
    if (bytes.find(ods_magic) == ods_magic_at) return unsupported(path, "ODS");
    return open_xlsx(path, std::move(options));
}

}  // namespace payung
