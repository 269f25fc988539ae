#include "base/csv_writer.h"

#include <array>

#include "base/decimal.h"

namespace payung {
namespace {

constexpr std::array<bool, 256> special = [] {
    std::array<bool, 256> bytes{};
    for (const char c : {',', '"', '\n', '\r'}) bytes[static_cast<unsigned char>(c)] = true;
    return bytes;
}();

char* put_year_month(char* at, int year, unsigned month) {
    at = put_digits(at, static_cast<std::uint64_t>(year), 4);
    *at++ = '-';
    return put_digits(at, month, 2);
}

}  // namespace

bool CsvWriter::needs_quotes(std::string_view value) {
    bool found = false;
    for (const char c : value) found |= special[static_cast<unsigned char>(c)];
    return found;
}

void CsvWriter::append_quoted(std::string_view value) {
    out_->push_back('"');
    for (std::size_t quote = value.find('"'); quote != std::string_view::npos;
         quote = value.find('"')) {
        out_->append(value.substr(0, quote + 1)).push_back('"');
        value.remove_prefix(quote + 1);
    }
    out_->append(value).push_back('"');
}

CsvWriter& CsvWriter::money(Money value) {
    if (value.sen() % 100 == 0) return whole(value.sen() / 100);
    return decimal(value.sen(), 2);
}

CsvWriter& CsvWriter::day(Day value) {
    char field[field_bytes_max];
    const auto ymd = value.ymd();
    char* at = put_year_month(begin_field(field), static_cast<int>(ymd.year()),
                              static_cast<unsigned>(ymd.month()));
    *at++ = '-';
    return append(field, put_digits(at, static_cast<unsigned>(ymd.day()), 2));
}

CsvWriter& CsvWriter::month(Month value) {
    char field[field_bytes_max];
    return append(field, put_year_month(begin_field(field), value.year(), value.month()));
}

CsvWriter& CsvWriter::nik(Nik value) {
    char field[field_bytes_max];
    char* const at = begin_field(field);
    return append(field, value ? put_digits(at, value.number(), 16) : at);
}

CsvWriter& CsvWriter::decimal(std::int64_t value, unsigned places) {
    char field[field_bytes_max];
    return append(field, put_decimal(begin_field(field), value, places));
}

void CsvWriter::end() {
    const bool blank = fields_ <= 1 && (out_->empty() || out_->back() == '\n');
    if (blank) out_->append("\"\"");
    out_->push_back('\n');
    fields_ = 0;
}

}  // namespace payung
