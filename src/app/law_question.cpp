#include "app/law_question.h"

#include <algorithm>

#include "base/text.h"
#include "rules/nearest.h"
#include "rules/reform/population.h"

namespace payung::app {

Error wrong_value(std::string option, std::string value, std::string reason) {
    return Error{Code::invalid_option,
                 {{"option", std::move(option)},
                  {"value", std::move(value)},
                  {"reason", std::move(reason)}}};
}

namespace {

constexpr std::string_view month_input = "Bulan iuran";

bool is_called(std::string_view known, std::string_view written) {
    return lower_ascii(known) == lower_ascii(written) ||
           rules::column_name_of(known) == lower_ascii(written);
}

std::string unknown_name(std::string_view name, std::span<const std::string> known,
                         const Console& console) {
    const std::string meant = rules::nearest(name, known);
    std::string reason(console.say("nama ini tidak dikenal", "there is no such name"));
    if (!meant.empty())
        reason +=
            std::string(console.say("; mungkin maksudnya '", "; perhaps you mean '")) + meant + "'";
    return reason;
}

/// A fact that the question does not use: the nearest name, or all that it does use.
std::string unused_fact(std::string_view name, std::span<const std::string> used,
                        const Console& console) {
    if (!rules::nearest(name, used).empty() || used.empty())
        return unknown_name(name, used, console);
    std::string reason(console.say("tidak dipakai di sini; yang dipakai: ",
                                   "it is not used here; what is used: "));
    for (std::size_t i = 0; i < used.size(); ++i) reason += (i == 0 ? "" : ", ") + used[i];
    return reason;
}

Error unreadable_fact(std::string_view name, std::string_view text, bool of_month,
                      const Console& console) {
    if (of_month)
        return wrong_value("--month", std::string(text),
                           std::string(console.say("tulis TTTT-BB", "write YYYY-MM")));
    return wrong_value("--given", std::string(name) + "=" + std::string(text),
                       std::string(console.say("nilainya tidak terbaca menurut jenisnya",
                                               "the value cannot be read as its type")));
}

}  // namespace

Result<const rules::Node*> decision_named(const Rulebook& rulebook, const std::string& name,
                                          const Console& console) {
    std::vector<std::string> names;
    for (const rules::Node& node : rulebook.program().nodes) {
        if (node.kind != rules::Node::Kind::decision) continue;
        if (is_called(node.name, name) || node.id == name) return &node;
        names.push_back(node.name);
    }
    return wrong_value("DECISION", name, unknown_name(name, names, console));
}

Result<rules::Inputs> facts_given(const std::vector<std::string>& given, const std::string& month,
                                  std::span<const rules::NodeId> decisions,
                                  const rules::Program& program, const Console& console) {
    const auto inputs = rules::inputs_of(program, decisions);
    rules::Inputs facts;
    const auto add = [&](std::string_view name, std::string_view text,
                         bool needed) -> Result<void> {
        const auto input = std::ranges::find_if(
            inputs, [&](const rules::Node* node) { return is_called(node->name, name); });
        if (input == inputs.end()) {
            if (!needed) return {};
            std::vector<std::string> names;
            for (const rules::Node* node : inputs) names.push_back(node->name);
            return wrong_value("--given", std::string(name), unused_fact(name, names, console));
        }
        auto value = rules::fact_from_text(text, (*input)->type.get());
        if (!value) return unreadable_fact(name, text, !needed, console);
        facts.insert_or_assign((*input)->name, std::move(*value));
        return {};
    };
    if (!month.empty()) TRY(add(month_input, month, false));
    for (const std::string& text : given) {
        const std::size_t sign = text.find('=');
        if (sign == std::string::npos)
            return wrong_value("--given", text,
                               std::string(console.say("tulis Nama=nilai", "write Name=value")));
        TRY(add(trim(std::string_view(text).substr(0, sign)),
                std::string_view(text).substr(sign + 1), true));
    }
    return facts;
}

}  // namespace payung::app
