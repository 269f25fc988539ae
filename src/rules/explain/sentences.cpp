#include "rules/explain/sentences.h"

#include <algorithm>
#include <array>

#include "base/language.h"
#include "rules/explain/advice.h"
#include "rules/explain/conditions.h"

namespace payung::rules {

namespace {

enum class Sentence : std::uint8_t {
#define PAYUNG_SENTENCE(key, id, en) key,
#include "rules/explain/sentence_templates.def"
#undef PAYUNG_SENTENCE
};
constexpr std::array templates{
#define PAYUNG_SENTENCE(key, id, en) Phrase{id, en},
#include "rules/explain/sentence_templates.def"
#undef PAYUNG_SENTENCE
};

using Filling = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Law names begin with a capital; inside a sentence only those that are no initials keep it.
std::string lowered(std::string name) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (name.size() > 1 && name[0] >= 'A' && name[0] <= 'Z' && lower(name[1]))
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
    return name;
}

/// Writes in one language.
class Pen {
public:
    Pen(Language language, const EnglishNames& names) : language_(language), names_(names) {}

    std::string fill(Sentence key, Filling filling = {}) const {
        std::string_view text = templates.at(static_cast<std::size_t>(key)).in(language_);
        std::string out;
        for (;;) {
            const std::size_t open = text.find('{');
            out += text.substr(0, open);
            if (open == std::string_view::npos) return out;
            const std::size_t close = text.find('}', open);
            const auto* const found =
                std::ranges::find(filling, text.substr(open + 1, close - open - 1),
                                  &std::pair<std::string_view, std::string_view>::first);
            if (found != filling.end()) out += found->second;
            text.remove_prefix(close + 1);
        }
    }

    std::string name(std::string_view law) const {
        const auto found = names_.find(law);
        return language_ == Language::en && found != names_.end() ? found->second
                                                                  : std::string(law);
    }
    std::string words(const Value& value, Unit unit) const {
        return in_words(value, unit, Style::sentence, language_);
    }
    std::string condition(const UnaryTests* tests, std::string_view text, Unit unit) const {
        return tests == nullptr
                   ? std::string(text)
                   : condition_in_words(*tests, text, unit, Style::sentence, language_);
    }
    std::string cite(std::string_view text) const { return citation_in(text, language_); }
    std::string say(Phrase phrase) const { return std::string(phrase.in(language_)); }
    Language language() const { return language_; }

private:
    Language language_;
    const EnglishNames& names_;
};

/// Dates are told as what the law says about them, since the sentence names the date itself.
std::string met_in_words(const Met& met, const Pen& pen) {
    if (met.value.kind() == Kind::date && met.tests != nullptr)
        return pen.condition(met.tests, met.condition, met.unit);
    return pen.fill(Sentence::met, {{"input", lowered(pen.name(met.input))},
                                    {"value", pen.words(met.value, met.unit)}});
}

void add_once(std::string& list, const std::string& part) {
    if (part.empty()) return;
    list += (list.empty() ? "" : ", ") + part;
}

std::string details_of(const Explanation& told, const Pen& pen) {
    std::string details;
    for (const Met& met : told.met) add_once(details, met_in_words(met, pen));
    for (const Cite& cite : told.cites)
        if (!cite.detail.empty()) add_once(details, pen.cite(cite.detail));
    return details;
}

std::string part_of(const Explanation& told, const Pen& pen) {
    const std::string details = told.table && !told.told_before ? details_of(told, pen) : "";
    const std::string name = lowered(pen.name(told.decision->name));
    const std::string result = pen.words(told.result, told.unit);
    return pen.fill(details.empty() ? Sentence::part : Sentence::part_with,
                    {{"name", name}, {"result", result}, {"details", details}});
}

std::string because(const Explanation& told, const Pen& pen) {
    std::string parts;
    if (told.table) {
        add_once(parts, details_of(told, pen));
    } else {
        for (const Met& met : told.met) add_once(parts, met_in_words(met, pen));
        for (const Explanation& from : told.from)
            if (!from.result.is_null()) add_once(parts, part_of(from, pen));
    }
    return parts.empty() ? "" : pen.fill(Sentence::because, {{"parts", parts}});
}

std::string rounding_unit(int decimals, Unit unit, const Pen& pen) {
    if (decimals == 0)
        return pen.fill(unit == Unit::rupiah ? Sentence::unit_rupiah : Sentence::unit_one);
    if (decimals > 0) return pen.fill(Sentence::unit_decimals, {{"n", std::to_string(decimals)}});
    const Decimal multiple = Decimal::from_scaled(1, decimals);
    return pen.fill(Sentence::unit_multiple, {{"n", in_words(multiple, pen.language())}});
}

Sentence rounding_sentence(std::string_view function) {
    if (function == "round half up") return Sentence::to_nearest;
    if (function == "round half down") return Sentence::to_nearest_down;
    if (function == "decimal") return Sentence::to_nearest_even;
    return function == "round up" || function == "ceiling" ? Sentence::rounded_up
                                                           : Sentence::rounded_down;
}

std::string rounded(const Explanation& told, const Pen& pen) {
    if (!told.rounding || !told.rounding->decimals) return {};
    const std::string unit = rounding_unit(*told.rounding->decimals, told.unit, pen);
    std::string out = pen.fill(rounding_sentence(told.rounding->function), {{"unit", unit}});
    const Value& before = told.rounding->before;
    if (!before.is_null() && !same(before, told.result))
        out += pen.fill(Sentence::rounded_from, {{"before", pen.words(before, told.unit)}});
    return out;
}

/// The one month that everything below was asked for.
void months_of(const Explanation& told, std::vector<Date>& months) {
    for (const Met& met : told.met) {
        if (met.unit != Unit::month || met.value.kind() != Kind::date) continue;
        if (std::ranges::find(months, met.value.date()) == months.end())
            months.push_back(met.value.date());
    }
    for (const Explanation& from : told.from) months_of(from, months);
}

std::string when(const Explanation& told, const Pen& pen) {
    std::vector<Date> months;
    months_of(told, months);
    if (months.size() != 1) return {};
    return pen.fill(Sentence::when,
                    {{"month", month_in_words(months.front(), Style::sentence, pen.language())}});
}

std::string sentence_of(const Explanation& told, const std::string& month, const Pen& pen) {
    const bool truth = told.result.kind() == Kind::boolean;
    return pen.fill(truth ? Sentence::truth : Sentence::result,
                    {{"name", pen.name(told.decision->name)},
                     {"when", month},
                     {"result", pen.words(told.result, told.unit)},
                     {"because", because(told, pen)},
                     {"rounded", rounded(told, pen)}});
}

/// A table under a formula stands in its sentence; one under a table is told where a row asked it.
bool needs_sentence(const Explanation& above, const Explanation& told) {
    if (told.told_before || told.result.is_null()) return false;
    if (!told.table) return true;
    return above.table && std::ranges::any_of(above.met, [&](const Met& met) {
               return met.tests != nullptr && met.input == told.decision->name;
           });
}

void tell_formulas(const Explanation& told, const Pen& pen, std::vector<std::string>& out) {
    for (const Explanation& from : told.from) {
        if (needs_sentence(told, from)) out.push_back(sentence_of(from, "", pen));
        tell_formulas(from, pen, out);
    }
}

void tell_doubts(const Explanation& told, const Pen& pen, std::vector<std::string>& out) {
    if (told.table) {
        std::string doubted, disputed;
        for (std::size_t i = 0; i < told.cites.size() && i < told.table->rules.size(); ++i) {
            const std::string row = std::to_string(told.table->rules[i]);
            if (told.cites[i].status == "M") add_once(doubted, row);
            if (told.cites[i].status == "X") add_once(disputed, row);
        }
        const std::string name = lowered(pen.name(told.decision->name));
        if (!doubted.empty())
            out.push_back(pen.fill(Sentence::unconfirmed, {{"rows", doubted}, {"name", name}}));
        if (!disputed.empty())
            out.push_back(pen.fill(Sentence::disputed, {{"rows", disputed}, {"name", name}}));
    }
    for (const Explanation& from : told.from) tell_doubts(from, pen, out);
}

void tell_absent(const Record& record, const Pen& pen, std::vector<std::string>& out) {
    if (record.cause) return;  // said already
    for (const AbsentInput& absent : record.absent)
        out.push_back(pen.fill(Sentence::absent, {{"name", pen.name(absent.name)},
                                                  {"reason", pen.say(words_for(absent.reason))},
                                                  {"advice", pen.say(advice_for(absent.reason))}}));
}

std::string nothing(const Record& record, const std::string& month, const Pen& pen) {
    const Cause& cause = *record.cause;
    return pen.fill(Sentence::nothing, {{"name", pen.name(record.root.decision->name)},
                                        {"when", month},
                                        {"reason", pen.say(words_for(cause.reason))},
                                        {"cause", pen.name(cause.name)},
                                        {"advice", pen.say(advice_for(cause.reason))}});
}

std::string why_not_sentence(const WhyNot& why, const Explanation& told, const Pen& pen) {
    const std::string row = std::to_string(why.rule);
    if (why.later)
        return pen.fill(Sentence::later,
                        {{"row", row}, {"first", std::to_string(told.table->rules.front())}});
    if (why.column == 0) return pen.fill(Sentence::outranked, {{"row", row}});
    return pen.fill(Sentence::failed,
                    {{"row", row},
                     {"input", lowered(pen.name(why.input))},
                     {"value", pen.words(why.value, why.unit)},
                     {"condition", pen.condition(why.tests, why.condition, why.unit)}});
}

void tell_why_not(const Explanation& told, const Pen& pen, std::vector<std::string>& out) {
    if (!told.why_not.empty()) out.push_back(pen.name(told.decision->name) + ":");
    for (const WhyNot& why : told.why_not) out.push_back("  " + why_not_sentence(why, told, pen));
    for (const Explanation& from : told.from) tell_why_not(from, pen, out);
}

std::string need(const Obstacle& obstacle, const Pen& pen) {
    const std::string input = lowered(pen.name(obstacle.input));
    if (obstacle.value.kind() == Kind::boolean) {  // there is only one other
        const std::string other = pen.words(Value(!obstacle.value.boolean()), Unit::none);
        return pen.fill(Sentence::need, {{"input", input}, {"condition", other}});
    }
    const Sentence key = obstacle.avoid     ? Sentence::need_not
                         : obstacle.over    ? Sentence::need_over
                         : obstacle.not_yet ? Sentence::need_not_yet
                                            : Sentence::need;
    const std::string condition = pen.condition(obstacle.tests, obstacle.condition, obstacle.unit);
    return pen.fill(key, {{"input", input}, {"condition", condition}});
}

std::string joined(std::span<const Obstacle> obstacles, Sentence with, const Pen& pen) {
    std::string out;
    for (const Obstacle& obstacle : obstacles)
        out += (out.empty() ? "" : pen.fill(with)) + need(obstacle, pen);
    return out;
}

std::string earlier_sentence(int rule, std::span<const Obstacle> met, const Table& table,
                             const AnnotationColumns& annotations, const Pen& pen) {
    std::string conditions;
    for (const Obstacle& obstacle : met)
        add_once(conditions,
                 pen.fill(Sentence::met, {{"input", lowered(pen.name(obstacle.input))},
                                          {"value", pen.words(obstacle.value, obstacle.unit)}}));
    const TableRow& row = table.rows[static_cast<std::size_t>(rule) - 1];
    const std::string cite = pen.cite(annotation_of(table, row, annotations.citation));
    return pen.fill(Sentence::earlier, {{"row", std::to_string(rule)},
                                        {"met", conditions.empty() ? "-" : conditions},
                                        {"cite", cite.empty() ? "" : " (" + cite + ")"}});
}

std::string way_sentence(const Way& way, const Pen& pen) {
    const std::string row = std::to_string(way.rule);
    if (way.steps() == 0) return pen.fill(Sentence::applies, {{"row", row}});
    std::string needs = joined(way.obstacles, Sentence::both, pen);
    for (const auto& one_of : way.and_one_of) {
        const std::string avoided = joined(one_of, Sentence::either, pen);
        if (!avoided.empty()) needs += (needs.empty() ? "" : pen.fill(Sentence::both)) + avoided;
    }
    return pen.fill(Sentence::way, {{"row", row}, {"needs", needs}});
}

}  // namespace

std::vector<std::string> sentences(const Record& record, Language language,
                                   const EnglishNames& names) {
    const Pen pen(language, names);
    const std::string month = when(record.root, pen);
    std::vector<std::string> out;
    out.push_back(record.cause ? nothing(record, month, pen)
                               : sentence_of(record.root, month, pen));
    tell_formulas(record.root, pen, out);
    tell_doubts(record.root, pen, out);
    tell_absent(record, pen, out);
    return out;
}

std::vector<std::string> why_not_sentences(const Record& record, Language language,
                                           const EnglishNames& names) {
    std::vector<std::string> out;
    tell_why_not(record.root, Pen(language, names), out);
    return out;
}

std::vector<std::string> way_sentences(const Node& node, const Table& table, const Value& wanted,
                                       std::span<const Way> ways, Language language,
                                       const AnnotationColumns& annotations,
                                       const EnglishNames& names) {
    const Pen pen(language, names);
    std::vector<std::string> out;
    std::vector<int> told;
    for (const Way& way : ways) {
        for (std::size_t e = 0; e < way.earlier.size(); ++e) {
            if (std::ranges::find(told, way.earlier[e]) != told.end()) continue;
            told.push_back(way.earlier[e]);
            out.push_back(
                earlier_sentence(way.earlier[e], way.and_one_of[e], table, annotations, pen));
        }
        out.push_back(way_sentence(way, pen));
    }
    if (out.empty())
        out.push_back(
            pen.fill(Sentence::no_way, {{"name", lowered(pen.name(node.name))},
                                        {"wanted", pen.words(wanted, unit_of(node.type.get()))}}));
    return out;
}

}  // namespace payung::rules
