#include "base/xlsx_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <fstream>
#include <utility>

#include "base/interrupt.h"

namespace payung {
namespace {

/// A folder that goes with the test.
class XlsxReader : public testing::Test {
protected:
    XlsxReader() { std::filesystem::create_directories(folder); }
    ~XlsxReader() override { std::filesystem::remove_all(folder); }
    const Path folder = Path(testing::TempDir()) / fmt::format("payung-xlsx-reader-{}", getpid());
    const Path file = folder / "uji.xlsx";
};

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP file of these entries, made by hand.
void write_zip(const Path& path, const Parts& parts) {
    archive* const zip = archive_write_new();
    archive_write_set_format_zip(zip);
    ASSERT_EQ(archive_write_open_filename(zip, path.c_str()), ARCHIVE_OK);
    for (const auto& [name, text] : parts) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        ASSERT_EQ(archive_write_header(zip, entry), ARCHIVE_OK);
        ASSERT_EQ(archive_write_data(zip, text.data(), text.size()),
                  static_cast<la_ssize_t>(text.size()));
        archive_entry_free(entry);
    }
    ASSERT_EQ(archive_write_close(zip), ARCHIVE_OK);
    archive_write_free(zip);
}

std::string relation(std::string_view id, std::string_view kind, std::string_view target) {
    return fmt::format(R"(<Relationship Id="{}" Type="http://x/relationships/{}" Target="{}"/>)",
                       id, kind, target);
}

std::string relations(std::string_view list) {
    return fmt::format("<Relationships>{}</Relationships>", list);
}

/// What a workbook made by hand consists of; the rest is the least that makes one.
struct HandMade {
    std::string rows = {};  // Inside <sheetData>.
    std::string workbook_settings = {};
    std::string styles = {}, strings = {};  // Inside <styleSheet> and <sst>; none where empty.
    std::string sheet_part = "xl/worksheets/sheet1.xml";
    std::string sheet_target = "worksheets/sheet1.xml";
    std::string before_sheet = {};  // In front of the sheet's root element.
};

Parts parts_of(const HandMade& made) {
    std::string list = relation("r1", "worksheet", made.sheet_target);
    if (!made.styles.empty()) list += relation("r2", "styles", "styles.xml");
    if (!made.strings.empty()) list += relation("r3", "sharedStrings", "/xl/sharedStrings.xml");
    Parts parts{
        {"_rels/.rels", relations(relation("r", "officeDocument", "xl/workbook.xml"))},
        {"xl/workbook.xml",
         fmt::format(R"(<workbook xmlns:r="r">{}<sheets><sheet name="Data" sheetId="1" r:id="r1"/>)"
                     "</sheets></workbook>",
                     made.workbook_settings)},
        {"xl/_rels/workbook.xml.rels", relations(list)},
        {made.sheet_part, fmt::format("{}<worksheet><sheetData>{}</sheetData></worksheet>",
                                      made.before_sheet, made.rows)},
    };
    if (!made.styles.empty()) {
        parts.emplace_back("xl/styles.xml", "<styleSheet>" + made.styles + "</styleSheet>");
    }
    if (!made.strings.empty()) {
        parts.emplace_back("xl/sharedStrings.xml", "<sst>" + made.strings + "</sst>");
    }
    return parts;
}

using Table = std::vector<std::pair<std::uint32_t, std::vector<std::string>>>;

Result<Table> table_of(const Path& path, std::string_view sheet = {}, XlsxLimits limits = {}) {
    TRY_ASSIGN(XlsxFile opened, XlsxFile::open(path, limits));
    Table table;
    TRY(opened.read(
        [&](const XlsxRow& row) -> Result<void> {
            table.emplace_back(row.number,
                               std::vector<std::string>(row.cells.begin(), row.cells.end()));
            return {};
        },
        sheet));
    return table;
}

std::string argument(const Error& error, std::string_view name) {
    for (const auto& [key, value] : error.arguments()) {
        if (key == name) return value;
    }
    return {};
}

// Goal: what libxlsxwriter writes comes back: text, numbers, dates, booleans, formulas, blank rows.
TEST_F(XlsxReader, reads_a_workbook_of_a_library) {
    lxw_workbook* const workbook = workbook_new(file.c_str());
    lxw_worksheet* const sheet = workbook_add_worksheet(workbook, "Data");
    lxw_format* const date = workbook_add_format(workbook);
    format_set_num_format(date, "dd/mm/yyyy");
    worksheet_write_string(sheet, 0, 0, "nama", nullptr);
    worksheet_write_string(sheet, 0, 1, "nik", nullptr);
    worksheet_write_string(sheet, 2, 0, "Siti & \"Ami\" <é>\nBaris", nullptr);
    worksheet_write_number(sheet, 2, 1, 3303650507800001.0, nullptr);
    lxw_datetime day{1980, 12, 31, 0, 0, 0};
    worksheet_write_datetime(sheet, 2, 2, &day, date);
    worksheet_write_boolean(sheet, 2, 4, 1, nullptr);
    worksheet_write_formula_num(sheet, 2, 5, "=1+1", nullptr, 2);
    worksheet_write_formula_str(sheet, 2, 6, "=\"a\"", nullptr, "a");
    worksheet_write_string(sheet, 3, 1, "1.23E+15", nullptr);
    worksheet_write_blank(sheet, 4, 0, date);
    worksheet_write_string(workbook_add_worksheet(workbook, "Lain"), 0, 0, "kedua", nullptr);
    ASSERT_EQ(workbook_close(workbook), LXW_NO_ERROR);

    const auto table = table_of(file);
    ASSERT_TRUE(table) << describe(table.error(), Language::en);
    EXPECT_EQ(*table, (Table{{1, {"nama", "nik"}},
                             {3,
                              {"Siti & \"Ami\" <é>\nBaris", "3303650507800001", "1980-12-31", "",
                               "TRUE", "2", "a"}},
                             {4, {"", "1.23E+15"}}}));
    EXPECT_EQ(*table_of(file, "Lain"), (Table{{1, {"kedua"}}}));
    EXPECT_EQ(XlsxFile::open(file)->sheet_names(), (std::vector<std::string>{"Data", "Lain"}));
    const auto missing = table_of(file, "Tidak ada");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code(), Code::xlsx_sheet_not_found);
    EXPECT_EQ(argument(missing.error(), "sheets"), "Data, Lain");
}

// Goal: what other programs write is read too: every kind of cell, places left out, odd order.
TEST_F(XlsxReader, reads_cells_of_every_kind) {
    struct Case {
        std::string_view why;
        HandMade made;
        Table table;
    };
    const std::string formats =
        R"(<numFmts><numFmt numFmtId="170" formatCode="[$-421]dd\ mmmm\ yyyy"/></numFmts>)"
        R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
        R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>)";
    const std::vector<Case> cases{
        {"inline strings, in runs, without phonetic text",
         {.rows = R"(<row r="1"><c r="A1" t="inlineStr"><is><r><t>Si</t></r><r><t>ti</t></r>)"
                  R"(<rPh><t>x</t></rPh></is></c></row>)"},
         {{1, {"Siti"}}}},
        {"shared strings, in runs, escaped, used twice",
         {.rows = R"(<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>)",
          .strings = R"(<si><t>a_x000D_b</t></si><si><r><t>De</t></r><r><t>wi</t></r></si>)"},
         {{1, {"Dewi", "a\rb", "Dewi"}}}},
        {"no references at all",
         {.rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"},
         {{1, {"1"}}, {2, {"2"}}}},
        {"sparse cells and rows",
         {.rows = R"(<row r="2"><c r="C2"><v>5</v></c><c><v>6</v></c></row><row r="9"/>)"
                  R"(<row><c r="A10"><v>7</v></c></row>)"},
         {{2, {"", "", "5", "6"}}, {10, {"7"}}}},
        {"cells out of order",
         {.rows = R"(<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>)"},
         {{1, {"1", "2"}}}},
        {"dates by built-in and own formats",
         {.rows = R"(<row><c s="1"><v>29586</v></c><c s="2"><v>29586</v></c>)"
                  R"(<c s="0"><v>29586</v></c><c s="9"><v>29586</v></c></row>)",
          .styles = formats},
         {{1, {"1980-12-31", "1980-12-31", "29586", "29586"}}}},
        {"dates of 1904",
         {.rows = R"(<row><c s="1"><v>28124</v></c></row>)",
          .workbook_settings = R"(<workbookPr date1904="1"/>)",
          .styles = formats},
         {{1, {"1980-12-31"}}}},
        {"ISO dates, booleans, errors, text of formulas",
         {.rows = R"(<row><c t="d"><v>1980-12-31T00:00:00</v></c><c t="b"><v>0</v></c>)"
                  R"(<c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>x</v></c></row>)"},
         {{1, {"1980-12-31", "FALSE", "#N/A", "x"}}}},
        {"a number with an exponent",
         {.rows = "<row><c><v>3.303650507800001E15</v></c></row>"},
         {{1, {"3303650507800001"}}}},
        {"prefixes of namespaces",
         {.rows = R"(<x:row xmlns:x="x" r="3"><x:c r="A3"><x:v>1</x:v></x:c></x:row>)"},
         {{3, {"1"}}}},
        {"another name for the sheet, by an absolute path, in other letters",
         {.rows = "<row><c><v>1</v></c></row>",
          .sheet_part = "XL\\Sheets\\A.xml",
          .sheet_target = "/xl/sheets/../sheets/a.xml"},
         {{1, {"1"}}}},
        {"empty cells far to the right are formats only",
         {.rows = R"(<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>)"},
         {{1, {"1"}}}},
        {"a sheet without rows", {}, {}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        write_zip(file, parts_of(c.made));
        const auto table = table_of(file);
        ASSERT_TRUE(table) << describe(table.error(), Language::en);
        EXPECT_EQ(*table, c.table);
    }
}

// Goal: the first sheet a person sees is read, not one that is hidden, nor a chart.
TEST_F(XlsxReader, takes_the_first_visible_worksheet) {
    Parts parts = parts_of({.rows = "<row><c><v>7</v></c></row>"});
    parts[1].second =
        R"(<workbook xmlns:r="r"><sheets><sheet name="Grafik" r:id="c"/>)"
        R"(<sheet name="Rahasia" state="hidden" r:id="h"/><sheet name="Data" r:id="r1"/></sheets>)"
        "</workbook>";
    parts[2].second = relations(relation("c", "chartsheet", "chart.xml") +
                                relation("h", "worksheet", "worksheets/none.xml") +
                                relation("r1", "worksheet", "worksheets/sheet1.xml"));
    write_zip(file, parts);
    EXPECT_EQ(*table_of(file), (Table{{1, {"7"}}}));
    EXPECT_EQ(XlsxFile::open(file)->sheet_names(), (std::vector<std::string>{"Rahasia", "Data"}));
}

// Goal: damage gets an error that names the place, not a wrong table.
TEST_F(XlsxReader, refuses_what_is_broken) {
    struct Case {
        std::string_view why;
        HandMade made;
        std::string_view reason;
    };
    const std::vector<Case> cases{
        {"shared string that is not there",
         {.rows = R"(<row><c t="s"><v>3</v></c></row>)"},
         "A1: shared string 3 of 0"},
        {"shared string that is no number",
         {.rows = R"(<row><c t="s"><v>x</v></c></row>)"},
         "A1: shared string x of 0"},
        {"row twice", {.rows = R"(<row r="2"/><row r="2"/>)"}, "row number"},
        {"row past the end", {.rows = R"(<row r="1048577"/>)"}, "row number"},
        {"row without number", {.rows = R"(<row r="x"/>)"}, "row number"},
        {"cell of another row", {.rows = R"(<row r="2"><c r="A3"/></row>)"}, "cell reference"},
        {"cell twice",
         {.rows = R"(<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>)"},
         "A1: cell twice"},
        {"not XML", {.rows = "<row><c></row>"}, "xl/worksheets/sheet1.xml:1: mismatched tag"},
        {"not UTF-8", {.rows = "<row><c t=\"str\"><v>Jos\xE9</v></c></row>"}, "not well-formed"},
        {"an entity nobody declared", {.rows = "<row>&a;</row>"}, "undefined entity"},
        {"a missing sheet", {.sheet_part = "other.xml"}, "no xl/worksheets/sheet1.xml"},
        {"a DTD", {.before_sheet = "<!DOCTYPE worksheet>"}, "DTD"},
        {"an external entity",
         {.rows = "<row><c t=\"str\"><v>&f;</v></c></row>",
          .before_sheet = R"(<!DOCTYPE worksheet [<!ENTITY f SYSTEM "file:///etc/passwd">]>)"},
         "DTD"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        write_zip(file, parts_of(c.made));
        const auto table = table_of(file);
        ASSERT_FALSE(table);
        EXPECT_EQ(table.error().code(), Code::xlsx_broken);
        EXPECT_EQ(argument(table.error(), "file"), file.string());
        EXPECT_NE(argument(table.error(), "reason").find(c.reason), std::string::npos)
            << argument(table.error(), "reason");
    }
}

// Goal: a shared string's index with the digits of a NIK does not reach a message.
TEST_F(XlsxReader, masks_what_it_complains_of) {
    write_zip(file, parts_of({.rows = R"(<row><c t="s"><v>6303115205800001</v></c></row>)"}));
    const auto table = table_of(file);
    ASSERT_FALSE(table);
    EXPECT_EQ(describe(table.error(), Language::id).find("5205800001"), std::string::npos);
}

// Goal: other files get a clear answer: no ZIP, no workbook, XLSB, password, empty, folder, none.
TEST_F(XlsxReader, refuses_what_is_no_workbook) {
    const auto code_of = [&] { return table_of(file).error().code(); };
    EXPECT_EQ(code_of(), Code::file_not_found);
    std::ofstream{file};
    EXPECT_EQ(code_of(), Code::file_empty);
    std::ofstream(file) << "nama,nik\n";
    EXPECT_EQ(code_of(), Code::xlsx_broken);
    write_zip(file, {{"../../naskah.txt", "isi"}});
    EXPECT_EQ(code_of(), Code::xlsx_broken);
    write_zip(file,
              {{"_rels/.rels", relations(relation("r", "officeDocument", "xl/workbook.bin"))}});
    EXPECT_EQ(code_of(), Code::unsupported_spreadsheet);
    EXPECT_EQ(table_of(folder).error().code(), Code::file_is_directory);
    Parts parts = parts_of({});
    parts[1].second = "<workbook><sheets/></workbook>";
    write_zip(file, parts);
    EXPECT_EQ(argument(table_of(file).error(), "reason"), "no worksheet");
    parts.erase(parts.begin() + 1);
    write_zip(file, parts);
    EXPECT_EQ(argument(table_of(file).error(), "reason"), "no xl/workbook.xml");
}

// Goal: a file cut off or altered at any place is refused, never read as something shorter.
TEST_F(XlsxReader, refuses_a_truncated_or_altered_file) {
    std::string rows;
    for (int i = 0; i < 200; ++i) rows += fmt::format("<row><c><v>{}</v></c></row>", i * 7919);
    write_zip(file, parts_of({.rows = rows}));
    const std::string whole = *read_file(file);
    const Table expected = *table_of(file);
    for (std::size_t size = 1; size < whole.size(); size += 13) {
        std::ofstream(file, std::ios::binary) << whole.substr(0, size);
        const auto table = table_of(file);
        ASSERT_FALSE(table && *table != expected) << size;
    }
    int read = 0;
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        std::string altered = whole;
        altered[at] = static_cast<char>(altered[at] ^ 0x15);
        std::ofstream(file, std::ios::binary) << altered;
        const auto table = table_of(file);
        if (table && *table == expected) ++read;  // A date or a comment of the ZIP file.
        ASSERT_FALSE(table && *table != expected) << at;
    }
    EXPECT_LT(read, static_cast<int>(whole.size() / 3));
}

// Goal: names of entries lead nowhere: nothing is written, and such a part can be read as a part.
TEST_F(XlsxReader, writes_nothing_whatever_entries_are_called) {
    Parts parts = parts_of({.rows = "<row><c><v>1</v></c></row>"});
    parts.emplace_back("../lolos.txt", "x");
    parts.emplace_back("/tmp/lolos.txt", "x");
    write_zip(file, parts);
    EXPECT_EQ(*table_of(file), (Table{{1, {"1"}}}));
    EXPECT_FALSE(std::filesystem::exists(folder.parent_path() / "lolos.txt"));
    EXPECT_FALSE(std::filesystem::exists("/tmp/lolos.txt"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

/// Peak memory of this process in MB.
long peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss >> 10;
}

// Goal: bombs are refused while they unpack, in little time and memory: ten sheets of blanks, a
// thousand million laughs, a tag without end, depth, names without number, one endless cell.
TEST_F(XlsxReader, refuses_bombs) {
    const auto repeated = [](std::string_view text, std::size_t times) {
        std::string all;
        all.reserve(text.size() * times);
        for (std::size_t i = 0; i < times; ++i) all += text;
        return all;
    };
    struct Case {
        std::string_view why;
        HandMade made;
        Code code;
    };
    std::string names;
    for (int i = 0; i < 500'000; ++i) names += fmt::format("<n{:048}/>", i);
    const std::vector<Case> cases{
        {"blanks", {.rows = std::string(20U << 20U, ' ')}, Code::xlsx_too_large},
        {"shared strings without end",
         {.strings = repeated("<si/>", 4U << 20U)},
         Code::xlsx_too_large},
        {"billion laughs",
         {.rows = "&c;",
          .before_sheet = R"(<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">)"
                          R"(<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>)"},
         Code::xlsx_broken},
        {"a tag without end",
         {.rows = "<row r=\"" + std::string(3U << 20U, '1')},
         Code::xlsx_broken},
        {"depth", {.rows = repeated("<a>", 100'000)}, Code::xlsx_broken},
        {"names without number", {.rows = names}, Code::xlsx_broken},
        {"one endless cell",
         {.rows = "<row><c t=\"str\"><v>" + std::string(3U << 20U, 'x') + "</v></c></row>"},
         Code::xlsx_broken},
        {"one column too many",
         {.rows = R"(<row><c r="ALM1"><v>1</v></c></row>)"},
         Code::xlsx_too_wide},
    };
    const long before = peak_megabytes();
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        write_zip(file, parts_of(c.made));
        const auto table = table_of(file);
        ASSERT_FALSE(table);
        EXPECT_EQ(name_of(table.error().code()), name_of(c.code))
            << describe(table.error(), Language::en);
    }
    EXPECT_LT(peak_megabytes() - before, 200);  // With the bombs themselves, made above.
    write_zip(file, parts_of({.rows = R"(<row><c r="ALL1"><v>1</v></c></row>)"}));
    EXPECT_EQ(table_of(file)->front().second.size(), 1'000U);
}

// Goal: limits hold where they are set.
TEST_F(XlsxReader, keeps_its_limits) {
    write_zip(file, parts_of({.rows = R"(<row><c t="s"><v>0</v></c></row>)",
                              .strings = "<si><t>" + std::string(2'000, 'x') + "</t></si>"}));
    EXPECT_TRUE(table_of(file));
    XlsxLimits unpacked;
    unpacked.zip.unpacked_bytes_max = 1'000;
    EXPECT_EQ(table_of(file, {}, unpacked).error().code(), Code::xlsx_too_large);
    XlsxLimits strings;
    strings.shared_strings_bytes_max = 1'999;
    EXPECT_EQ(table_of(file, {}, strings).error().code(), Code::xlsx_too_large);
    XlsxLimits cell;
    cell.cell_bytes_max = 1'999;
    EXPECT_EQ(table_of(file, {}, cell).error().code(), Code::xlsx_broken);
    XlsxLimits row;
    row.row_bytes_max = 1'999;
    EXPECT_EQ(table_of(file, {}, row).error().code(), Code::xlsx_broken);
}

// Goal: an error of the taker, and Ctrl-C, end the reading and come back as they are.
TEST_F(XlsxReader, stops_when_told) {
    write_zip(file, parts_of({.rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"}));
    int rows = 0;
    auto opened = XlsxFile::open(file);
    ASSERT_TRUE(opened);
    const auto stopped = opened->read([&](const XlsxRow&) -> Result<void> {
        ++rows;
        return Error{Code::invalid_option, {{"option", "x"}}};
    });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code(), Code::invalid_option);
    EXPECT_EQ(rows, 1);
    set_interrupted(true);
    const auto interrupted = table_of(file);
    set_interrupted(false);
    ASSERT_FALSE(interrupted);
    EXPECT_EQ(interrupted.error().code(), Code::interrupted);
}

}  // namespace
}  // namespace payung
