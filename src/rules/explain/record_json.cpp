#include "rules/explain/record_json.h"

#include "base/language.h"
#include "rules/explain/advice.h"
#include "rules/explain/json_reader.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung::rules {

namespace {

class RecordWriter {
public:
    explicit RecordWriter(JsonWriter& json) : json_(json) {}

    void put(const Record& record) {
        json_.begin_object();
        put_members(record.root);
        if (record.cause) put_cause(*record.cause);
        json_.key("rulebook").begin_object();
        json_.key("version").text(record.rulebook.version);
        json_.key("known_from").text(record.rulebook.known_from).end_object();
        json_.key("namespace").text(record.root.decision->namespace_);
        json_.key("inputs").begin_object();
        for (const auto& [name, value] : record.inputs) json_.key(name).text(to_feel(value));
        json_.end_object();
        if (!record.supplied.empty()) {
            json_.key("supplied").begin_array();
            for (const std::string& name : record.supplied) json_.text(name);
            json_.end_array();
        }
        json_.key("diagnostics").begin_array();
        for (const AbsentInput& absent : record.absent) {
            json_.begin_object().key("input").text(absent.name);
            json_.key("reason").text(name_of(absent.reason)).end_object();
        }
        json_.end_array().end_object();
    }

private:
    void value(std::string_view key, const Value& value) {
        json_.key(key);
        if (value.is_null())
            json_.null();
        else
            json_.text(display_text(value));
    }

    void put_members(const Explanation& told) {
        json_.key("decision").text(told.decision->name);
        value("result", told.result);
        if (told.result.is_null()) json_.key("reason").text(name_of(told.result.reason()));
        if (told.unit != Unit::none) json_.key("unit").text(name_of(told.unit));
        if (told.told_before) {
            json_.key("told_before").boolean(true);
            return;
        }
        if (!told.formula.empty()) json_.key("formula").text(told.formula);
        if (told.rounding) put_rounding(*told.rounding);
        if (told.table) put_table(*told.table);
        put_met(told);
        put_why_not(told);
        put_cites(told);
        if (told.from.empty()) return;
        json_.key("from").begin_array();
        for (const Explanation& other : told.from) {
            json_.begin_object();
            put_members(other);
            json_.end_object();
        }
        json_.end_array();
    }

    void put_rounding(const RoundingStep& step) {
        value("before_rounding", step.before);
        json_.key("rounding").begin_object().key("function").text(step.function);
        if (step.decimals) json_.key("decimals").whole(*step.decimals);
        json_.end_object();
    }

    void put_table(const TableUse& use) {
        json_.key("table").begin_object().key("policy").text(policy_name(*use.table));
        const auto id = [&](int rule) -> const std::string& {
            return use.table->rows[static_cast<std::size_t>(rule) - 1].id;
        };
        if (use.rules.size() <= 1) {
            json_.key("rule").whole(use.rules.empty() ? 0 : use.rules.front());
            if (!use.rules.empty()) json_.key("rule_id").text(id(use.rules.front()));
        } else {
            json_.key("rules").begin_array();
            for (const int rule : use.rules)
                json_.begin_object()
                    .key("rule")
                    .whole(rule)
                    .key("rule_id")
                    .text(id(rule))
                    .end_object();
            json_.end_array();
        }
        json_.key("of").whole(static_cast<std::int64_t>(use.table->rows.size())).end_object();
    }

    void condition(std::string_view input, const Value& of, std::string_view text) {
        json_.key("input").text(input);
        value("value", of);
        if (!text.empty()) json_.key("condition").text(plain_dates(text));
    }

    void put_met(const Explanation& told) {
        if (told.met.empty()) return;
        const bool matched = told.table && !told.table->rules.empty();
        json_.key(matched ? "matched" : "used").begin_array();
        for (const Met& met : told.met) {
            json_.begin_object();
            if (met.rule != 0) json_.key("rule").whole(met.rule);
            condition(met.input, met.value, met.condition);
            json_.end_object();
        }
        json_.end_array();
    }

    void put_why_not(const Explanation& told) {
        if (told.why_not.empty()) return;
        json_.key("why_not").begin_array();
        for (const WhyNot& why : told.why_not) {
            json_.begin_object().key("rule").whole(why.rule);
            if (why.later) json_.key("later").boolean(true);
            if (why.column != 0) {
                json_.key("failed").begin_object();
                condition(why.input, why.value, why.condition);
                json_.end_object();
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void put_cites(const Explanation& told) {
        json_.key("cites").begin_array();
        for (const Cite& cite : told.cites) {
            json_.begin_object().key("source").text(cite.source);
            if (!cite.detail.empty()) json_.key("detail").text(cite.detail);
            json_.key("uri").text(cite.uri);
            if (!cite.status.empty()) json_.key("status").text(cite.status);
            json_.end_object();
        }
        json_.end_array();
    }

    void put_cause(const Cause& cause) {
        json_.key("cause").begin_object().key("reason").text(name_of(cause.reason));
        json_.key(cause.input ? "input" : "decision").text(cause.name);
        const Phrase advice = advice_for(cause.reason);
        json_.key("advice").begin_object().key("id").text(advice.id).key("en").text(advice.en);
        json_.end_object().end_object();
    }

    JsonWriter& json_;
};

Diagnostic unreadable(std::string where) {
    return {DiagnosticCode::record_unreadable, {}, {{"where", std::move(where)}}};
}

Checked<Value> value_of_feel(const std::string& name, const std::string& text) {
    const auto parsed = parse_expression(text, Scope());
    const auto* const expression = std::get_if<ExprPtr>(&parsed);
    if (expression == nullptr) return unreadable("inputs." + name);
    return evaluate(**expression, Bindings());
}

}  // namespace

std::string record_json(const Record& record, JsonStyle style) {
    std::string out;
    JsonWriter json(out, style);
    put_record(json, record);
    json.finish();
    return out;
}

void put_record(JsonWriter& json, const Record& record) {
    RecordWriter(json).put(record);
}

Checked<Question> question_of(std::string_view json) {
    const auto read = read_json(json);
    if (!read) return unreadable("JSON");
    const auto text = [](const Json* member) { return member == nullptr ? "" : member->text; };
    const Json* const inputs = read->find("inputs");
    const Json* const decision = read->find("decision");
    const Json* const result = read->find("result");
    if (decision == nullptr) return unreadable("decision");
    if (inputs == nullptr) return unreadable("inputs");
    if (result == nullptr) return unreadable("result");
    Question question{decision->text, text(read->find("namespace")), {}, result->text, ""};
    if (const Json* const rulebook = read->find("rulebook"))
        question.version = text(rulebook->find("version"));
    for (const auto& [name, member] : inputs->members) {
        auto value = value_of_feel(name, member.text);
        if (!value) return value.diagnostics();
        question.inputs.emplace(name, std::move(*value));
    }
    return question;
}

std::string result_text(const Value& value) {
    return value.is_null() ? "null" : display_text(value);
}

}  // namespace payung::rules
