/// Differences of rulebooks for people and as JSON.

#include <algorithm>
#include <array>

#include "base/language.h"
#include "rules/explain/rulebook_diff.h"

namespace payung::rules {

namespace {

Phrase words_for(Refusal refusal) {
    switch (refusal) {
        case Refusal::no_citation:
            return {
                "perubahan tanpa dasar hukum baru: isi Dasar hukum, atau umumkan dalam "
                "rulebook.yaml",
                "a change without a new citation: fill in the citation, or announce it in "
                "rulebook.yaml"};
        case Refusal::edits_past:
            return {
                "mengubah yang sudah berlaku: tambahkan baris baru, atau sebut corrects bila "
                "memperbaiki salah",
                "edits what was in force: add a new row, or say corrects where it mends a mistake"};
        case Refusal::id_in_use:
            break;
    }
    return {"id baris yang dipakai putusan lama hilang: pertahankan id-nya",
            "the id of a row that decisions on file name is gone: keep the id"};
}

Phrase words_for_part(std::string_view part) {
    if (part == "policy") return {"kebijakan", "policy"};
    if (part == "columns") return {"kolom", "columns"};
    if (part == "sources") return {"sumber", "sources"};
    if (part == "name") return {"nama", "name"};
    return {"rumus", "formula"};
}

class Telling {
public:
    explicit Telling(Language language) : language_(language) {}

    std::string tell(const RulebookDiff& diff) {
        for (const DecisionChange& change : diff.decisions) tell(change);
        return std::move(out_);
    }

private:
    std::string say(Phrase phrase) const { return std::string(phrase.in(language_)); }
    void line(const std::string& text) { out_ += text + '\n'; }

    void tell(const DecisionChange& change) {
        const std::string sign = change.kind == DecisionChange::Kind::added     ? " (+)"
                                 : change.kind == DecisionChange::Kind::removed ? " (-)"
                                                                                : "";
        line(change.node->file + " · " + change.node->name + sign);
        for (const auto& part : change.parts)
            line("  ~ " + say(words_for_part(part.name)) + ": " + arrow(part.before, part.after));
        for (const RowChange& row : change.rows) tell(row);
        if (change.announced)
            line("    " + say({"diumumkan", "announced"}) + ": " +
                 citation_in(change.announced->cite, language_) + " " + change.announced->what);
        tell(change.refusals);
    }

    static std::string arrow(const std::string& before, const std::string& after) {
        if (before.empty()) return after;
        return after.empty() ? before : before + " → " + after;
    }

    void tell(const std::vector<Refusal>& refusals) {
        for (const Refusal refusal : refusals)
            line("    ! " + say({"ditolak", "refused"}) + ": " + say(words_for(refusal)));
    }

    void tell(const RowChange& row) {
        using Kind = RowChange::Kind;
        const std::string number =
            say({"baris ", "row "}) + std::to_string(row.after == 0 ? row.before : row.after);
        switch (row.kind) {
            case Kind::moved:
                line("  = " + number + moved(row));
                break;
            case Kind::annotated:
                line("  = " + number + was(row) + ": " + cells(row));
                break;
            case Kind::added:
                line("  + " + number + ": " + law(row));
                break;
            case Kind::removed:
                line("  - " + number + ": " + law(row));
                break;
            case Kind::changed:
                line("  ~ " + number + was(row) + ": " + law(row));
                break;
        }
        if (row.kind == Kind::added && row.back_in_time)
            line("    " + say({"berlaku surut", "reaches back in time"}));
        tell(row.refusals);
    }

    std::string was(const RowChange& row) const {
        std::string out;
        if (row.before != row.after)
            out = " (" + say({"semula baris ", "was row "}) + std::to_string(row.before) + ")";
        if (row.id != row.id_before) out += " " + arrow(row.id_before, row.id);
        return out;
    }

    std::string moved(const RowChange& row) const {
        return was(row) + " " +
               (row.order_matters ? say({"pindah melewati baris lain; urutan menentukan",
                                         "moved past other rows; order matters"})
                                  : say({"hanya pindah", "only moved"}));
    }

    std::string law(const RowChange& row) const {
        std::string out = cells(row);
        const bool ends = row.kind == RowChange::Kind::removed;
        if (!row.effective)
            out += " " + say({"(tanpa batas awal waktu)", "(without a first date)"});
        else if (!ends)
            out += " " + say({"mulai ", "from "}) + when(row);
        const std::string conditions = where(row);
        if (!conditions.empty()) out += "; " + conditions;
        if (!row.cite.empty()) out += " [" + citation_in(row.cite, language_) + "]";
        return out;
    }

    std::string when(const RowChange& row) const {
        return row.effective_unit == Unit::month
                   ? month_in_words(*row.effective, Style::sentence, language_)
                   : in_words(*row.effective, Style::sentence, language_);
    }

    std::string cells(const RowChange& row) const {
        std::string out;
        for (const CellChange& cell : row.cells) {
            out += out.empty() ? "" : ", ";
            if (!cell.column.empty() && (cell.condition || is_annotation(cell)))
                out += cell.column + " ";
            out += arrow(before(cell), after(cell));
        }
        return out;
    }

    static bool is_annotation(const CellChange& cell) {
        return cell.tests_after == nullptr && cell.entry_before == nullptr &&
               cell.entry_after == nullptr;
    }
    std::string before(const CellChange& cell) const {
        return side(cell, cell.before, cell.tests_before, cell.entry_before);
    }
    std::string after(const CellChange& cell) const {
        return side(cell, cell.after, cell.tests_after, cell.entry_after);
    }
    std::string side(const CellChange& cell, const std::string& text, const UnaryTests* tests,
                     const ExprPtr& entry) const {
        if (tests != nullptr)
            return condition_in_words(*tests, text, cell.unit, Style::cell, language_);
        return entry_in_words(entry, text, cell.unit, Style::cell, language_);
    }

    /// The conditions that did not change, for orientation.
    std::string where(const RowChange& row) const {
        const auto number = static_cast<std::size_t>(row.after == 0 ? row.before : row.after);
        const TableRow& here = row.table->rows[number - 1];
        std::string out;
        for (std::size_t i = 0; i < here.conditions.size(); ++i) {
            const TableColumn& column = row.table->inputs[i];
            const bool told = std::ranges::any_of(row.cells, [&](const CellChange& cell) {
                return cell.condition && cell.column == column.name;
            });
            if (told || here.conditions[i].any()) continue;
            out += (out.empty() ? "" : ", ") + column.name + " " +
                   condition_in_words(here.conditions[i], here.condition_texts[i],
                                      unit_of(column.type.get()), Style::cell, language_);
        }
        return out;
    }

    Language language_;
    std::string out_;
};

std::string_view name_of(RowChange::Kind kind) {
    constexpr std::array<std::string_view, 5> names{"changed", "added", "removed", "moved",
                                                    "annotated"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(DecisionChange::Kind kind) {
    constexpr std::array<std::string_view, 3> names{"changed", "added", "removed"};
    return names.at(static_cast<std::size_t>(kind));
}

void put_refusals(JsonWriter& json, const std::vector<Refusal>& refusals) {
    if (refusals.empty()) return;
    json.key("refused").begin_array();
    for (const Refusal refusal : refusals) json.text(name_of(refusal));
    json.end_array();
}

void put_row(JsonWriter& json, const RowChange& row) {
    json.begin_object().key("kind").text(name_of(row.kind)).key("rule_id").text(row.id);
    if (row.id != row.id_before) json.key("rule_id_before").text(row.id_before);
    if (row.before != 0) json.key("row_before").whole(row.before);
    if (row.after != 0) json.key("row").whole(row.after);
    if (row.effective) json.key("effective").text(to_text(*row.effective));
    json.key("cite").text(row.cite);
    if (row.back_in_time) json.key("back_in_time").boolean(true);
    if (row.order_matters) json.key("order_matters").boolean(true);
    json.key("cells").begin_array();
    for (const CellChange& cell : row.cells)
        json.begin_object()
            .key("column")
            .text(cell.column)
            .key("before")
            .text(cell.before)
            .key("after")
            .text(cell.after)
            .end_object();
    json.end_array();
    put_refusals(json, row.refusals);
    json.end_object();
}

}  // namespace

std::string_view name_of(Refusal refusal) {
    constexpr std::array<std::string_view, 3> names{"no_citation", "edits_past", "id_in_use"};
    return names.at(static_cast<std::size_t>(refusal));
}

std::string describe(const RulebookDiff& diff, Language language) {
    return Telling(language).tell(diff);
}

void put_diff(JsonWriter& json, const RulebookDiff& diff) {
    json.begin_object().key("refused").boolean(diff.refused()).key("decisions").begin_array();
    for (const DecisionChange& change : diff.decisions) {
        json.begin_object().key("decision").text(change.node->name);
        json.key("id").text(change.node->id).key("file").text(change.node->file);
        json.key("kind").text(name_of(change.kind)).key("parts").begin_array();
        for (const auto& part : change.parts)
            json.begin_object()
                .key("part")
                .text(part.name)
                .key("before")
                .text(part.before)
                .key("after")
                .text(part.after)
                .end_object();
        json.end_array().key("rows").begin_array();
        for (const RowChange& row : change.rows) put_row(json, row);
        json.end_array();
        put_refusals(json, change.refusals);
        json.end_object();
    }
    json.end_array().end_object();
}

}  // namespace payung::rules
