/// `payung law compare`: what a reform costs and whom it touches, over a population in a CSV file.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/knowledge.h"
#include "app/law.h"
#include "app/law_question.h"
#include "base/csv_writer.h"
#include "base/json_writer.h"
#include "base/parallel.h"
#include "legislation/yaml.h"
#include "rules/explain/advice.h"
#include "rules/model/read_model.h"
#include "rules/reform/reform_effect.h"

namespace payung::app {

namespace {

struct CompareRequest {
    Path law, population, exceptions;
    std::vector<Path> reforms;
    std::vector<std::string> set, results, groups, later;
    std::string month;
    unsigned threads = 1;
};

/// A reform as a program of its own: a DMN file that opens alone, or a dated figure.
Result<std::optional<rules::Program>> load_reform(const Path& path, const Rulebook& rulebook,
                                                  const Console& console) {
    TRY_ASSIGN(const std::string text, read_file(path));
    std::vector<rules::model::Model> models;
    if (path.extension() == ".yaml") {
        TRY_ASSIGN(const YamlNode root, parse_yaml(text, path.string()));
        TRY_ASSIGN(const Parameter parameter, parameter_from_yaml(root, path.string()));
        models.push_back(parameter_model(std::span(&parameter, 1), rulebook.models()));
    } else {
        auto model = rules::model::read_model(text, path.string(), true);
        if (!model) {
            tell_faults(model.diagnostics(), console);
            return std::optional<rules::Program>();
        }
        models.push_back(std::move(*model));
    }
    auto program = rules::link(models, rules::Profile::law);
    if (program) return std::optional(std::move(*program));
    tell_faults(program.diagnostics(), console);
    return std::optional<rules::Program>();
}

std::string digits_of(std::string_view code, std::size_t count) {
    std::string out;
    for (const char c : code)
        if (c >= '0' && c <= '9' && out.size() < count) out += c;
    return out;
}

/// Groupings that a register allows; those whose columns are not there fall away.
std::vector<rules::GroupingRule> groupings(const CompareRequest& request, const AreaTable& areas) {
    const auto area = [&areas](std::size_t digits) {
        return [&areas, digits](std::string_view code) {
            std::string number = digits_of(code, digits);
            std::uint32_t found = 0;
            if (number.size() == digits && areas.find(number, found))
                number += " " + std::string(areas.name(found));
            return number;
        };
    };
    std::vector<rules::GroupingRule> rules{{"segmen", "segmen", {}},
                                           {"provinsi", "kode_desa", area(2)},
                                           {"kabupaten", "kode_desa", area(4)},
                                           {"desil", "desil", {}}};
    for (const std::string& column : request.groups)
        if (column != "segmen" && column != "desil") rules.push_back({column, column, {}});
    return rules;
}

/// The two sides, the decisions asked and the people: all that a comparison needs.
struct Prepared {
    Rulebook rulebook;
    rules::Units units;
    rules::Overlaid overlaid;
    std::vector<rules::NodeId> decisions;
    rules::Population population;
    rules::Constants constants;
};

Result<std::vector<rules::NodeId>> decisions_asked(const CompareRequest& request,
                                                   const Rulebook& rulebook,
                                                   const rules::Overlaid& overlaid,
                                                   const rules::Units& units,
                                                   const Console& console) {
    std::vector<rules::NodeId> out;
    for (const std::string& name : request.results) {
        TRY_ASSIGN(const rules::Node* node, decision_named(rulebook, name, console));
        out.push_back(rulebook.program().id_of(*node));
    }
    if (out.empty()) out = rules::affected_amounts(overlaid, &units);
    if (out.empty())
        return wrong_value("--result", "",
                           std::string(console.say("usulan ini tidak mengubah satu pun jumlah "
                                                   "rupiah; sebutkan keputusannya",
                                                   "the proposal changes no amount of rupiah; name "
                                                   "the decisions")));
    return out;
}

Result<void> read_people(const CompareRequest& request, const AreaTable& areas, Prepared& prepared,
                         const Console& console) {
    std::vector<rules::NodeId> both;
    for (const rules::NodeId id : prepared.decisions) {
        both.push_back(id);
        both.push_back(prepared.overlaid.under_reform(id));
    }
    const rules::Program& program = prepared.overlaid.program;
    TRY_ASSIGN(prepared.constants, facts_given(request.set, request.month, both, program, console));
    const auto inputs = rules::inputs_of(program, both);
    for (const rules::Node* input : inputs)
        if (input->name == "Hari libur")
            prepared.constants.emplace(input->name, prepared.rulebook.holidays());
    rules::PopulationOptions options;
    options.constants = prepared.constants;
    options.other_names = {
        {"Tanggal lahir", "tgl_lahir"}, {"Jenis kelamin", "jk"}, {"Upah", "penghasilan"}};
    options.groupings = groupings(request, areas);
    TRY_ASSIGN(CsvFile file, CsvFile::open(request.population));
    const auto& header = file.header();
    if (std::ranges::find(header, "id") == header.end()) options.key = "reg_id";
    auto population = rules::read_population(file, inputs, options);
    if (!population) return std::move(population).error().with("file", request.population.string());
    prepared.population = std::move(*population);
    return {};
}

/// Nothing where faults were told.
Result<std::optional<Prepared>> prepare(const CompareRequest& request, const AreaTable& areas,
                                        const Console& console) {
    auto rulebook = load_or_tell(law_folder_or_own(request.law), console, Rulebook::Findings::skip);
    if (!rulebook) return std::optional<Prepared>();
    std::vector<rules::Program> reforms;
    for (const Path& path : request.reforms) {
        TRY_ASSIGN(auto reform, load_reform(path, *rulebook, console));
        if (!reform) return std::optional<Prepared>();
        reforms.push_back(std::move(*reform));
    }
    const std::set<std::string, std::less<>> later(request.later.begin(), request.later.end());
    auto overlaid = rules::lay_over(rulebook->program(), reforms, later);
    if (!overlaid) {
        tell_faults(overlaid.diagnostics(), console);
        return std::optional<Prepared>();
    }
    Prepared out{std::move(*rulebook), {}, std::move(*overlaid), {}, {}, {}};
    out.units = units_of(out.rulebook);
    TRY_ASSIGN(out.decisions,
               decisions_asked(request, out.rulebook, out.overlaid, out.units, console));
    TRY(read_people(request, areas, out, console));
    return std::optional(std::move(out));
}

/// Micro-units as whole units, halves away from zero; sums of rupiah have no decimals.
std::int64_t whole(rules::Micro micro) {
    constexpr rules::Micro unit = 1'000'000;
    const rules::Micro half = micro < 0 ? -unit / 2 : unit / 2;
    return static_cast<std::int64_t>((micro + half) / unit);
}

class Page {
public:
    explicit Page(const Console& console) : console_(console) {}

    void heading(std::string_view name) const {
        console_.tell(fmt::format(
            "\n{:<34} {:>20} {:>20} {:>20} {:>11} {:>11} {:>11}", name,
            console_.say("hukum kini", "law as it is"), console_.say("usulan", "proposal"),
            console_.say("selisih", "difference"), console_.say("turun", "lower"),
            console_.say("sama", "same"), console_.say("naik", "higher")));
    }
    void line(std::string_view name, const rules::Outcome& o) const {
        console_.tell(fmt::format("{:<34} {:>20} {:>20} {:>20} {:>11} {:>11} {:>11}", cut(name),
                                  amount(o.baseline), amount(o.reform),
                                  signed_amount(o.difference()), count(o.lower), count(o.same),
                                  count(o.higher)));
    }
    std::string count(std::uint64_t n) const {
        return format_count(static_cast<std::int64_t>(n), console_.language);
    }

private:
    static std::string cut(std::string_view name) {
        constexpr std::size_t width = 34;
        if (rules::columns_of(name) <= width) return std::string(name);
        std::size_t end = width - 1;
        while ((static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
        return std::string(name.substr(0, end)) + "…";
    }
    std::string amount(rules::Micro micro) const {
        return format_count(whole(micro), console_.language);
    }
    std::string signed_amount(rules::Micro micro) const {
        return (micro > 0 ? "+" : "") + amount(micro);
    }
    const Console& console_;
};

void tell_moves(const rules::ReformEffect& effect, const Page& page, const Console& console) {
    for (const rules::TableMoves& table : effect.tables) {
        bool headed = false;
        for (const rules::RuleMove& move : table.moves) {
            const bool same_table = table.before->logic == table.after->logic;
            if (same_table && move.before == move.after) continue;
            if (!headed) console.tell("\n" + table.before->name);
            headed = true;
            console.tell(fmt::format("  {} {} → {} {}: {:>12}", console.say("baris", "row"),
                                     move.before, console.say("baris", "row"), move.after,
                                     page.count(move.rows)));
        }
    }
}

void tell_exceptions(const rules::ReformEffect& effect, const rules::Population& people,
                     const Page& page, const Console& console) {
    if (effect.exception_count > 0) {
        std::map<std::pair<std::string, rules::Reason>, std::uint64_t> totals;
        for (const rules::EffectException& e : effect.exceptions)
            ++totals[{e.decision->name, e.reason}];
        console.tell(fmt::format("\n{}: {}", console.say("Tanpa hasil", "Without a result"),
                                 page.count(effect.exception_count)));
        for (const auto& [what, rows] : totals)
            console.tell(fmt::format("  {}: {}: {}", what.first,
                                     rules::words_for(what.second).in(console.language),
                                     page.count(rows)));
    }
    if (people.unreadable_count() > 0) {
        const rules::Unreadable& first = people.unreadable().front();
        console.note(
            fmt::format("{} {} {} {}, {} {}", page.count(people.unreadable_count()),
                        console.say("isian tidak terbaca dan dianggap kosong; yang pertama: baris",
                                    "cells cannot be read and count as empty; the first: line"),
                        first.line, "", console.say("kolom", "column"), first.column));
    }
}

void tell_effect(const rules::ReformEffect& effect, const Prepared& prepared,
                 const Console& console) {
    const Page page(console);
    std::string replaced;
    for (const rules::NodeId id : prepared.overlaid.replaced)
        replaced += (replaced.empty() ? "" : ", ") + prepared.overlaid.program.nodes[id].name;
    console.tell(fmt::format(
        "{} {}: {}   {}: {}", console.say("Hukum", "Law"), prepared.rulebook.version().text(),
        page.count(effect.rows) + std::string(console.say(" orang", " people")),
        console.say("diganti", "replaced"), replaced));
    page.heading("");
    for (const rules::DecisionOutcome& decision : effect.decisions)
        page.line(decision.decision->name, decision.all);
    if (effect.decisions.size() > 1) page.line(console.say("jumlah", "sum"), effect.all);
    for (const auto& [name, groups] : effect.groups) {
        page.heading(name);
        for (const rules::GroupOutcome& group : groups)
            page.line(group.label.empty() ? console.say("(tidak disebut)", "(not told)")
                                          : std::string_view(group.label),
                      group.outcome);
    }
    tell_moves(effect, page, console);
    tell_exceptions(effect, prepared.population, page, console);
}

/// A sum as decimal text without floating point.
std::string micro_text(rules::Micro micro) {
    constexpr rules::Micro unit = 1'000'000;
    const rules::Micro size = micro < 0 ? -micro : micro;
    std::string out = (micro < 0 ? "-" : "") + fmt::format("{}", size / unit);
    if (size % unit == 0) return out;
    out += fmt::format(".{:06}", static_cast<std::int64_t>(size % unit));
    return out.substr(0, out.find_last_not_of('0') + 1);
}

void put_outcome(JsonWriter& json, const rules::Outcome& o) {
    const auto count = [&](const char* key, std::uint64_t n) {
        json.key(key).whole(static_cast<std::int64_t>(n));
    };
    json.key("baseline").text(micro_text(o.baseline)).key("reform").text(micro_text(o.reform));
    json.key("difference").text(micro_text(o.difference()));
    count("people", o.rows);
    count("lower", o.lower);
    count("same", o.same);
    count("higher", o.higher);
    count("exceptions", o.exceptions);
}

void tell_json(const rules::ReformEffect& effect, const Prepared& prepared,
               const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("rulebook").text(prepared.rulebook.version().hash);
    json.key("rows").whole(static_cast<std::int64_t>(effect.rows)).key("all").begin_object();
    put_outcome(json, effect.all);
    json.end_object().key("decisions").begin_array();
    for (const rules::DecisionOutcome& decision : effect.decisions) {
        json.begin_object().key("decision").text(decision.decision->name);
        put_outcome(json, decision.all);
        json.end_object();
    }
    json.end_array().key("groups").begin_object();
    for (const auto& [name, groups] : effect.groups) {
        json.key(name).begin_array();
        for (const rules::GroupOutcome& group : groups) {
            json.begin_object().key("group").text(group.label);
            put_outcome(json, group.outcome);
            json.end_object();
        }
        json.end_array();
    }
    json.end_object().key("rules").begin_array();
    for (const rules::TableMoves& table : effect.tables)
        for (const rules::RuleMove& move : table.moves)
            json.begin_object()
                .key("decision")
                .text(table.before->name)
                .key("before")
                .whole(move.before)
                .key("after")
                .whole(move.after)
                .key("people")
                .whole(static_cast<std::int64_t>(move.rows))
                .end_object();
    json.end_array().end_object().finish();
    console.tell_lines(out);
}

/// One line a row and decision without a result; never a zero.
Result<void> write_exceptions(const Path& path, const rules::ReformEffect& effect,
                              const Prepared& prepared, const Console& console) {
    const Path folder = path.has_parent_path() ? path.parent_path() : Path(".");
    TRY_ASSIGN(OutputFolder out, OutputFolder::open(folder));
    TRY_ASSIGN(OutputFile file, OutputFile::create(out.path_for(path.filename().string())));
    std::string lines = "baris,keputusan,sisi,alasan,saran,versi\n";
    CsvWriter csv(lines);
    for (const rules::EffectException& e : effect.exceptions) {
        csv.text(mask_identifiers(prepared.population.key_of(e.row))).text(e.decision->name);
        csv.text(e.reform ? "usulan" : "hukum").text(rules::name_of(e.reason));
        csv.text(rules::advice_for(e.reason).in(console.language));
        csv.text(prepared.rulebook.version().hash).end();
    }
    file.write(lines);
    TRY(file.close());
    return out.commit();
}

Result<int> compare(const CompareRequest& request, const Console& console) {
    TRY_ASSIGN(const AreaTable areas, load_areas());
    TRY_ASSIGN(const auto prepared, prepare(request, areas, console));
    if (!prepared) return law_not_in_order;
    rules::EffectOptions options;
    options.constants = prepared->constants;
    options.threads = request.threads;
    const auto effect =
        rules::effect_of(prepared->overlaid, prepared->decisions, prepared->population, options);
    if (!effect) {
        tell_faults(effect.diagnostics(), console);
        return law_not_in_order;
    }
    if (!request.exceptions.empty())
        TRY(write_exceptions(request.exceptions, *effect, *prepared, console));
    if (console.json)
        tell_json(*effect, *prepared, console);
    else
        tell_effect(*effect, *prepared, console);
    return law_in_order;
}

}  // namespace

LawAnswer build_law_compare(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CompareRequest>();
    const auto say = [&console](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    add_law_folder(sub, console, request->law);
    sub.add_option("--reform", request->reforms,
                   say("berkas usulan (.dmn, atau angka .yaml); boleh berulang",
                       "file of the proposal (.dmn, or a figure .yaml); may be repeated"))
        ->required();
    sub.add_option("--population", request->population,
                   say("CSV; judul kolom menyebut fakta, misalnya penghasilan, segmen, kode_desa",
                       "CSV; its header names facts, for example penghasilan, segmen, kode_desa"))
        ->required();
    sub.add_option(
        "--set", request->set,
        say("fakta yang sama bagi semua, misalnya \"Bulan iuran=2026-05\"; boleh berulang",
            "a fact that is the same for all, for example \"Bulan iuran=2026-05\"; may "
            "be repeated"));
    sub.add_option("--month", request->month,
                   say("bulan iuran TTTT-BB", "contribution month YYYY-MM"));
    sub.add_option(
        "--result", request->results,
        say("keputusan yang dihitung (bawaan: jumlah rupiah yang berubah); boleh berulang",
            "decision to compute (default: amounts that change); may be repeated"));
    sub.add_option("--group", request->groups,
                   say("kelompok tambahan menurut kolom; boleh berulang",
                       "one more grouping, by a column; may be repeated"));
    sub.add_option("--later", request->later,
                   say("keputusan yang dipakai dari usulan terakhir",
                       "decision to take from the last proposal"));
    sub.add_option("--exceptions", request->exceptions,
                   say("tulis baris tanpa hasil ke berkas CSV ini",
                       "write rows without a result to this CSV file"));
    request->threads = threads_available();
    sub.add_option("--threads", request->threads, say("jumlah utas", "number of threads"))
        ->check(CLI::Range(1, 256));
    return [request](const Console& c) { return compare(*request, c); };
}

}  // namespace payung::app
