#include "legislation/law_conventions.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "legislation/parameter.h"

namespace payung {
namespace {

namespace model = rules::model;
using rules::Diagnostic;
using rules::DiagnosticCode;
using rules::Place;

constexpr std::array<std::string_view, 21> feel_words{
    "and",      "or",   "in",    "if",   "then",    "else",      "for",
    "return",   "some", "every", "of",   "between", "instance",  "is",
    "function", "not",  "null",  "true", "false",   "satisfies", "item"};
constexpr std::array<std::string_view, 6> plain_figures{"0", "1", "2", "12", "30", "100"};
constexpr std::array<std::string_view, 5> rounding_names{"round half up", "round half down",
                                                         "round up", "round down", "decimal"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_feel_word(std::string_view word) {
    return std::find(feel_words.begin(), feel_words.end(), word) != feel_words.end();
}

/// What no name may hold; nothing where the name is in order.
std::optional<std::string> fault_in(std::string_view name) {
    if (name.empty() || name.front() == ' ' || name.back() == ' ') return " ";
    std::string word;
    for (std::size_t i = 0; i <= name.size(); ++i) {
        const char c = i < name.size() ? name[i] : ' ';
        if (is_letter(c) || is_digit(c)) {
            word += c;
            continue;
        }
        if (c != ' ') return std::string(1, c);
        if (word.empty()) return "  ";
        if (is_feel_word(word)) return word;
        word.clear();
    }
    return std::nullopt;
}

std::string snake(std::string_view name) {
    std::string out = lower_ascii(name);
    std::replace(out.begin(), out.end(), ' ', '_');
    return out;
}

/// "umum/bpu.dmn": "urn:payung:hukum:umum:bpu"
std::string namespace_for(std::string file) {
    file = file.substr(0, file.rfind(".dmn"));
    std::replace(file.begin(), file.end(), '/', ':');
    return "urn:payung:hukum:" + file;
}

/// Walks a text for figures. A number that ends a name ("Tarif Jakon 1") is no figure.
class FigureScan {
public:
    explicit FigureScan(std::string_view text) : text_(text) {}

    std::vector<std::string> run() {
        while (at_ < text_.size()) step();
        return std::move(found_);
    }

private:
    char here() const { return text_[at_]; }

    void step() {
        if (here() == '"') return skip_string();
        if (is_digit(here())) return number();
        if (is_letter(here())) return word();
        if (here() == '(') calls_.push_back(rounds());
        if (here() == ')' && !calls_.empty()) calls_.pop_back();
        if (here() != ' ' && here() != '\n') {
            name_.clear();
            after_comma_ = here() == ',';
        }
        ++at_;
    }

    void skip_string() {
        ++at_;
        while (at_ < text_.size() && here() != '"') at_ += here() == '\\' ? 2 : 1;
        ++at_;
        name_.clear();
    }

    void word() {
        const std::size_t start = at_;
        while (at_ < text_.size() && (is_letter(here()) || is_digit(here()))) ++at_;
        const std::string_view word = text_.substr(start, at_ - start);
        if (is_feel_word(word)) return name_.clear();
        name_ += name_.empty() ? "" : " ";
        name_ += word;
    }

    void number() {
        const std::size_t start = at_;
        const auto digits = [this] {
            while (at_ < text_.size() && is_digit(here())) ++at_;
        };
        digits();
        if (at_ + 1 < text_.size() && here() == '.' && is_digit(text_[at_ + 1])) {
            ++at_;
            digits();
        }
        if (!name_.empty()) return;  // the end of a name
        const std::string written(text_.substr(start, at_ - start));
        const bool plain =
            std::find(plain_figures.begin(), plain_figures.end(), written) != plain_figures.end();
        if (!plain && !is_rounding_digit()) found_.push_back(written);
    }

    bool rounds() const {
        return std::find(rounding_names.begin(), rounding_names.end(), name_) !=
               rounding_names.end();
    }

    bool is_rounding_digit() const {
        const std::size_t next = text_.find_first_not_of(' ', at_);
        return after_comma_ && !calls_.empty() && calls_.back() && next != text_.npos &&
               text_[next] == ')';
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string name_;         // words since the last sign
    std::vector<bool> calls_;  // open brackets: whether of a rounding function
    bool after_comma_ = false;
    std::vector<std::string> found_;
};

class Conventions {
public:
    std::vector<Diagnostic> check(std::span<const model::Model> models) {
        for (const model::Model& one : models) {
            file_ = one.file;
            generated_ = one.file == parameter_file;
            check_model(one);
        }
        return std::move(found_);
    }

private:
    using Arguments = std::vector<std::pair<std::string, std::string>>;

    void add(DiagnosticCode code, Place place, Arguments arguments = {}) {
        place.file = file_;
        found_.push_back({code, std::move(place), std::move(arguments)});
    }
    Place here(std::uint64_t line) const { return {"", line, decision_, 0, ""}; }

    void check_model(const model::Model& one) {
        decision_.clear();
        if (!generated_ && one.namespace_ != namespace_for(one.file)) {
            add(DiagnosticCode::law_namespace, here(0),
                {{"value", one.namespace_}, {"wanted", namespace_for(one.file)}});
        }
        for (const model::InputData& input : one.inputs) check_name(input.name, input.line);
        for (const model::KnowledgeModel& knowledge : one.knowledge) {
            decision_ = knowledge.name;
            check_name(knowledge.name, knowledge.line);
            if (knowledge.authorities.empty())
                add(DiagnosticCode::law_unfounded, here(knowledge.line));
            if (knowledge.function) check_expression(*knowledge.function);
        }
        for (const model::Decision& decision : one.decisions) check_decision(decision);
    }

    void check_decision(const model::Decision& decision) {
        decision_ = decision.name;
        id_ = decision.id;
        check_name(decision.name, decision.line);
        if (!generated_ && decision.id != snake(decision.name)) {
            add(DiagnosticCode::law_id, here(decision.line),
                {{"value", decision.id}, {"wanted", snake(decision.name)}});
        }
        if (decision.authorities.empty()) add(DiagnosticCode::law_unfounded, here(decision.line));
        if (decision.logic) check_expression(*decision.logic);
        if (decision.logic && decision.logic->table) check_rule_ids(*decision.logic->table);
    }

    void check_name(const std::string& name, std::uint64_t line) {
        if (const auto part = fault_in(name)) {
            add(DiagnosticCode::law_name, here(line), {{"value", name}, {"part", *part}});
        }
    }

    void check_rule_ids(const model::DecisionTable& table) {
        if (generated_) return;
        for (const model::TableRule& rule : table.rules) {
            const std::string_view id = rule.id;
            const bool begins = id.starts_with(id_ + "_") && id.size() >= id_.size() + 3;
            const std::string_view number = begins ? id.substr(id_.size() + 1) : "";
            if (begins && std::all_of(number.begin(), number.end(), is_digit)) continue;
            add(DiagnosticCode::law_id, here(rule.line),
                {{"value", rule.id}, {"wanted", id_ + "_01"}});
        }
    }

    void check_expression(const model::Expression& expression) {
        if (expression.kind == model::Expression::Kind::literal) {
            for (const std::string& figure : figures_in(expression.text.text)) {
                add(DiagnosticCode::law_figure, here(expression.text.line), {{"value", figure}});
            }
        }
        if (expression.table) check_table(*expression.table, expression.line);
        for (const model::Expression& part : expression.parts) check_expression(part);
    }

    void check_table(const model::DecisionTable& table, std::uint64_t line) {
        for (const std::string_view name : {"Dasar hukum", "Status"}) {
            const auto at = std::find(table.annotations.begin(), table.annotations.end(), name);
            if (at == table.annotations.end()) {
                add(DiagnosticCode::law_column_missing, here(line), {{"name", std::string(name)}});
                continue;
            }
            const auto column = static_cast<std::size_t>(at - table.annotations.begin());
            for (std::size_t row = 0; row < table.rules.size(); ++row) {
                check_annotation(table.rules[row], static_cast<int>(row) + 1, column, name);
            }
        }
    }

    void check_annotation(const model::TableRule& rule, int row, std::size_t column,
                          std::string_view name) {
        const std::string text =
            column < rule.annotations.size() ? rule.annotations[column].text : "";
        const Place place{"", rule.line, decision_, row, ""};
        if (name == "Dasar hukum") {
            if (text.find_first_not_of(" \t\n") == std::string::npos) {
                add(DiagnosticCode::law_uncited, place);
            }
        } else if (text != "C" && text != "D" && text != "M" && text != "X") {
            add(DiagnosticCode::law_status, place, {{"value", text}});
        }
    }

    std::string file_, decision_, id_;
    bool generated_ = false;
    std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<std::string> figures_in(std::string_view feel) {
    return FigureScan(feel).run();
}

std::vector<Diagnostic> check_conventions(std::span<const model::Model> models) {
    return Conventions().check(models);
}

}  // namespace payung
