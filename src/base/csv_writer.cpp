#include "base/csv_writer.h"

#include <array>

namespace payung {
namespace {

constexpr std::array<bool, 256> special = [] {
    std::array<bool, 256> bytes{};
    for (const char c : {',', '"', '\n', '\r'}) bytes[static_cast<unsigned char>(c)] = true;
    return bytes;
}();

constexpr std::uint64_t power_of_ten(unsigned exponent) {
    std::uint64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
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

/// The last `digits` digits of `value`, zeros leading.
void CsvWriter::append_padded(std::uint64_t value, unsigned digits) {
    char text[20];
    for (unsigned at = digits; at > 0; --at) {
        text[at - 1] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    out_->append(text, digits);
}

void CsvWriter::append_decimal(std::int64_t value, unsigned places) {
    CHECK(places <= 18);
    const auto bits = static_cast<std::uint64_t>(value);
    const std::uint64_t size = value < 0 ? 0 - bits : bits;
    const std::uint64_t unit = power_of_ten(places);
    if (value < 0) out_->push_back('-');
    append_number(size / unit);
    if (places == 0) return;
    out_->push_back('.');
    append_padded(size % unit, places);
}

CsvWriter& CsvWriter::money(Money value) {
    if (value.sen() % 100 == 0) return whole(value.sen() / 100);
    return decimal(value.sen(), 2);
}

CsvWriter& CsvWriter::day(Day value) {
    begin_field();
    const auto ymd = value.ymd();
    append_padded(static_cast<std::uint64_t>(static_cast<int>(ymd.year())), 4);
    out_->push_back('-');
    append_padded(static_cast<unsigned>(ymd.month()), 2);
    out_->push_back('-');
    append_padded(static_cast<unsigned>(ymd.day()), 2);
    return *this;
}

CsvWriter& CsvWriter::month(Month value) {
    begin_field();
    append_padded(static_cast<std::uint64_t>(value.year()), 4);
    out_->push_back('-');
    append_padded(value.month(), 2);
    return *this;
}

CsvWriter& CsvWriter::nik(Nik value) {
    begin_field();
    if (value) append_padded(value.number(), 16);
    return *this;
}

CsvWriter& CsvWriter::decimal(std::int64_t value, unsigned places) {
    begin_field();
    append_decimal(value, places);
    return *this;
}

void CsvWriter::end() {
    const bool blank = fields_ <= 1 && (out_->empty() || out_->back() == '\n');
    if (blank) out_->append("\"\"");
    out_->push_back('\n');
    fields_ = 0;
}

}  // namespace payung
