#include "planning/budget.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "base/table_file.h"
#include "base/text.h"
#include "planning/budget_text.h"

namespace payung {
namespace {

enum class Column : std::uint8_t {
    source,
    name,
    kind,
    area,
    sectors,
    decile_max,
    programmes,
    ceiling,
    from,
    months,
    basis
};
constexpr std::array<std::string_view, 11> column_names{
    "sumber",  "nama", "jenis", "wilayah", "lapangan_usaha", "desil_maks",
    "program", "pagu", "mulai", "bulan",   "dasar"};
constexpr std::array needed{Column::source, Column::kind, Column::ceiling, Column::from,
                            Column::months};

std::string_view name_of(Column column) {
    return column_names.at(static_cast<std::size_t>(column));
}

template <class Texts>
std::string join(const Texts& texts, std::string_view between) {
    std::string joined;
    for (const auto& text : texts) {
        if (!joined.empty()) joined += between;
        joined += text;
    }
    return joined;
}

/// Where each column stands in the file; npos if it does not.
using Places = std::array<std::size_t, column_names.size()>;
constexpr std::size_t nowhere = SIZE_MAX;

Places places_in(const std::vector<std::string>& header) {
    Places places{};
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = std::find(header.begin(), header.end(), column_names.at(i));
        places.at(i) = at == header.end() ? nowhere : static_cast<std::size_t>(at - header.begin());
    }
    return places;
}

std::vector<std::string> unknown_in(const std::vector<std::string>& header) {
    std::vector<std::string> unknown;
    for (const std::string& name : header) {
        if (std::find(column_names.begin(), column_names.end(), name) == column_names.end()) {
            unknown.push_back(name);
        }
    }
    return unknown;
}

/// "2026-01"; also "2026-01-01", which spreadsheets make of it.
std::optional<Month> first_month(std::string_view text) {
    const auto day = parse_day(text);
    if (day && day->day() == 1) return month_of(*day);
    return parse_month(text);
}

/// One row at a time into a Budget; every fault of the row becomes a problem.
class RowReader {
public:
    RowReader(const std::string& file, const AreaTable& areas, const Places& places,
              std::size_t columns)
        : file_(file), areas_(areas), places_(places), columns_(columns) {}

    void take(const CsvRow& row) {
        row_ = &row;
        budget_ = {};
        budget_.line = row.line;
        if (row.fields.size() != columns_) {
            problem(Code::budget_row_width, {{"fields", std::to_string(row.fields.size())},
                                             {"columns", std::to_string(columns_)}});
            return;
        }
        read_source();
        read_kind();
        read_area();
        read_sectors();
        read_decile();
        read_programmes();
        read_ceiling();
        read_months();
        budget_.legal_basis = value(Column::basis);
        found_.budgets.push_back(std::move(budget_));
    }

    BudgetFile found() && { return std::move(found_); }

private:
    std::string_view value(Column column) const {
        const std::size_t at = places_.at(static_cast<std::size_t>(column));
        return at == nowhere ? std::string_view{} : trim(row_->fields[at]);
    }

    void problem(Code code, std::initializer_list<Error::Argument> more) {
        Error error(code, more);
        found_.problems.push_back(
            std::move(error).with("file", file_).with("line", std::to_string(row_->line)));
    }
    void problem(Code code, Column column) {
        problem(code,
                {{"field", std::string(name_of(column))}, {"value", std::string(value(column))}});
    }
    /// False, and a problem, where a needed value is empty.
    bool filled(Column column) {
        if (!value(column).empty()) return true;
        problem(Code::budget_field_empty, column);
        return false;
    }

    void read_source() {
        budget_.id = value(Column::source);
        budget_.name = value(Column::name).empty() ? budget_.id : value(Column::name);
        if (!filled(Column::source)) return;
        const auto [at, is_new] = line_of_.emplace(budget_.id, row_->line);
        if (is_new) return;
        problem(
            Code::budget_source_twice,
            {{"field", "sumber"}, {"value", budget_.id}, {"first", std::to_string(at->second)}});
    }

    void read_kind() {
        if (!filled(Column::kind)) return;
        if (const auto kind = parse_payer_kind(value(Column::kind))) {
            budget_.kind = *kind;
            return;
        }
        std::vector<std::string_view> allowed;
        for (const PayerKind kind : all_payer_kinds) allowed.push_back(payung::name_of(kind));
        problem(Code::budget_kind_unknown, {{"field", "jenis"},
                                            {"value", std::string(value(Column::kind))},
                                            {"allowed", join(allowed, ", ")}});
    }

    void read_area() {
        const std::string_view code = value(Column::area);
        if (code.empty()) return;
        if (!areas_.find(code, budget_.area) || budget_.area == 0) {
            problem(Code::budget_area_unknown, Column::area);
        }
    }

    void read_sectors() {
        char wrong = 0;
        const auto sectors = parse_sectors(value(Column::sectors), wrong);
        if (sectors) {
            budget_.sectors = *sectors;
            return;
        }
        problem(Code::budget_sector_unknown, {{"field", "lapangan_usaha"},
                                              {"value", std::string(value(Column::sectors))},
                                              {"letter", std::string(1, wrong)}});
    }

    void read_decile() {
        if (value(Column::decile_max).empty()) return;
        const auto decile = parse_whole(value(Column::decile_max), 1, 10);
        if (!decile) return problem(Code::budget_decile_invalid, Column::decile_max);
        budget_.decile_max = static_cast<std::uint8_t>(*decile);
    }

    void read_programmes() {
        constexpr std::uint8_t basic =
            programme_bit(Programme::jkk) | programme_bit(Programme::jkm);
        std::string_view left = value(Column::programmes);
        if (left.empty()) {
            budget_.programmes = basic;
            return;
        }
        for (bool more = true; more;) {
            const std::size_t plus = left.find('+');
            more = plus != std::string_view::npos;
            const auto programme = parse_programme(trim(left.substr(0, plus)));
            if (!programme) return problem(Code::budget_programme_unknown, Column::programmes);
            budget_.programmes |= programme_bit(*programme);
            if (more) left.remove_prefix(plus + 1);
        }
        refuse_closed(Programme::jp, "PP 45/2015");
        refuse_closed(Programme::jkp, "PP 37/2021 jo. PP 6/2025 Pasal 4 ayat (2)");
        const auto missing = static_cast<std::uint8_t>(basic & ~budget_.programmes);
        if (missing == 0) return;
        problem(Code::budget_programme_basic, {{"field", "program"},
                                               {"value", std::string(value(Column::programmes))},
                                               {"missing", programmes_text(missing)}});
    }

    void refuse_closed(Programme programme, std::string_view cite) {
        if ((budget_.programmes & programme_bit(programme)) == 0) return;
        problem(Code::budget_programme_closed, {{"field", "program"},
                                                {"value", std::string(payung::name_of(programme))},
                                                {"cite", std::string(cite)}});
    }

    void read_ceiling() {
        if (!filled(Column::ceiling)) return;
        const auto ceiling = parse_rupiah(value(Column::ceiling));
        if (!ceiling) return problem(Code::budget_ceiling_invalid, Column::ceiling);
        budget_.ceiling = *ceiling;
    }

    void read_months() {
        if (filled(Column::from)) {
            const auto from = first_month(value(Column::from));
            if (!from) problem(Code::budget_month_invalid, Column::from);
            if (from) budget_.from = *from;
        }
        if (!filled(Column::months)) return;
        const auto months = parse_whole(value(Column::months), 1, budget_months_max);
        if (!months) return problem(Code::budget_months_invalid, Column::months);
        budget_.months = static_cast<std::int32_t>(*months);
    }

    const std::string& file_;
    const AreaTable& areas_;
    const Places& places_;
    std::size_t columns_;
    const CsvRow* row_ = nullptr;
    Budget budget_;
    BudgetFile found_;
    std::map<std::string, std::uint64_t> line_of_;
};

Result<void> check_header(const std::vector<std::string>& header, const Places& places,
                          const std::string& name) {
    for (const Column column : needed) {
        if (places.at(static_cast<std::size_t>(column)) != nowhere) continue;
        return Error(Code::budget_column_missing, {{"column", std::string(name_of(column))},
                                                   {"file", name},
                                                   {"found", join(header, ", ")}});
    }
    return {};
}

/// Letters to change, drop or add to make `a` of `b`.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t k = 1; k <= b.size(); ++k) {
            const std::size_t changed = diagonal + (a[i - 1] == b[k - 1] ? 0 : 1);
            diagonal = row[k];
            row[k] = std::min({row[k] + 1, row[k - 1] + 1, changed});
        }
    }
    return row.back();
}

/// A limit under a misspelt title would be no limit at all: that is refused, not kept aside.
Result<void> check_spelling(std::span<const std::string> unknown,
                            std::span<const std::string> header, const std::string& file) {
    constexpr std::size_t edits_max = 2;
    for (const std::string& column : unknown) {
        for (const std::string_view known : column_names) {
            const bool there = std::find(header.begin(), header.end(), known) != header.end();
            if (there || edits(column, known) > edits_max) continue;
            return Error{Code::budget_column_misspelt,
                         {{"file", file}, {"column", column}, {"known", std::string(known)}}};
        }
    }
    return {};
}

}  // namespace

std::string programmes_text(std::uint8_t programmes) {
    std::vector<std::string_view> names;
    for (const Programme programme : all_programmes) {
        if ((programmes & programme_bit(programme)) != 0) names.push_back(name_of(programme));
    }
    return join(names, "+");
}

Result<BudgetFile> read_budgets(CsvFile& file, const std::string& name, const AreaTable& areas) {
    const Places places = places_in(file.header());
    TRY(check_header(file.header(), places, name));
    TRY(check_spelling(unknown_in(file.header()), file.header(), name));
    RowReader reader(name, areas, places, file.header().size());
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) break;
        block.for_each([&](const CsvRow& row) { reader.take(row); });
    }
    BudgetFile found = std::move(reader).found();
    found.columns_unknown = unknown_in(file.header());
    if (found.budgets.empty() && found.problems.empty()) {
        return Error(Code::budget_none, {{"file", name}});
    }
    if (!found.problems.empty()) found.budgets.clear();
    return found;
}

Result<BudgetFile> read_budgets(const Path& path, const AreaTable& areas) {
    TRY_ASSIGN(CsvFile file, open_table(path));
    return read_budgets(file, path.filename().string(), areas);
}

}  // namespace payung
