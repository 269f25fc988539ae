#include "base/table_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/xlsx_writer.h"

namespace payung {
namespace {

class TableFile : public testing::Test {
protected:
    TableFile() { std::filesystem::create_directories(folder); }
    ~TableFile() override { std::filesystem::remove_all(folder); }
    const Path folder = Path(testing::TempDir()) / fmt::format("payung-table-{}", getpid());
    const Path file = folder / "register.csv";  // Names say nothing of what is in a file.

    /// A sheet with these rows; empty texts are cells left out.
    void write_sheet(const std::vector<std::vector<std::string>>& rows) const {
        auto out = XlsxWriter::create(file, folder);
        ASSERT_TRUE(out);
        out->begin_sheet("Data", {});
        for (const auto& row : rows) {
            for (const std::string& cell : row) out->text(cell);
            out->end_row();
        }
        ASSERT_TRUE(out->close());
    }
};

struct Line {
    std::uint64_t number;
    std::vector<std::string> fields;
    bool operator==(const Line&) const = default;
};

std::vector<Line> lines_of(CsvFile& table) {
    std::vector<Line> lines;
    CsvBlock block;
    for (;;) {
        const auto more = table.next(block);
        EXPECT_TRUE(more);
        if (!more || !*more) return lines;
        block.for_each([&](const CsvRow& row) {
            lines.push_back({row.line, {row.fields.begin(), row.fields.end()}});
        });
    }
}

// Goal: a sheet reads as the same table in CSV: lines are rows, blank rows count, quotes and line
// breaks do no harm, rows have the width of the titles.
TEST_F(TableFile, reads_a_sheet_as_csv) {
    // XlsxWriter keeps row 1 for its titles: here it has none, and the table begins in row 2.
    write_sheet({{"Nama", "NIK", "catatan, dll"},
                 {"Siti \"Ami\"", "6303115205800001", "a;b"},
                 {},
                 {"Udin\r\nbin\nAli", "", ""},
                 {"\tTab", "1.23E+15", "x", "lebih"}});
    auto table = open_table(file);
    ASSERT_TRUE(table) << describe(table.error(), Language::en);
    EXPECT_EQ(table->header(), (std::vector<std::string>{"nama", "nik", "catatan, dll"}));
    EXPECT_EQ(lines_of(*table), (std::vector<Line>{{3, {"Siti \"Ami\"", "6303115205800001", "a;b"}},
                                                   {5, {"Udin  bin Ali", "", ""}},
                                                   {6, {"\tTab", "1.23E+15", "x", "lebih"}}}));
}

// Goal: one column is a table too.
TEST_F(TableFile, reads_a_single_column) {
    write_sheet({{"nik"}, {"6303115205800001"}});
    auto table = open_table(file);
    ASSERT_TRUE(table) << describe(table.error(), Language::en);
    EXPECT_EQ(table->header()[0], "nik");
    EXPECT_EQ(lines_of(*table)[0].fields[0], "6303115205800001");
}

// Goal: CSV is read as CSV, also under another name; an error names the file.
TEST_F(TableFile, passes_csv_on) {
    const Path named = folder / "register.xlsx";
    std::ofstream(named) << "nama;nik\nSiti;1\n";
    auto table = open_table(named);
    ASSERT_TRUE(table);
    EXPECT_EQ(lines_of(*table), (std::vector<Line>{{2, {"Siti", "1"}}}));
    std::ofstream{named};
    EXPECT_EQ(open_table(named).error().code(), Code::file_empty);
    EXPECT_EQ(open_table(folder).error().code(), Code::file_is_directory);
    EXPECT_EQ(open_table(folder / "tidak").error().code(), Code::file_not_found);
}

// Goal: old or locked spreadsheets and OpenDocument are refused with what to do; ZIP files that are
// no workbook are broken.
TEST_F(TableFile, refuses_other_spreadsheets) {
    struct Case {
        std::string_view bytes;
        Code code;
    };
    const std::string ods = "PK\x03\x04" + std::string(26, 'x') +
                            "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    for (const Case& c :
         {Case{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 …", Code::unsupported_spreadsheet},
          Case{ods, Code::unsupported_spreadsheet}, Case{"PK\x03\x04", Code::xlsx_broken},
          Case{"PK\x03\x04 and nothing that belongs there", Code::xlsx_broken},
          Case{std::string_view("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22),
               Code::xlsx_broken}}) {
        std::ofstream(file, std::ios::binary) << c.bytes;
        const auto table = open_table(file);
        ASSERT_FALSE(table);
        EXPECT_EQ(table.error().code(), c.code);
        EXPECT_NE(describe(table.error(), Language::id).find(file.string()), std::string::npos);
    }
}

// Goal: an empty sheet is an empty file.
TEST_F(TableFile, refuses_an_empty_sheet) {
    write_sheet({});
    const auto table = open_table(file);
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code(), Code::file_empty);
    EXPECT_EQ(table.error().arguments()[0].second, file.string());
}

// Goal: the lines in between never have a name, and a folder that cannot hold them is told.
TEST_F(TableFile, leaves_no_temporary_file) {
    write_sheet({{"nama", "nik"}, {"Siti", "1"}});
    const Path temporary = folder / "tmp";
    std::filesystem::create_directory(temporary);
    const char* const before = std::getenv("TMPDIR");
    const std::string kept = before == nullptr ? "" : before;
    setenv("TMPDIR", temporary.c_str(), 1);
    auto table = open_table(file);
    EXPECT_TRUE(std::filesystem::is_empty(temporary));
    setenv("TMPDIR", (temporary / "tidak").c_str(), 1);
    const auto nowhere = open_table(file);
    before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
    ASSERT_TRUE(table);
    EXPECT_EQ(lines_of(*table).size(), 1U);
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code(), Code::file_unwritable);
}

// Goal: whoever waits sees the unpacking.
TEST_F(TableFile, shows_its_progress) {
    write_sheet({{"nama", "nik"}, {"Siti", "1"}});
    std::string shown;
    TableOptions options;
    options.progress = Progress::on([&](std::string_view text) { shown += text; },
                                    [] { return std::chrono::nanoseconds{0}; }, {});
    ASSERT_TRUE(open_table(file, options));
    EXPECT_NE(shown.find("✓ membuka XLSX  2 baris"), std::string::npos) << shown;
}

}  // namespace
}  // namespace payung
