#include "contributions/bank_csv.h"

#include <map>

#include "base/csv_reader.h"
#include "base/text.h"
#include "contributions/receipt_errors.h"
#include "contributions/statement_check.h"
#include "registry/columns.h"

namespace payung {
namespace {

enum Field : std::uint8_t {
    f_account,
    f_booked,
    f_value,
    f_reference,
    f_code,
    f_payer,
    f_payer_account,
    f_amount,
    f_currency,
    f_side,
    f_text,
};
constexpr std::array<ColumnSpec, 11> columns{{
    {"rekening no_rekening account", true, Mask::number},
    {"tanggal tgl date", true},
    {"tanggal_valuta valuta value_date", false},
    {"referensi no_referensi reference", true},
    {"kode_bayar kode payment_code", false},
    {"pembayar nama_pembayar payer", false, Mask::text},
    {"rekening_pembayar payer_account", false, Mask::number},
    {"jumlah nominal amount", true},
    {"mata_uang currency", true},
    {"dk d_k arah side", true},
    {"keterangan berita remarks", false, Mask::text},
}};

/// "1.386.000" as people write it; two digits of sen behind a point or a comma are understood, so
/// that the line can be counted and told.
std::optional<Money> read_written(std::string_view text) {
    text = trim(text);
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t sen = 0;
    if (text.size() > 3 && (text[text.size() - 3] == '.' || text[text.size() - 3] == ',')) {
        if (const auto part = parse_u64(text.substr(text.size() - 2))) {
            sen = static_cast<std::int64_t>(*part);
            text.remove_suffix(3);
        }
    }
    const auto rupiah = parse_rupiah(text);
    if (!rupiah) return std::nullopt;
    const Money amount = *rupiah + Money::from_sen(sen);
    return negative ? Money{} - amount : amount;
}

/// 2026-03-15 or 15/03/2026; never the American order.
std::optional<Day> read_written_day(std::string_view text) {
    text = trim(text);
    if (text.size() != 10 || text[2] != '/' || text[5] != '/') return parse_day(text);
    std::string iso;
    iso.append(text.substr(6)).append("-").append(text.substr(3, 2)).append("-");
    return parse_day(iso.append(text.substr(0, 2)));
}

std::optional<Side> read_written_side(std::string_view text) {
    const std::string word = upper_ascii(trim(text));
    if (word == "K" || word == "CR" || word == "KREDIT") return Side::credit;
    if (word == "D" || word == "DB" || word == "DEBIT") return Side::debit;
    return std::nullopt;
}

constexpr StatementForm csv_form{
    "referensi",  "tanggal",        "tanggal_valuta",  "jumlah",      "mata_uang",
    "dk",         "rekening",       "SALDO AWAL",      "SALDO AKHIR", "tanggal",
    read_written, read_written_day, read_written_side,
};

enum class RowKind : std::uint8_t { entry, opening, closing };

RowKind kind_of(std::string_view side) {
    const std::string word = upper_ascii(trim(side));
    if (word == "SALDO AWAL") return RowKind::opening;
    return word == "SALDO AKHIR" ? RowKind::closing : RowKind::entry;
}

class CsvStatements {
public:
    CsvStatements(const ColumnMap& map, std::size_t width) : map_(map), width_(width) {}

    void take(const CsvRow& row);
    /// In the order of their first rows.
    std::vector<RawStatement> result() { return std::move(statements_); }

private:
    std::string at(const CsvRow& row, Field field) const {
        const std::int32_t column = map_.at(field);
        if (column < 0 || static_cast<std::size_t>(column) >= row.fields.size()) return {};
        const std::string_view text = trim(row.fields[static_cast<std::size_t>(column)]);
        return is_utf8(text) ? std::string(text) : latin1_to_utf8(text);
    }
    RawStatement& statement_of(const std::string& account, std::uint64_t line);
    void take_balance(RawStatement& statement, const CsvRow& row, bool closing);
    void take_entry(RawStatement& statement, const CsvRow& row);

    const ColumnMap& map_;
    std::size_t width_;
    std::map<std::string, std::size_t> places_;
    std::vector<RawStatement> statements_;
};

RawStatement& CsvStatements::statement_of(const std::string& account, std::uint64_t line) {
    const auto [place, fresh] = places_.try_emplace(account_key(account), statements_.size());
    if (fresh) {
        statements_.emplace_back().line = line;
        statements_.back().account = account;
    }
    return statements_[place->second];
}

void CsvStatements::take(const CsvRow& row) {
    RawStatement& statement = statement_of(at(row, f_account), row.line);
    if (row.fields.size() != width_) {
        statement.faults.push_back({row.line,
                                    {},
                                    Error{receipt_error::statement_row_uneven,
                                          {{"fields", std::to_string(row.fields.size())},
                                           {"columns", std::to_string(width_)}}}});
        return;
    }
    switch (kind_of(at(row, f_side))) {
        case RowKind::opening:
            return take_balance(statement, row, false);
        case RowKind::closing:
            return take_balance(statement, row, true);
        case RowKind::entry:
            return take_entry(statement, row);
    }
}

void CsvStatements::take_balance(RawStatement& statement, const CsvRow& row, bool closing) {
    auto& place = closing ? statement.closing : statement.opening;
    std::string amount = at(row, f_amount);
    // An account may stand below nought; its sign is its side.
    const bool negative = amount.starts_with('-');
    if (negative) amount.erase(0, 1);
    if (place) {
        const std::string_view field = closing ? csv_form.closing : csv_form.opening;
        statement.faults.push_back(
            {row.line,
             {},
             Error{receipt_error::statement_balance_twice, {{"field", std::string(field)}}}});
        return;
    }
    place = RawAmount{row.line, std::move(amount), at(row, f_currency), negative ? "D" : "K",
                      at(row, f_booked)};
}

void CsvStatements::take_entry(RawStatement& statement, const CsvRow& row) {
    RawLine& line = statement.lines.emplace_back();
    line.amount = {row.line, at(row, f_amount), at(row, f_currency), at(row, f_side), {}};
    line.reference = at(row, f_reference);
    line.booked = at(row, f_booked);
    line.value = at(row, f_value);
    line.payer_name = at(row, f_payer);
    line.payer_account = at(row, f_payer_account);
    line.texts = {at(row, f_code), at(row, f_text)};
    std::erase(line.texts, std::string{});
}

}  // namespace

Result<StatementFile> read_bank_csv(std::string_view bytes, const std::string& file,
                                    const KnownAccounts& accounts) {
    TRY_ASSIGN(CsvFile csv, CsvFile::of_text(std::string(bytes), file));
    TRY_ASSIGN(const ColumnMap map, ColumnMap::match(columns, csv.header(), file));
    CsvStatements statements(map, csv.header().size());
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, csv.next(block));
        if (!more) break;
        block.for_each([&](const CsvRow& row) { statements.take(row); });
    }
    StatementFile read;
    for (RawStatement& raw : statements.result())
        judge_statement(std::move(raw), csv_form, file, accounts, read);
    return read;
}

}  // namespace payung
