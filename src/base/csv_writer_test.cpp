#include "base/csv_writer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <vector>

#include "base/csv_reader.h"
#include "base/random.h"

namespace payung {
namespace {

template <class Write>
std::string written(Write&& write) {
    std::string out;
    CsvWriter csv(out);
    write(csv);
    csv.end();
    return out;
}

// Goal: texts are quoted where they must be, and only there; nothing in them is changed.
TEST(CsvWriter, writes_texts) {
    struct Case {
        const char *why, *text, *csv;
    };
    const Case cases[] = {
        {"plain", "Siti Aminah", "Siti Aminah,\n"},
        {"comma", "Noor, S.Pd", "\"Noor, S.Pd\",\n"},
        {"quote", "Jl. 5\" x", "\"Jl. 5\"\" x\",\n"},
        {"quotes only", "\"\"", "\"\"\"\"\"\",\n"},
        {"line break", "a\nb", "\"a\nb\",\n"},
        {"CR", "a\r", "\"a\r\",\n"},
        {"semicolon and tab need none", "a;b\tc", "a;b\tc,\n"},
        {"a formula stays as it is", "=1+1", "=1+1,\n"},
        {"blanks stay", " a ", " a ,\n"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(written([&](CsvWriter& csv) { csv.text(c.text).empty(); }), c.csv);
    }
}

// Goal: each kind of value in its one form, with its extremes.
TEST(CsvWriter, writes_values) {
    const auto csv = [](auto&& write) { return written(write); };
    EXPECT_EQ(csv([](CsvWriter& w) { w.whole(0).whole(-7).whole(INT64_MIN).whole(INT64_MAX); }),
              "0,-7,-9223372036854775808,9223372036854775807\n");
    EXPECT_EQ(csv([](CsvWriter& w) { w.money(Money::from_rupiah(16'800)).money(Money{}); }),
              "16800,0\n");
    EXPECT_EQ(
        csv([](CsvWriter& w) { w.money(Money::from_sen(1'680'050)).money(Money::from_sen(-5)); }),
        "16800.50,-0.05\n");
    EXPECT_EQ(csv([](CsvWriter& w) {
                  w.day(*Day::from_ymd(2026, 1, 31)).month(Month::from_ym(950, 12));
              }),
              "2026-01-31,0950-12\n");
    EXPECT_EQ(csv([](CsvWriter& w) { w.nik(Nik{6'303'052'003'800'001}).nik(Nik{42}).nik(Nik{}); }),
              "6303052003800001,0000000000000042,\n");
    EXPECT_EQ(
        csv([](CsvWriter& w) { w.decimal(3'671, 2).decimal(-5, 3).decimal(7, 0).decimal(100, 2); }),
        "36.71,-0.005,7,1.00\n");
}

// Goal: a record of one empty field is no blank line, which a reader would pass over.
TEST(CsvWriter, writes_no_blank_line) {
    std::string out;
    CsvWriter csv(out);
    csv.text("").end();
    csv.text("a").end();
    csv.empty().end();
    csv.empty().empty().end();
    EXPECT_EQ(out, "\"\"\na\n\"\"\n,\n");
}

// Goal: what is written is read back: 5,000 random records of 1 to 4 fields in one file.
TEST(CsvWriter, is_read_back_by_the_reader) {
    constexpr std::string_view alphabet = "ab,;\"\n\r\t";
    constexpr std::uint64_t seed = 1;
    Random random(seed);
    std::string out = "a,b\n";
    CsvWriter csv(out);
    std::vector<std::vector<std::string>> records(5'000);
    for (auto& fields : records) {
        fields.resize(1 + random.below(4));
        for (auto& field : fields) {
            field.resize(random.below(6));
            for (char& c : field) c = alphabet[random.below(alphabet.size())];
            csv.text(field);
        }
        csv.end();
    }
    auto file = CsvFile::of_text(out, "uji.csv");
    ASSERT_TRUE(file);
    CsvBlock block;
    std::size_t record = 0;
    while (*file->next(block)) {
        block.for_each([&](const CsvRow& row) {
            const std::vector<std::string> fields(row.fields.begin(), row.fields.end());
            ASSERT_EQ(fields, records[record]) << "seed " << seed << ", record " << record;
            ++record;
        });
    }
    EXPECT_EQ(record, records.size());
}

// Goal: the same digits as to_text() for money, days and months.
TEST(CsvWriter, agrees_with_to_text) {
    Random random(2);
    for (int i = 0; i < 5'000; ++i) {
        const auto money =
            Money::from_sen(static_cast<std::int64_t>(random.next()) >> random.below(60));
        const Day day = Day::from_number(static_cast<std::int32_t>(random.below(80'000)) - 30'000);
        const Month month = month_of(day);
        EXPECT_EQ(written([&](CsvWriter& csv) { csv.money(money).day(day).month(month); }),
                  fmt::format("{},{},{}\n", to_text(money), to_text(day), to_text(month)));
    }
}

}  // namespace
}  // namespace payung
