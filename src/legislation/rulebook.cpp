#include "legislation/rulebook.h"

#include <algorithm>
#include <set>

#include "legislation/accepted_findings.h"
#include "legislation/law_conventions.h"
#include "legislation/yaml.h"
#include "rules/explain/relevance.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"
#include "rules/model/read_model.h"

namespace payung {
namespace {

using rules::Diagnostic;
using rules::Node;
using rules::NodeId;
using rules::Value;

constexpr std::string_view holidays_name = "Hari libur";
/// A figure that says whether joint leave is free as national holidays are; by the day of leave.
constexpr std::string_view joint_leave_figure = "cuti_bersama_hari_libur";

std::string argument_of(const Error& error, std::string_view name) {
    for (const auto& [key, value] : error.arguments())
        if (key == name) return value;
    return {};
}

std::string without_full_stop(std::string sentence) {
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

/// What a file of the folder was refused for, as the rules say such things.
Diagnostic diagnostic_of(const Error& error, const std::string& file) {
    Diagnostic out{rules::DiagnosticCode::law_file, {file, 0, "", 0, ""}, {}};
    if (error.code() == Code::law_malformed) {
        const std::string line = argument_of(error, "line");
        out.place.line = line.empty() ? 0 : std::stoull(line);
        out.arguments = {{"apa", argument_of(error, "apa")}, {"what", argument_of(error, "what")}};
    } else {
        out.arguments = {{"apa", without_full_stop(describe(error, Language::id))},
                         {"what", without_full_stop(describe(error, Language::en))}};
    }
    return out;
}

Diagnostic diagnostic_of(const rules::Finding& finding) {
    return {rules::DiagnosticCode::law_finding,
            finding.place,
            {{"apa", rules::describe(finding, Language::id)},
             {"what", rules::describe(finding, Language::en)}}};
}

rules::Date date_of(Day day) {
    return rules::Date::from_day_number(day.number());
}

}  // namespace

struct Rulebook::Content {
    Path folder;
    std::vector<rules::model::Model> models;
    std::vector<Parameter> parameters;
    Calendars calendars;
    RulebookVersion version;
    rules::Program program;
    std::vector<rules::Finding> findings;
    std::map<std::string, NodeId, std::less<>> decisions;
    std::vector<std::vector<NodeId>> inputs_of_node;  // by node, sorted by name
    Value holidays;

    const Parameter* figure(std::string_view id) const {
        const auto at = std::find_if(parameters.begin(), parameters.end(),
                                     [id](const Parameter& p) { return p.id == id; });
        return at == parameters.end() ? nullptr : &*at;
    }
};

/// Fills a Content from a folder; every step goes on after a fault, so that all are told at once.
class RulebookLoader {
public:
    using Content = Rulebook::Content;
    RulebookLoader(const Path& folder, Rulebook::Findings findings)
        : content_(std::make_shared<Content>()), how_(findings) {
        content_->folder = folder;
    }

    rules::Checked<Rulebook> load() {
        read_version();
        read_files();
        if (!faults_.empty()) return std::move(faults_);
        content_->models.push_back(parameter_model(content_->parameters, content_->models));
        check(check_conventions(content_->models));
        link();
        if (!faults_.empty()) return std::move(faults_);
        analyse();
        if (!faults_.empty()) return std::move(faults_);
        finish();
        Rulebook rulebook;
        rulebook.content_ = std::move(content_);
        return rulebook;
    }

private:
    void fault(Diagnostic diagnostic) { faults_.push_back(std::move(diagnostic)); }
    void check(std::vector<Diagnostic> found) {
        for (Diagnostic& diagnostic : found) fault(std::move(diagnostic));
    }

    void read_version() {
        auto version = version_of(content_->folder);
        if (!version) return fault(diagnostic_of(version.error(), "rulebook.yaml"));
        content_->version = std::move(*version);
    }

    void read_files() {
        const auto names = law_files(content_->folder);
        if (!names) return fault(diagnostic_of(names.error(), ""));
        for (const std::string& name : *names) {
            const auto text = read_file(content_->folder / name);
            if (!text) {
                fault(diagnostic_of(text.error(), name));
            } else if (name.ends_with(".dmn")) {
                read_tables(name, *text);
            } else if (auto read = read_yaml_file(name, *text); !read) {
                fault(diagnostic_of(read.error(), name));
            }
        }
    }

    void read_tables(const std::string& name, const std::string& text) {
        auto model = rules::model::read_model(text, name, true);
        if (!model) return check(model.diagnostics());
        content_->models.push_back(std::move(*model));
    }

    Result<void> read_yaml_file(const std::string& name, const std::string& text) {
        TRY_ASSIGN(const YamlNode root, parse_yaml(text, name));
        if (name.starts_with("parameters/")) return add_figure(root, name);
        if (name.starts_with("calendars/")) return add_calendar(root, name);
        return root.malformed(
            "berkas ini tidak dibaca; angka di parameters/, hari libur di calendars/",
            "this file is not read; figures belong in parameters/, holidays in calendars/");
    }

    Result<void> add_figure(const YamlNode& root, const std::string& name) {
        TRY_ASSIGN(Parameter parameter, parameter_from_yaml(root, name));
        if (const Parameter* twin = content_->figure(parameter.id)) {
            return root.malformed("nama berkas ini sudah dipakai " + twin->file,
                                  "the name of this file is that of " + twin->file);
        }
        content_->parameters.push_back(std::move(parameter));
        return {};
    }

    Result<void> add_calendar(const YamlNode& root, const std::string& name) {
        TRY_ASSIGN(CalendarYear year, calendar_from_yaml(root, Path(name).stem().string()));
        if (content_->calendars.covers(year.year)) {
            return root.malformed("tahun ini sudah ada", "this year is there already");
        }
        content_->calendars.add(std::move(year));
        return {};
    }

    void link() {
        auto program = rules::link(content_->models, rules::Profile::law);
        if (!program) return check(named_figures(program.diagnostics()));
        content_->program = std::move(*program);
        for (const Node& node : content_->program.nodes) {
            if (node.kind != Node::Kind::decision) continue;
            const NodeId id = content_->program.id_of(node);
            const auto [at, fresh] = content_->decisions.emplace(node.name, id);
            if (fresh) continue;
            const std::string& other = content_->program.nodes[at->second].file;
            fault({rules::DiagnosticCode::law_name_twice,
                   {node.file, node.line, node.name, 0, ""},
                   {{"other", other}}});
        }
    }

    /// The generated model is nobody's file: its faults are those of the YAML files.
    std::vector<Diagnostic> named_figures(std::vector<Diagnostic> diagnostics) const {
        for (Diagnostic& diagnostic : diagnostics) {
            if (diagnostic.place.file != parameter_file) continue;
            for (const Parameter& parameter : content_->parameters) {
                if (parameter.name == diagnostic.place.decision)
                    diagnostic.place.file = parameter.file;
            }
        }
        return diagnostics;
    }

    void analyse() {
        if (how_ == Rulebook::Findings::skip) return;
        content_->findings = rules::analyse(content_->program);
        if (how_ == Rulebook::Findings::allow) return;
        const auto accepted = AcceptedFindings::load(content_->folder);
        if (!accepted) return fault(diagnostic_of(accepted.error(), "analysis"));
        for (const rules::Finding& finding : content_->findings) {
            if (!accepted->allows(finding)) fault(diagnostic_of(finding));
        }
    }

    void finish() {
        content_->holidays = holidays();
        content_->inputs_of_node.resize(content_->program.nodes.size());
        for (NodeId id = 0; id < content_->program.nodes.size(); ++id) gather_inputs(id);
    }

    /// Decisions come after what they require, so that theirs is known.
    void gather_inputs(NodeId id) {
        const auto& nodes = content_->program.nodes;
        std::set<NodeId> inputs;
        if (nodes[id].kind == Node::Kind::input) inputs.insert(id);
        for (const rules::Requirement& required : nodes[id].requires_) {
            const auto& theirs = content_->inputs_of_node[required.node];
            inputs.insert(theirs.begin(), theirs.end());
        }
        auto& list = content_->inputs_of_node[id];
        list.assign(inputs.begin(), inputs.end());
        std::sort(list.begin(), list.end(),
                  [&](NodeId a, NodeId b) { return nodes[a].name < nodes[b].name; });
        const auto twin = [&](NodeId a, NodeId b) { return nodes[a].name == nodes[b].name; };
        list.erase(std::unique(list.begin(), list.end(), twin), list.end());
    }

    Value holidays() const {
        const Parameter* leave = content_->figure(joint_leave_figure);
        rules::List days;
        for (const CalendarYear& year : content_->calendars.years()) {
            for (const Holiday& holiday : year.days) {
                const ParameterValue* value = leave ? leave->at(holiday.day) : nullptr;
                if (holiday.joint_leave && (value == nullptr || value->value == "false")) continue;
                days.emplace_back(date_of(holiday.day));
            }
        }
        return Value(std::move(days));
    }

    std::shared_ptr<Content> content_;
    Rulebook::Findings how_;
    std::vector<Diagnostic> faults_;
};

rules::Checked<Rulebook> Rulebook::load(const Path& folder, Findings findings) {
    return RulebookLoader(folder, findings).load();
}

Result<Rulebook> Rulebook::open(const Path& folder) {
    TRY(read_file(folder / "rulebook.yaml"));  // a folder that is not there says so itself
    auto loaded = load(folder);
    if (loaded) return std::move(*loaded);
    Diagnostic first = loaded.diagnostics().front();
    const std::string file = (folder / first.place.file).string();
    const std::string line = std::to_string(first.place.line);
    first.place.file.clear();
    first.place.line = 0;
    const auto said = [&](Language language) {
        std::string text = rules::describe(first, language);
        while (text.ends_with('.')) text.pop_back();
        return text;
    };
    return Error{Code::law_malformed,
                 {{"file", file},
                  {"line", line},
                  {"apa", said(Language::id)},
                  {"what", said(Language::en)}}};
}

const Path& Rulebook::folder() const {
    return content_->folder;
}
const rules::Program& Rulebook::program() const {
    return content_->program;
}
std::span<const rules::model::Model> Rulebook::models() const {
    return content_->models;
}
std::span<const Parameter> Rulebook::parameters() const {
    return content_->parameters;
}
const Calendars& Rulebook::calendars() const {
    return content_->calendars;
}
const RulebookVersion& Rulebook::version() const {
    return content_->version;
}
std::span<const rules::Finding> Rulebook::findings() const {
    return content_->findings;
}
const Value& Rulebook::holidays() const {
    return content_->holidays;
}

const Node* Rulebook::decision(std::string_view name) const {
    const auto at = content_->decisions.find(name);
    return at == content_->decisions.end() ? nullptr : &content_->program.nodes[at->second];
}

std::vector<const Node*> Rulebook::inputs_of(const Node& decision) const {
    std::vector<const Node*> inputs;
    for (const NodeId id : content_->inputs_of_node[content_->program.id_of(decision)]) {
        inputs.push_back(&content_->program.nodes[id]);
    }
    return inputs;
}

namespace {

/// A day of a year without a calendar, in a value or in a list of values.
bool outside(const Calendars& calendars, const Value* value) {
    if (value == nullptr) return false;
    if (value->kind() == rules::Kind::date) return !calendars.covers(value->date().year);
    if (value->kind() != rules::Kind::list) return false;
    const auto& list = value->list();
    return std::any_of(list.begin(), list.end(),
                       [&](const Value& item) { return outside(calendars, &item); });
}

/// Asks one question and looks at what its answer used: a decision requires more than it uses in
/// one case, and what was not used neither counts nor is cited.
class Asking {
public:
    Asking(const rules::Program& program, const Calendars& calendars, const Facts& inputs)
        : program_(program), calendars_(calendars), asked_(program, inputs) {}

    Answer ask(NodeId decision) {
        answer_.value = asked_.decide(decision);
        answer_.origin = decision;
        seen_.resize(program_.nodes.size());
        visit(decision);
        if (answer_.value.is_null() && !refused_) answer_.origin = origin_of(decision);
        return std::move(answer_);
    }

private:
    void visit(NodeId id) {
        if (seen_[id]) return;
        seen_[id] = true;
        const Node& node = program_.nodes[id];
        if (node.kind != Node::Kind::decision) return;
        const std::vector<NodeId> used = used_of(node);
        for (const NodeId other : used) visit(other);
        const std::vector<int>& rows = asked_.rules_of(id);
        if (!rows.empty()) answer_.applied.push_back({id, rows});
        refuse_unknown(node, used);
        refuse_uncovered_years(node, used);
    }

    std::vector<NodeId> used_of(const Node& node) {
        std::vector<Value> values;
        if (node.logic && node.logic->table) {
            for (const rules::TableColumn& column : node.logic->table->inputs)
                values.push_back(asked_.evaluate_in(node, *column.expression));
        }
        return rules::used_by(asked_, node, asked_.rules_of(program_.id_of(node)), values);
    }

    /// What is not known must not decide: a payer nobody knows would win the row that asks nothing
    /// of payers ("-"), because the row that excludes him does not apply to null.
    void refuse_unknown(const Node& node, const std::vector<NodeId>& used) {
        if (!node.logic || !node.logic->table) return;
        for (const rules::Requirement& required : node.requires_) {
            if (std::find(used.begin(), used.end(), required.node) == used.end()) continue;
            const Value value = asked_.value_of(required.node);
            if (!value.is_null() || !is_column(*node.logic->table, required.name)) continue;
            const bool given = program_.nodes[required.node].kind == Node::Kind::input;
            return refuse(given ? program_.id_of(node) : origin_of(required.node), value);
        }
    }

    /// A column that asks for nothing but constants; one that asks for null may be given it.
    static bool is_column(const rules::Table& table, const std::string& name) {
        for (std::size_t i = 0; i < table.inputs.size(); ++i) {
            if (table.inputs[i].name != name) continue;
            return std::none_of(table.rows.begin(), table.rows.end(),
                                [i](const rules::TableRow& row) {
                                    return row.condition_texts[i].find("null") != std::string::npos;
                                });
        }
        return false;
    }

    /// Days that were counted with holidays must lie in years whose holidays are known.
    void refuse_uncovered_years(const Node& node, const std::vector<NodeId>& used) {
        const auto counts_days = [this](NodeId id) {
            return program_.nodes[id].name == holidays_name;
        };
        if (std::none_of(used.begin(), used.end(), counts_days)) return;
        const Value result = asked_.value_of(program_.id_of(node));
        bool refused = outside(calendars_, &result);
        for (const NodeId id : used) {
            const Value value = asked_.value_of(id);
            refused = refused || (!counts_days(id) && outside(calendars_, &value));
        }
        if (!refused) return;
        refuse(program_.id_of(node), Value::null(rules::Reason::missing_input));
    }

    void refuse(NodeId origin, Value why) {
        if (answer_.value.is_null()) return;
        answer_.value = std::move(why);
        answer_.origin = origin;
        refused_ = true;
    }

    /// Follows a null to the decision whose own requirements have values.
    NodeId origin_of(NodeId decision) {
        for (const NodeId id : used_of(program_.nodes[decision])) {
            if (program_.nodes[id].kind != Node::Kind::decision) continue;
            if (asked_.value_of(id).is_null()) return origin_of(id);
        }
        return decision;
    }

    const rules::Program& program_;
    const Calendars& calendars_;
    rules::Asked asked_;
    Answer answer_;
    std::vector<bool> seen_;
    bool refused_ = false;
};

}  // namespace

Answer Rulebook::decide(const Node& decision, const Facts& facts) const {
    const NodeId id = content_->program.id_of(decision);
    std::map<std::string, Value, std::less<>> inputs;
    for (const Node* input : inputs_of(decision)) {
        if (input->name == holidays_name) inputs.emplace(input->name, content_->holidays);
        const auto at = facts.find(input->name);
        if (at == facts.end()) continue;
        const Value value = rules::admitted(at->second, input->domain.get());
        // A value outside its declared type goes to the exceptions, never into a table.
        if (value.is_null() && !at->second.is_null())
            return {value, {}, content_->program.id_of(*input)};
        inputs.insert_or_assign(input->name, value);
    }
    Asking asking(content_->program, content_->calendars, std::move(inputs));
    return asking.ask(id);
}

LawException Rulebook::exception_of(const Node& decision, const Facts& facts, const Answer& answer,
                                    std::string key) const {
    const Node& origin = content_->program.nodes[answer.origin];
    LawException out{std::move(key),          decision.name, answer.value.reason(), origin.name, {},
                     content_->version.text()};
    for (const Node* input : inputs_of(origin)) {
        const auto at = facts.find(input->name);
        if (input->name == holidays_name) continue;
        out.inputs.emplace_back(input->name, at == facts.end() ? "-" : rules::to_feel(at->second));
    }
    return out;
}

std::string advice_for(const LawException& exception, Language language) {
    const bool id = language == Language::id;
    switch (exception.reason) {
        case rules::Reason::missing_input:
            return id ? "Ada masukan yang kosong, atau kalender tahunnya belum ada. Lengkapi."
                      : "An input is empty, or the calendar of its year is not there. Fill it in.";
        case rules::Reason::no_rule:
            return id ? "Tidak ada baris yang berlaku. Periksa bulannya terhadap masa berlaku."
                      : "No row applies. Compare the month with the period of validity.";
        case rules::Reason::out_of_domain:
            return id ? "Nilai masukan di luar jenis yang dinyatakan. Perbaiki datanya."
                      : "A value is outside its declared type. Mend the data.";
        case rules::Reason::rule_conflict:
            return id ? "Dua baris berlaku sekaligus. Laporkan kepada penyusun tabel."
                      : "Two rows apply at once. Report it to the author of the table.";
        default:
            return id ? "Perhitungan tidak menghasilkan nilai. Periksa masukan keputusan itu."
                      : "The computation gave no value. Check the inputs of that decision.";
    }
}

std::string file_of(const Rulebook& rulebook, const Node& node) {
    if (node.file != parameter_file) return node.file;
    for (const Parameter& parameter : rulebook.parameters()) {
        if (parameter.name == node.name) return parameter.file;
    }
    return node.file;
}

RowSource source_of(const Node& node, int row) {
    RowSource source;
    if (!node.logic || !node.logic->table || row < 1) return source;
    const rules::Table& table = *node.logic->table;
    const auto& annotations = table.rows.at(static_cast<std::size_t>(row) - 1).annotations;
    for (std::size_t i = 0; i < annotations.size() && i < table.annotations.size(); ++i) {
        if (table.annotations[i] == "Dasar hukum") source.cite = annotations[i];
        if (table.annotations[i] == "Status" && !annotations[i].empty())
            source.status = annotations[i][0];
    }
    return source;
}

std::vector<std::string> words_of(const rules::Type& type) {
    std::vector<std::string> words;
    const rules::Bindings nothing;
    for (const std::string& text : type.allowed_values) {
        const auto parsed = rules::parse_unary_tests(text, rules::Scope());
        const auto* tests = std::get_if<rules::UnaryTests>(&parsed);
        if (tests == nullptr) return {};
        for (const rules::UnaryTest& test : tests->tests) {
            const Value value = rules::evaluate(*test.value, nothing);
            if (value.kind() != rules::Kind::string) return {};
            words.push_back(value.text());
        }
    }
    return words;
}

}  // namespace payung
