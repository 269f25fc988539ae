/// `payung law show`: tables and formulas as people read them, on the terminal or as a page.

#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "app/law.h"
#include "app/law_question.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "rules/explain/draw_html.h"
#include "rules/explain/draw_text.h"
#include "rules/nearest.h"

namespace payung::app {

namespace {

struct ShowRequest {
    Path law, html;
    std::string name, month;
    std::vector<std::string> where, given;
    bool feel = false;
};

bool on_terminal() {
    return isatty(STDOUT_FILENO) == 1;
}

bool wants_colours() {
    const char* const kind = std::getenv("TERM");
    return on_terminal() && std::getenv("NO_COLOR") == nullptr && kind != nullptr &&
           std::string_view(kind) != "dumb";
}

std::size_t terminal_width() {
    winsize size{};
    constexpr std::size_t usual = 120;
    if (!on_terminal() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 60)
        return usual;
    return size.ws_col;
}

/// All decisions by file: what there is to show.
void tell_names(const Rulebook& rulebook, const Console& console) {
    std::string file;
    for (const rules::Node& node : rulebook.program().nodes) {
        if (node.kind != rules::Node::Kind::decision) continue;
        const std::string at = file_of(rulebook, node);
        if (at != file) console.tell(at);
        file = at;
        const bool table = node.logic != nullptr && node.logic->table != nullptr;
        console.tell("  " + node.name +
                     (table ? " (" + std::to_string(node.logic->table->rows.size()) + ")" : ""));
    }
}

Result<void> add_filters(const ShowRequest& request, const rules::Program& program,
                         const rules::Node& node, const Console& console,
                         rules::ViewOptions& options) {
    const std::vector<std::string> known = rules::filter_columns(program, node);
    for (const std::string& text : request.where) {
        const std::size_t sign = text.find('=');
        const std::string name(trim(std::string_view(text).substr(0, sign)));
        std::vector<std::string> all = known;
        all.push_back(node.name);
        const bool found = std::ranges::any_of(all, [&](const std::string& column) {
            return lower_ascii(column) == lower_ascii(name);
        });
        if (sign == std::string::npos || !found) {
            const std::string meant = rules::nearest(name, all);
            return wrong_value("--where", text,
                               std::string(console.say("tulis Kolom=nilai", "write Column=value")) +
                                   (meant.empty() ? "" : " (" + meant + ")"));
        }
        options.where.emplace_back(name, trim(std::string_view(text).substr(sign + 1)));
    }
    if (request.month.empty()) return {};
    const bool whole = request.month.size() > 7;
    options.as_of = rules::parse_date(whole ? request.month : request.month + "-01");
    if (!options.as_of)
        return wrong_value("--month", request.month,
                           std::string(console.say("tulis TTTT-BB", "write YYYY-MM")));
    return {};
}

/// Of one person: the row that applied, and the first cell that failed in the others.
Result<void> add_person(const ShowRequest& request, const Rulebook& rulebook,
                        const rules::Node& node, const Console& console,
                        rules::ViewOptions& options) {
    if (request.given.empty()) return {};
    const rules::NodeId id = rulebook.program().id_of(node);
    TRY_ASSIGN(rules::Inputs facts,
               facts_given(request.given, "", std::span(&id, 1), rulebook.program(), console));
    const rules::Record record = explain_law(rulebook, node, facts, true, units_of(rulebook));
    if (record.root.table) options.matched = record.root.table->rules;
    for (const rules::WhyNot& why : record.root.why_not)
        if (why.column != 0) options.failed.emplace_back(why.rule, why.column);
    return {};
}

Result<void> write_page(const ShowRequest& request, const Rulebook& rulebook,
                        const rules::Node& node, std::span<const rules::View> views,
                        const Console& console) {
    const std::string note = std::string(console.say("Hukum ", "Law ")) +
                             rulebook.version().text() + " · " + file_of(rulebook, node);
    const std::string page = rules::html_page(node.name, views, note, console.language);
    const Path folder = request.html.has_parent_path() ? request.html.parent_path() : Path(".");
    TRY_ASSIGN(OutputFolder out, OutputFolder::open(folder));
    TRY_ASSIGN(OutputFile file, OutputFile::create(out.path_for(request.html.filename().string())));
    file.write(page);
    TRY(file.close());
    return out.commit();
}

void put_view(JsonWriter& json, const rules::View& view) {
    json.begin_object().key("decision").text(view.name);
    if (!view.part.empty()) json.key("part").text(view.part);
    if (!view.policy.empty()) json.key("policy").text(view.policy);
    json.key("formula").begin_array();
    for (const std::string& line : view.formula) json.text(line);
    json.end_array().key("columns").begin_array();
    for (const rules::ViewColumn& column : view.columns) json.text(column.name);
    json.end_array().key("rows").begin_array();
    for (const rules::ViewRow& row : view.rows) {
        json.begin_object().key("row").whole(row.number).key("rule_id").text(row.id);
        if (row.gap()) json.key("gap").boolean(true);
        if (row.matched) json.key("matched").boolean(true);
        json.key("cells").begin_array();
        for (const std::string& cell : row.cells) json.text(cell);
        json.end_array().end_object();
    }
    json.end_array().key("hidden").whole(static_cast<std::int64_t>(view.hidden)).end_object();
}

void tell_json(std::span<const rules::View> views, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const rules::View& view : views) put_view(json, view);
    json.end_array().finish();
    console.tell_lines(out);
}

Result<int> show(const ShowRequest& request, const Console& console) {
    const auto rulebook =
        load_or_tell(law_folder_or_own(request.law), console, Rulebook::Findings::allow);
    if (!rulebook) return law_not_in_order;
    if (request.name.empty()) {
        tell_names(*rulebook, console);
        return law_in_order;
    }
    TRY_ASSIGN(const rules::Node* node, decision_named(*rulebook, request.name, console));
    const rules::Units units = units_of(*rulebook);
    const std::vector<rules::Finding> findings(rulebook->findings().begin(),
                                               rulebook->findings().end());
    rules::ViewOptions options;
    options.language = console.language;
    options.feel = request.feel;
    options.findings = &findings;
    options.units = &units;
    TRY(add_filters(request, rulebook->program(), *node, console, options));
    TRY(add_person(request, *rulebook, *node, console, options));
    const auto views = rules::views_of(rulebook->program(), *node, options);
    if (!request.html.empty()) TRY(write_page(request, *rulebook, *node, views, console));
    if (console.json) {
        tell_json(views, console);
        return law_in_order;
    }
    if (!request.html.empty()) return law_in_order;
    for (std::size_t v = 0; v < views.size(); ++v)
        console.tell_lines(
            (v == 0 ? "" : "\n") +
            rules::draw_text(views[v], {console.language, wants_colours(), terminal_width()}));
    return law_in_order;
}

}  // namespace

LawAnswer build_law_show(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ShowRequest>();
    const auto say = [&console](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    add_law_folder(sub, console, request->law);
    sub.add_option("name", request->name,
                   say("keputusan atau angka; tanpa nama: daftarnya",
                       "decision or figure; without a name: the list of them"));
    sub.add_option("--html", request->html,
                   say("tulis sebagai halaman ke berkas ini", "write as a page to this file"));
    sub.add_option("--month", request->month,
                   say("hanya baris yang berlaku pada TTTT-BB atau TTTT-BB-HH",
                       "only rows that hold in YYYY-MM or on YYYY-MM-DD"));
    sub.add_option("--where", request->where,
                   say("hanya baris yang cocok, misalnya \"Sektor=transportasi\"",
                       "only rows that match, for example \"Sektor=transportasi\""));
    sub.add_option(
        "--given", request->given,
        say("tandai baris seseorang, misalnya Penghasilan=1250000; boleh berulang",
            "mark the row of a person, for example Penghasilan=1250000; may be repeated"));
    sub.add_flag("--feel", request->feel,
                 say("syarat dan hasil sebagaimana tertulis dalam FEEL",
                     "conditions and results as written in FEEL"));
    return [request](const Console& c) { return show(*request, c); };
}

}  // namespace payung::app
