#include "membership/handed_file.h"

#include <set>

namespace payung {
namespace {

void keep_notes(const RowNotes& notes, const ColumnMap& columns, std::vector<RowVerdict>& into) {
    notes.for_each([&](const RowNotes::Note& note, std::string_view value) {
        const std::string field(note.column == RowNotes::no_column ? std::string_view{}
                                                                   : columns.header(note.column));
        into.push_back({note.line, field, std::string(value),
                        Error{note.code,
                              {{"line", std::to_string(note.line)},
                               {"field", field},
                               {"value", std::string(value)}}},
                        note.outcome});
    });
}

}  // namespace

Result<HandedFile> read_handed_file(const Path& path, std::span<const ColumnSpec> specs,
                                    const std::function<void(FieldRow&)>& on_row) {
    constexpr std::size_t block_bytes = std::size_t{4} << 20U;
    HandedFile handed;
    handed.name = path.filename().string();
    FileWatch watch;
    TRY_ASSIGN(CsvFile file, open_table(path, watch.options(block_bytes)));
    TRY(watch.check_text(path.string()));
    TRY_ASSIGN(const ColumnMap columns, ColumnMap::match(specs, file.header(), path.string()));
    handed.columns_unknown = columns.unknown();
    CsvBlock block;
    std::optional<std::uint64_t> short_line;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) break;
        RowNotes notes;
        const bool ascii = watch.ascii();
        block.for_each([&](const CsvRow& csv) {
            ++handed.rows;
            notes.begin_row(csv.line);
            FieldRow row(csv, columns, specs, ascii, notes);
            short_line.reset();
            if (csv.fields.size() == columns.columns()) return on_row(row);
            row.reject(RowNotes::no_column, Code::row_fields_wrong);
            if (csv.fields.size() < columns.columns()) short_line = csv.line;
        });
        keep_notes(notes, columns, handed.verdicts);
    }
    TRY(watch.check_text(path.string()));
    TRY(watch.check_whole(path.string(), short_line));
    handed.sha256 = watch.sha256();
    return handed;
}

void sort_by_line(std::vector<RowVerdict>& verdicts) {
    std::stable_sort(verdicts.begin(), verdicts.end(),
                     [](const RowVerdict& a, const RowVerdict& b) { return a.line < b.line; });
}

std::uint64_t count_rows(const std::vector<RowVerdict>& verdicts, RowOutcome outcome) {
    std::set<std::uint64_t> lines;
    for (const RowVerdict& verdict : verdicts)
        if (verdict.outcome == outcome) lines.insert(verdict.line);
    return lines.size();
}

}  // namespace payung
