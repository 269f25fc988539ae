#include "base/xlsx_writer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <set>
#include <thread>

#include "base/xlsx_reader.h"

namespace payung {
namespace {

class XlsxWriterTest : public testing::Test {
protected:
    XlsxWriterTest() { std::filesystem::create_directories(temporary); }
    ~XlsxWriterTest() override { std::filesystem::remove_all(folder); }
    const Path folder = Path(testing::TempDir()) / fmt::format("payung-xlsx-writer-{}", getpid());
    const Path temporary = folder / "staging";
    const Path file = folder / "daftar.xlsx";
};

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const Path& path, std::string_view sheet = {}) {
    auto opened = XlsxFile::open(path);
    if (!opened) return {{describe(opened.error(), Language::en)}};
    Rows rows;
    const auto read = opened->read(
        [&](const XlsxRow& row) -> Result<void> {
            rows.emplace_back(row.cells.begin(), row.cells.end());
            return {};
        },
        sheet);
    if (!read) return {{describe(read.error(), Language::en)}};
    return rows;
}

std::string part_of(const Path& path, std::string_view part) {
    std::string text;
    auto zip = ZipReader::open(path);
    EXPECT_TRUE(zip && *zip->read(part, [&](std::string_view bytes) -> Result<void> {
        text += bytes;
        return {};
    }));
    return text;
}

void write_rows(XlsxWriter& out, int rows) {
    for (int i = 0; i < rows; ++i) {
        out.number(i);
        out.text(fmt::format("Desa {}", i));
        out.end_row();
    }
}

// Goal: what is written comes back: text, numbers, money, NIK as text, cells left empty.
TEST_F(XlsxWriterTest, writes_what_reads_back) {
    auto out = XlsxWriter::create(file, temporary);
    ASSERT_TRUE(out);
    out->begin_sheet("Daftar", {{"sumber"}, {"nik"}, {"nama", 30}, {"jumlah"}, {"catatan"}});
    out->text("apbd-6303");
    out->nik(Nik{6'303'115'205'800'001});
    out->text("Siti & \"Ami\" <é>\nBaris");
    out->money(Money::from_rupiah(1'250'000));
    out->text("=1+1");
    out->end_row();
    out->empty();
    out->nik(Nik{});
    out->text("Jos\xE9\x01");
    out->money(Money::from_sen(-7'550));
    out->number(-42);
    out->end_row();
    out->begin_sheet("Angka", {{"angka"}});
    for (const std::int64_t number : {0L, 9'007'199'254'740'992L, 9'171'010'101'010'001L}) {
        out->number(number);
        out->end_row();
    }
    out->money(Money::from_sen(INT64_MAX));
    out->end_row();
    out->text(std::string(40'000, 'x'));
    out->end_row();
    ASSERT_TRUE(out->close());

    EXPECT_EQ(
        rows_of(file),
        (Rows{{"sumber", "nik", "nama", "jumlah", "catatan"},
              {"apbd-6303", "6303115205800001", "Siti & \"Ami\" <é>\nBaris", "1250000", "=1+1"},
              {"", "", "Jos\xEF\xBF\xBD ", "-75.5", "-42"}}));
    EXPECT_EQ(rows_of(file, "Angka"), (Rows{{"angka"},
                                            {"0"},
                                            {"9007199254740992"},
                                            {"9171010101010001"},
                                            {"92233720368547758.07"},
                                            {std::string(32'767, 'x')}}));
    // As an office wants it: titles that stay and filter, money in groups, digits as text.
    const std::string sheet = part_of(file, "xl/worksheets/sheet1.xml");
    for (const std::string_view mark :
         {"state=\"frozen\"", "<autoFilter ref=\"A1:E3\"/>", "numberStoredAsText=\"1\"",
          "<col min=\"3\" max=\"3\" width=\"30.7", "t=\"inlineStr\"><is><t>6303115205800001"}) {
        EXPECT_NE(sheet.find(mark), std::string::npos) << mark;
    }
    EXPECT_NE(part_of(file, "xl/styles.xml").find("formatCode=\"#,##0\""), std::string::npos)
        << part_of(file, "xl/styles.xml");
    EXPECT_TRUE(std::filesystem::is_empty(temporary));
}

// Goal: a full sheet goes on in another with the same titles, and none is begun for nothing.
TEST_F(XlsxWriterTest, goes_on_in_another_sheet) {
    for (const auto& [rows, sheets] : {std::pair{9, 1}, std::pair{10, 2}, std::pair{18, 2}}) {
        auto out = XlsxWriter::create(file, temporary, {.rows_max = 10});
        ASSERT_TRUE(out);
        out->begin_sheet("Daftar", {{"i"}, {"desa"}});
        write_rows(*out, rows);
        ASSERT_TRUE(out->close());
        const auto names = XlsxFile::open(file)->sheet_names();
        EXPECT_EQ(names.size(), static_cast<std::size_t>(sheets));
        EXPECT_EQ(rows_of(file, "Daftar").size(), 10U);
        if (sheets == 1) continue;
        const Rows last = rows_of(file, "Daftar (2)");
        EXPECT_EQ(last.size(), static_cast<std::size_t>(rows - 9 + 1));
        EXPECT_EQ(last[0], (std::vector<std::string>{"i", "desa"}));
        EXPECT_EQ(last[1], (std::vector<std::string>{"9", "Desa 9"}));
    }
}

// Goal: any name becomes one that spreadsheets take, and another for each sheet.
TEST(SheetName, is_clean_and_unique) {
    struct Case {
        std::string_view name, expected;
    };
    const std::vector<Case> cases{
        {"Daftar", "Daftar"},
        {"daftar", "daftar (2)"},
        {"Kab. Hulu Sungai [2026]: a/b\\c*?", "Kab. Hulu Sungai  2026   a b c"},
        {"'petik'", "petik"},
        {"", "Sheet"},
        {"///", "Sheet (2)"},
        {"Kabupaten Hulu Sungai Tengah, APBD 2026", "Kabupaten Hulu Sungai Tengah, A"},
        {"Kabupaten Hulu Sungai Tengah, APBN 2026", "Kabupaten Hulu Sungai Tenga (2)"},
        {"éééééééééééééééééééééééééééééééééééé", "ééééééééééééééééééééééééééééééé"},
        {"Jos\xE9", "Jos\xEF\xBF\xBD"},
    };
    std::vector<std::string> taken;
    for (const Case& c : cases) {
        taken.push_back(sheet_name(c.name, taken));
        EXPECT_EQ(taken.back(), c.expected) << c.name;
    }
}

// Goal: the library takes every name we make.
TEST_F(XlsxWriterTest, makes_names_the_library_takes) {
    auto out = XlsxWriter::create(file, temporary);
    ASSERT_TRUE(out);
    for (const std::string_view name : {"[a]:*?/\\b", "'", "", "", "a\tb\nc", "\xFF\xFE", "DATA"}) {
        out->begin_sheet(name, {{"x"}});
    }
    out->begin_sheet("data", {{"x"}});
    ASSERT_TRUE(out->close());
    EXPECT_EQ(XlsxFile::open(file)->sheet_names().size(), 8U);
}

// Goal: the same rows make the same bytes, whenever they are written.
TEST_F(XlsxWriterTest, makes_the_same_bytes_again) {
    std::set<std::string> files;
    for (int i = 0; i < 2; ++i) {
        if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
        auto out = XlsxWriter::create(file, temporary);
        ASSERT_TRUE(out);
        out->begin_sheet("Daftar", {{"i"}, {"desa"}});
        write_rows(*out, 100);
        ASSERT_TRUE(out->close());
        files.insert(*read_file(file));
    }
    EXPECT_EQ(files.size(), 1U);
}

// Goal: a writer that is dropped leaves no file, no temporary file and no open descriptor.
TEST_F(XlsxWriterTest, leaves_nothing_when_dropped) {
    const auto open_files = [] {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    };
    const auto before = open_files();
    {
        auto out = XlsxWriter::create(file, temporary);
        ASSERT_TRUE(out);
        out->begin_sheet("Daftar", {{"i"}, {"desa"}});
        write_rows(*out, 10'000);
    }
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_TRUE(std::filesystem::is_empty(temporary));
    EXPECT_EQ(open_files(), before);
}

/// Files of this process may not grow past a size: the next write fails, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

// Goal: wherever a write fails, in the rows, in putting a sheet together, or in the file itself, we
// are told and no file is left. Beyond the largest size that is needed, all is well.
TEST_F(XlsxWriterTest, notices_a_full_disk_anywhere) {
    const auto written = [&](rlim_t limit) {
        auto out = XlsxWriter::create(file, temporary);
        EXPECT_TRUE(out);
        const FileSizeLimit full(limit);
        out->begin_sheet("Daftar", {{"i"}, {"desa"}});
        write_rows(*out, 3'000);
        out->begin_sheet("Tagihan", {{"i"}, {"desa"}});
        write_rows(*out, 100);
        return out->close();
    };
    ASSERT_TRUE(written(RLIM_INFINITY));
    const rlim_t sheet_bytes = part_of(file, "xl/worksheets/sheet1.xml").size();
    for (const rlim_t limit : std::initializer_list<rlim_t>{
             0, 100, 5'000, sheet_bytes / 2, sheet_bytes - 4'000, sheet_bytes - 1'000,
             sheet_bytes - 200, sheet_bytes - 10, sheet_bytes - 1}) {
        testing::internal::CaptureStderr();  // The library has its own words for it.
        const auto closed = written(limit);
        testing::internal::GetCapturedStderr();
        ASSERT_FALSE(closed) << limit << " of " << sheet_bytes;
        EXPECT_EQ(closed.error().code(), Code::file_unwritable);
        EXPECT_FALSE(std::filesystem::exists(file)) << limit;
        EXPECT_TRUE(std::filesystem::is_empty(temporary));
    }
    EXPECT_TRUE(written(sheet_bytes));
    EXPECT_EQ(rows_of(file).size(), 3'001U);
}

// Goal: a place that cannot be written to is told at once.
TEST_F(XlsxWriterTest, refuses_places_it_cannot_write_to) {
    EXPECT_EQ(XlsxWriter::create(folder / "tidak" / "ada.xlsx", temporary).error().code(),
              Code::file_unwritable);
    EXPECT_EQ(XlsxWriter::create(folder, temporary).error().code(), Code::file_unwritable);
}

}  // namespace
}  // namespace payung
