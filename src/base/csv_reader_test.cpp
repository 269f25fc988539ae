#include "base/csv_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/interrupt.h"
#include "base/parallel.h"
#include "base/random.h"

namespace payung {
namespace {

/// A file as read: the header, then each record, its fields joined by '|' behind its line.
struct Read {
    std::string header;
    std::vector<std::string> records;
    std::string error;
    bool operator==(const Read&) const = default;
};

std::string joined(std::span<const std::string_view> fields) {
    std::string text;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) text += '|';
        text += fields[i];
    }
    return text;
}

std::string told(const Error& error) {
    std::string text(name_of(error.code()));
    for (const auto& [name, value] : error.arguments()) {
        if (name == "line") text += " line " + value;
    }
    return text;
}

Read read_all(Result<CsvFile> file) {
    Read read;
    if (!file) {
        read.error = told(file.error());
        return read;
    }
    const auto& header = file->header();
    const std::vector<std::string_view> names(header.begin(), header.end());
    read.header = joined(names);
    CsvBlock block;
    for (std::uint64_t number = 0;; ++number) {
        const auto more = file->next(block);
        if (!more) read.error = told(more.error());
        if (!more || !*more) return read;
        EXPECT_EQ(block.number(), number);
        block.for_each([&](const CsvRow& row) {
            read.records.push_back(fmt::format("{}: {}", row.line, joined(row.fields)));
        });
    }
}

Read read_text(std::string text, CsvOptions options = {}) {
    return read_all(CsvFile::of_text(std::move(text), "uji.csv", std::move(options)));
}

using Records = std::vector<std::string>;

// Goal: what each form of the file comes to, field by field, with the line each record begins on.
TEST(CsvFile, reads_what_offices_send) {
    struct Case {
        std::string why, text, header;
        Records records;
    };
    const std::vector<Case> cases{
        {"plain", "a,b\n1,2\n3,4\n", "a|b", {"2: 1|2", "3: 3|4"}},
        {"no last line break", "a,b\n1,2", "a|b", {"2: 1|2"}},
        {"CRLF", "a,b\r\n1,2\r\n3,\r\n", "a|b", {"2: 1|2", "3: 3|"}},
        {"CRLF missing at the end", "a,b\r\n1,2\r", "a|b", {"2: 1|2"}},
        {"BOM",
         "\xEF\xBB\xBF"
         "a,b\n1,2\n",
         "a|b",
         {"2: 1|2"}},
        {"Excel in Indonesian", "nik;nama;upah\n1;A;2,5\n", "nik|nama|upah", {"2: 1|A|2,5"}},
        {"tab", "a\tb\n1\t2\n", "a|b", {"2: 1|2"}},
        {"names trimmed, lower-cased", " NIK , Nama \n1,2\n", "nik|nama", {"2: 1|2"}},
        {"fields are not trimmed", "a,b\n 1 ,2 \n", "a|b", {"2:  1 |2 "}},
        {"one column", "nik\n1\n2\n", "nik", {"2: 1", "3: 2"}},
        {"header only", "a,b\n", "a|b", {}},
        {"header only, no line break", "a,b", "a|b", {}},
        {"quoted", "a,b\n\"1\",\"2\"\n", "a|b", {"2: 1|2"}},
        {"quoted header", "\"a,x\",\"b\"\"\"\n1,2\n", "a,x|b\"", {"2: 1|2"}},
        {"delimiter in quotes", "a,b\n\"1,5\",2\n", "a|b", {"2: 1,5|2"}},
        {"doubled quotes", "a,b\n\"x \"\"y\"\"\",\"\"\"\"\n", "a|b", {"2: x \"y\"|\""}},
        {"empty quoted", "a,b\n\"\",\n", "a|b", {"2: |"}},
        {"line break in quotes", "a,b\n\"1\n2\",3\n4,5\n", "a|b", {"2: 1\n2|3", "4: 4|5"}},
        {"CRLF in quotes", "a,b\r\n\"1\r\n2\",3\r\n4,5\r\n", "a|b", {"2: 1\r\n2|3", "4: 4|5"}},
        {"quote inside a plain field", "a,b\nJl. 5\" x,\"2\"\n", "a|b", {"2: Jl. 5\" x|2"}},
        {"text behind the quotes", "a,b\n\"1\"x,\"2\"\"\"y\"\n", "a|b", {"2: 1x|2\"y\""}},
        {"space before a quote", "a,b\n \"1\",2\n", "a|b", {"2:  \"1\"|2"}},
        {"blank lines", "\n\r\na,b\n\n1,2\n\r\n\n3,4\n\n", "a|b", {"5: 1|2", "8: 3|4"}},
        {"more and fewer fields", "a,b\n1\n1,2,3\n,\n", "a|b", {"2: 1", "3: 1|2|3", "4: |"}},
        {"a blank quoted record is one", "a\n\"\"\n", "a", {"2: "}},
        {"CR inside a line is text", "a,b\n1\r2,3\n", "a|b", {"2: 1\r2|3"}},
        {"bytes that are not UTF-8", "a,b\n\xE9,\xFF\n", "a|b", {"2: \xE9|\xFF"}},
        {"NUL", std::string("a,b\n1\0,2\n", 9), "a|b", {std::string("2: 1\0|2", 7)}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Read read = read_text(c.text);
        EXPECT_EQ(read.error, "");
        EXPECT_EQ(read.header, c.header);
        EXPECT_EQ(read.records, c.records);
    }
}

// Goal: what cannot be read is refused with the code and the line that help to mend it.
TEST(CsvFile, refuses_with_a_reason) {
    struct Case {
        std::string why, text, error;
    };
    std::string wide = "k0";
    for (int i = 1; i < 100'000; ++i) wide += fmt::format(",k{}", i);
    const std::string megabyte(CsvFile::record_bytes_max, 'x');
    const std::vector<Case> cases{
        {"no bytes", "", "file_empty"},
        {"BOM only", "\xEF\xBB\xBF", "file_empty"},
        {"blank lines only", "\n\r\n\n", "file_empty"},
        {"no names", ",,\n1,2,3\n", "csv_no_header"},
        {"names of blanks", " , \n", "csv_no_header"},
        {"bars", "a|b\n1|2\n", "csv_delimiter_unknown"},
        {"as many commas as semicolons", "a,b;c\n", "csv_delimiter_unknown"},
        {"quotes that fit another delimiter", "a,b,c;\"d\ne,f\"\n", "csv_delimiter_unknown"},
        {"100,000 columns", wide + "\n", "csv_header_too_wide"},
        {"header without end", megabyte + "y", "csv_line_too_long line 1"},
        {"long record", "a,b\n1,2\n" + megabyte + "y\n", "csv_line_too_long line 3"},
        {"long record, no line break", "a,b\n1,2\n" + megabyte + "y", "csv_line_too_long line 3"},
        {"open quote in the header", "a,\"b\n1,2\n", "csv_quote_open line 1"},
        {"open quote", "a,b\n1,2\n3,\"4\n5,6\n", "csv_quote_open line 3"},
        {"open quote on a later line", "a,b\n\"1\n2\",\"3\n4,5\n", "csv_quote_open line 3"},
        {"open quote far from the end", "a,b\n1,\"2\n" + megabyte + megabyte + "\"\n",
         "csv_quote_open line 2"},
        {"UTF-16",
         std::string("\xFF\xFE"
                     "a\0,\0b\0\n\0",
                     10),
         "csv_utf16"},
        {"UTF-16, big end first", std::string("\xFE\xFF\0a\0,\0b\0\n", 10), "csv_utf16"},
        {"CR alone", "a,b\r1,2\r3,4\r", "csv_line_breaks"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(read_text(c.text).error, c.error);
    }
}

// Goal: the limits themselves are still taken.
TEST(CsvFile, takes_what_is_just_within_the_limits) {
    std::string wide = "k0";
    for (int i = 1; i < 1'000; ++i) wide += fmt::format(",k{}", i);
    EXPECT_EQ(read_text(wide + "\n").error, "");
    EXPECT_EQ(read_text(wide + ",k\n").error, "csv_header_too_wide");
    const std::string megabyte(CsvFile::record_bytes_max, 'x');
    EXPECT_EQ(read_text("a\n" + megabyte + "\n1\n").records.size(), 2U);
    EXPECT_EQ(read_text("a\n" + megabyte).records.size(), 1U);
}

// Goal: the limit and the line it is told with do not depend on the size of the blocks.
TEST(CsvFile, limits_records_wherever_blocks_are_cut) {
    const std::string megabyte(CsvFile::record_bytes_max, 'x');
    const std::string text = "a,b\n1,\"\n\"\n" + megabyte + "\n" + megabyte + "y\n1,2\n";
    for (const std::size_t bytes : {50'000U, 1'048'576U, 1'048'590U, 4'194'304U}) {
        SCOPED_TRACE(fmt::format("blocks of {} bytes", bytes));
        for (const auto* scanner : {&CsvScanner::bytewise(), &CsvScanner::fastest()}) {
            const Read read = read_text(text, {bytes, {}, scanner});
            EXPECT_EQ(read.error, "csv_line_too_long line 5");
        }
    }
}

// Goal: progress is told in bytes, up to all of them.
TEST(CsvFile, tells_its_progress) {
    auto file = CsvFile::of_text("a,b\n1,2\n3,4\n", "uji.csv", {6, {}, &CsvScanner::fastest()});
    ASSERT_TRUE(file);
    EXPECT_EQ(file->bytes_total(), 12U);
    EXPECT_EQ(file->bytes_read(), 6U);
    CsvBlock block;
    while (*file->next(block)) EXPECT_LE(file->bytes_read(), 12U);
    EXPECT_EQ(file->bytes_read(), 12U);
}

// Goal: files on disk, a folder, a missing file, and a pipe that gives a few bytes at a time.
TEST(CsvFile, opens_files_and_pipes) {
    const Path folder =
        std::filesystem::temp_directory_path() / fmt::format("payung-csv-{}", getpid());
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "a.csv") << "a,b\n1,2\n";
    const Read read = read_all(CsvFile::open(folder / "a.csv"));
    EXPECT_EQ(read.records, Records{"2: 1|2"});
    EXPECT_EQ(CsvFile::open(folder / "a.csv")->bytes_total(), 8U);
    EXPECT_EQ(read_all(CsvFile::open(folder)).error, "file_is_directory");
    EXPECT_EQ(read_all(CsvFile::open(folder / "b.csv")).error, "file_not_found");

    const Path pipe = folder / "pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    std::thread writer([&] {
        std::ofstream out(pipe);
        for (const char c : std::string_view("a,b\n1,2\n3,4")) out << c << std::flush;
    });
    const Read piped = read_all(CsvFile::open(pipe));
    writer.join();
    EXPECT_EQ(piped.records, (Records{"2: 1|2", "3: 3|4"}));
    std::filesystem::remove_all(folder);
}

/// The same reading in the plainest way: one byte after the other, the whole text at once.
class PlainReader {
public:
    explicit PlainReader(std::string_view text) {
        for (const char c : text) take(c);
        if (!text.empty() && !at_record_start_) take('\n');
    }
    Records records;
    bool open() const { return quoted_; }

private:
    void take(char c) {
        const bool behind_cr = std::exchange(cr_before_, c == '\r' && !quoted_);
        if (c == '\n') ++line_;
        if (std::exchange(at_record_start_, false)) record_line_ = line_ - (c == '\n' ? 1 : 0);
        const bool was_quote = std::exchange(quote_before_, false);
        if (quoted_) {
            quoted_ = c != '"';
            quote_before_ = c == '"';
            if (quoted_) field_ += c;
        } else if (c == ',' || c == '\n') {
            end_field(c == '\n', behind_cr);
        } else if (c == '"' && (was_quote || at_field_start_)) {
            if (was_quote) field_ += c;
            quoted_ = true;
            was_quoted_ = true;
            at_field_start_ = false;
        } else {
            field_ += c;
            at_field_start_ = false;
        }
    }
    void end_field(bool record, bool behind_cr) {
        if (record && behind_cr) field_.pop_back();
        const bool blank = record && fields_.empty() && field_.empty() && !was_quoted_;
        if (!blank) fields_.push_back(field_);
        field_.clear();
        at_field_start_ = true;
        was_quoted_ = false;
        if (!record) return;
        const std::vector<std::string_view> views(fields_.begin(), fields_.end());
        if (!blank) records.push_back(fmt::format("{}: {}", record_line_, joined(views)));
        fields_.clear();
        at_record_start_ = true;
    }
    std::uint64_t line_ = 2, record_line_ = 2;
    std::string field_;
    std::vector<std::string> fields_;
    bool quoted_ = false, was_quoted_ = false, quote_before_ = false, cr_before_ = false;
    bool at_field_start_ = true, at_record_start_ = true;
};

std::string random_text(Random& random, std::uint32_t size_max, std::string_view alphabet) {
    std::string text(random.below(size_max), 'x');
    for (char& c : text) c = alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
    return text;
}

/// Reads header and `text` in blocks of `block_bytes`: as the plain reader does, or the open quote.
void expect_plain_reading(const std::string& text, std::size_t block_bytes,
                          const CsvScanner& scanner, const PlainReader& plain) {
    const Read read = read_text("a,b\n" + text, {block_bytes, {}, &scanner});
    if (plain.open()) {
        ASSERT_TRUE(read.error.starts_with("csv_quote_open line ")) << read.error;
        ASSERT_LE(read.records.size(), plain.records.size());
    } else {
        ASSERT_EQ(read.error, "");
        ASSERT_EQ(read.records, plain.records);
    }
}

constexpr std::string_view hard_alphabet = "aa,;\"\"\n\r\t";

// Goal: wherever the blocks are cut, the records and their lines are those of the plain reader.
TEST(CsvFile, cuts_anywhere) {
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Random random(seed);
        const std::string text = random_text(random, 24, hard_alphabet);
        const PlainReader plain(text);
        for (std::size_t bytes = 1; bytes <= text.size() + 5; ++bytes) {
            SCOPED_TRACE(fmt::format("seed {}, blocks of {} bytes", seed, bytes));
            const bool fast = (seed + bytes) % 2 == 0;
            const auto& scanner = fast ? CsvScanner::fastest() : CsvScanner::bytewise();
            ASSERT_NO_FATAL_FAILURE(expect_plain_reading(text, bytes, scanner, plain));
        }
    }
}

// Goal: the same for texts of many steps of 64 bytes, with few and with many quotes.
TEST(CsvFile, cuts_anywhere_in_long_texts) {
    constexpr std::string_view few_quotes = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqr,,,,\n\"";
    for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
        Random random(seed);
        const auto alphabet = seed % 2 == 0 ? few_quotes : hard_alphabet;
        const std::string text = random_text(random, 2'000, alphabet);
        const PlainReader plain(text);
        for (const std::size_t bytes : {random.below(300) + 1, random.below(3'000) + 1}) {
            SCOPED_TRACE(fmt::format("seed {}, blocks of {} bytes", seed, bytes));
            const auto& scanner = CsvScanner::fastest();
            ASSERT_NO_FATAL_FAILURE(expect_plain_reading(text, bytes, scanner, plain));
        }
    }
}

// Goal: any bytes at all are read or refused, the same way by both scans, and never crash.
TEST(CsvFile, survives_any_bytes) {
    std::size_t taken = 0;
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Random random(seed);
        std::string text(random.below(200), '\0');
        for (char& c : text) {
            c = random.chance(0.5) ? static_cast<char>(random.below(256))
                                   : hard_alphabet[random.below(hard_alphabet.size())];
        }
        const std::size_t bytes = random.below(250) + 1;
        const Read fast = read_text(text, {bytes, {}, &CsvScanner::fastest()});
        const Read plain = read_text(text, {bytes, {}, &CsvScanner::bytewise()});
        ASSERT_EQ(fast, plain) << "seed " << seed;
        ASSERT_TRUE(fast.error.empty() || fast.error.starts_with("csv_") ||
                    fast.error == "file_empty")
            << "seed " << seed << ": " << fast.error;
        if (fast.error.empty()) ++taken;
    }
    EXPECT_GT(taken, 1'000U);  // Else the test no longer reaches the records.
}

// Goal: several threads share the blocks; together they see every record once, and its line.
TEST(CsvFile, is_shared_by_threads) {
    std::string text = "no,teks\n";
    constexpr std::uint64_t rows = 20'000;
    for (std::uint64_t i = 0; i < rows; ++i) {
        text += i % 7 == 0 ? fmt::format("{},\"x\n\"\"y\"\n", i) : fmt::format("{},xy\n", i);
    }
    auto file = CsvFile::of_text(text, "uji.csv", {1'000, {}, &CsvScanner::fastest()});
    ASSERT_TRUE(file);
    std::vector<std::atomic<std::uint64_t>> line_of(rows);
    run_threads(4, [&](unsigned) {
        CsvBlock block;
        for (;;) {
            const auto more = file->next(block);
            if (!more || !*more) return;
            block.for_each([&](const CsvRow& row) {
                const auto number = std::stoul(std::string(row.fields[0]));
                line_of[number].fetch_add(row.line);
            });
        }
    });
    for (std::uint64_t i = 0; i < rows; ++i) ASSERT_EQ(line_of[i], 2 + i + (i + 6) / 7) << i;
}

// Goal: a block gives the same records each time it is asked.
TEST(CsvBlock, can_be_read_twice) {
    auto file = CsvFile::of_text("a,b\n\"x\"\"y\",\"\"\"\"\n\"\"\"z\",1\n", "uji.csv");
    ASSERT_TRUE(file);
    CsvBlock block;
    ASSERT_TRUE(*file->next(block));
    for (int time = 0; time < 2; ++time) {
        Records records;
        block.for_each([&](const CsvRow& row) { records.push_back(joined(row.fields)); });
        EXPECT_EQ(records, (Records{"x\"y|\"", "\"z|1"}));
    }
}

// Goal: a failure is told to every caller that comes after it.
TEST(CsvFile, repeats_its_failure) {
    auto file = CsvFile::of_text("a,b\n1,\"2\n", "uji.csv");
    ASSERT_TRUE(file);
    CsvBlock block;
    for (int time = 0; time < 2; ++time) {
        const auto more = file->next(block);
        ASSERT_FALSE(more);
        EXPECT_EQ(more.error().code(), Code::csv_quote_open);
    }
}

// Goal: a hash computed on the way sees every byte of the file in order, BOM and header too.
TEST(CsvFile, shows_its_bytes) {
    const std::string text =
        "\xEF\xBB\xBF"
        "a,b\n1,\"2\n\"\n\n3,4";
    for (std::size_t bytes = 1; bytes < 30; ++bytes) {
        std::string seen;
        const auto on_bytes = [&](std::string_view more) { seen += more; };
        const Read read = read_text(text, {bytes, on_bytes});
        EXPECT_EQ(read.records, (Records{"2: 1|2\n", "5: 3|4"}));
        EXPECT_EQ(seen, text);
    }
}

// Goal: Ctrl-C ends the reading between two blocks.
TEST(CsvFile, stops_when_interrupted) {
    auto file = CsvFile::of_text("a,b\n1,2\n", "uji.csv");
    ASSERT_TRUE(file);
    set_interrupted(true);
    CsvBlock block;
    const auto more = file->next(block);
    set_interrupted(false);
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().code(), Code::interrupted);
}

}  // namespace
}  // namespace payung
