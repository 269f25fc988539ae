#include "legislation/law_example.h"

#include <algorithm>
#include <optional>

namespace payung {
namespace {

using rules::Node;
using rules::Reason;
using rules::Type;
using rules::Value;

std::optional<Value> date_from(const std::string& text) {
    if (const auto month = parse_month(text)) {
        return Value(rules::Date::from_day_number(month->first_day().number()));
    }
    const auto day = parse_day(text);
    if (!day) return std::nullopt;
    return Value(rules::Date::from_day_number(day->number()));
}

std::optional<Value> number_from(const std::string& text) {
    const auto number = rules::Decimal::parse(text);
    if (!number) return std::nullopt;
    return Value(*number);
}

std::optional<Value> boolean_from(const std::string& text) {
    if (text != "true" && text != "false") return std::nullopt;
    return Value(text == "true");
}

/// Of an input whose type says nothing: what the text looks like.
Value guessed(const std::string& text) {
    for (const auto read : {boolean_from, date_from, number_from}) {
        if (auto value = read(text)) return std::move(*value);
    }
    return Value(std::string_view(text));
}

Result<Value> scalar_from(const YamlNode& node, const Type* type) {
    TRY_ASSIGN(const std::string text, node.text());
    if (auto value = value_of_text(text, type)) return std::move(*value);
    return node.malformed("'" + text + "' bukan nilai jenis masukan ini",
                          "'" + text + "' is no value of this input's type");
}

Result<Value> list_from(const YamlNode& node, const Type* type) {
    TRY_ASSIGN(const auto* items, node.items());
    rules::List list;
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(Value value, value_from(item, type == nullptr ? nullptr : type->element.get()));
        list.push_back(std::move(value));
    }
    return Value(std::move(list));
}

Result<Value> context_from(const YamlNode& node, const Type* type) {
    TRY_ASSIGN(const auto* entries, node.entries());
    rules::Context context;
    for (const YamlNode::Entry& entry : *entries) {
        const rules::TypePtr field = type == nullptr ? nullptr : type->field(entry.key);
        if (type != nullptr && !type->fields.empty() && field == nullptr) {
            return entry.value.malformed("'" + entry.key + "' bukan bagian jenis masukan ini",
                                         "'" + entry.key + "' is no part of this input's type");
        }
        TRY_ASSIGN(Value value, value_from(entry.value, field.get()));
        context.set(entry.key, std::move(value));
    }
    return Value(std::move(context));
}

const Node* input_called(const Rulebook& rulebook, std::string_view name) {
    for (const Node& node : rulebook.program().nodes) {
        if (node.kind == Node::Kind::input && node.name == name) return &node;
    }
    return nullptr;
}

Result<const Node*> decision_called(const YamlNode::Entry& entry, const Rulebook& rulebook) {
    if (const Node* node = rulebook.decision(entry.key)) return node;
    return entry.value.malformed("keputusan '" + entry.key + "' tidak ada",
                                 "there is no decision '" + entry.key + "'");
}

Result<Reason> reason_from(const YamlNode& node) {
    TRY_ASSIGN(const std::string word, node.text());
    for (int code = 1; code <= static_cast<int>(Reason::refused); ++code) {
        const auto reason = static_cast<Reason>(code);
        if (rules::name_of(reason) == word) return reason;
    }
    return node.malformed("alasan '" + word + "' tidak dikenal",
                          "the reason '" + word + "' is unknown");
}

Result<void> read_given(const YamlNode& node, const Rulebook& rulebook, LawExample& example) {
    TRY_ASSIGN(const auto* entries, node.entries());
    for (const YamlNode::Entry& entry : *entries) {
        const Node* input = input_called(rulebook, entry.key);
        if (input == nullptr) {
            return entry.value.malformed("masukan '" + entry.key + "' tidak ada",
                                         "there is no input '" + entry.key + "'");
        }
        TRY_ASSIGN(Value value, value_from(entry.value, input->type.get()));
        example.given.emplace(entry.key, std::move(value));
    }
    return {};
}

Result<void> read_expect(const YamlNode& node, const Rulebook& rulebook, LawExample& example) {
    TRY_ASSIGN(const auto* entries, node.entries());
    for (const YamlNode::Entry& entry : *entries) {
        if (entry.key == "reason") {
            TRY_ASSIGN(example.reason, reason_from(entry.value));
            continue;
        }
        TRY_ASSIGN(const Node* decision, decision_called(entry, rulebook));
        TRY_ASSIGN(Value value, value_from(entry.value, decision->type.get()));
        example.expect.push_back({decision, std::move(value)});
    }
    if (!example.expect.empty()) return {};
    return node.malformed("tidak ada hasil yang diharapkan", "nothing is expected");
}

/// A row by its id, which stays with it when others are added above, or by its number from 1 (0:
/// none).
Result<int> row_from(const YamlNode& node, const rules::Table& table, std::int64_t row_min) {
    TRY_ASSIGN(const std::string text, node.text());
    const auto at = std::find_if(table.rows.begin(), table.rows.end(),
                                 [&](const rules::TableRow& row) { return row.id == text; });
    if (at != table.rows.end()) return static_cast<int>(at - table.rows.begin()) + 1;
    TRY_ASSIGN(const std::int64_t row,
               node.integer(row_min, static_cast<std::int64_t>(table.rows.size())));
    return static_cast<int>(row);
}

Result<ExpectedRows> rows_from(const YamlNode& node, const Node& decision) {
    if (!decision.logic || !decision.logic->table) {
        return node.malformed("keputusan ini bukan tabel", "this decision is no table");
    }
    const rules::Table& table = *decision.logic->table;
    ExpectedRows expected{&decision, {}};
    if (node.kind() != YamlNode::Kind::list) {
        TRY_ASSIGN(const int row, row_from(node, table, 0));
        if (row != 0) expected.rows.push_back(row);
        return expected;
    }
    for (const YamlNode& item : **node.items()) {
        TRY_ASSIGN(const int row, row_from(item, table, 1));
        expected.rows.push_back(row);
    }
    return expected;
}

Result<void> read_rows(const YamlNode& node, const Rulebook& rulebook, LawExample& example) {
    TRY_ASSIGN(const auto* entries, node.entries());
    for (const YamlNode::Entry& entry : *entries) {
        TRY_ASSIGN(const Node* decision, decision_called(entry, rulebook));
        TRY_ASSIGN(ExpectedRows expected, rows_from(entry.value, *decision));
        example.rows.push_back(std::move(expected));
    }
    return {};
}

Result<LawExample> example_from(const YamlNode& node, const std::string& file,
                                const Rulebook& rulebook) {
    TRY(node.only({"why", "cite", "work", "given", "expect", "rules"}));
    LawExample example;
    example.file = file;
    example.line = node.line();
    TRY_ASSIGN(example.why, node.text("why"));
    TRY_ASSIGN(example.cite, node.text("cite"));
    if (node.find("work") != nullptr) {
        TRY_ASSIGN(example.work, node.text("work"));
    }
    TRY_ASSIGN(const YamlNode* given, node.get("given"));
    TRY(read_given(*given, rulebook, example));
    TRY_ASSIGN(const YamlNode* expect, node.get("expect"));
    TRY(read_expect(*expect, rulebook, example));
    if (const YamlNode* rows = node.find("rules")) TRY(read_rows(*rows, rulebook, example));
    return example;
}

Result<std::vector<std::string>> example_files(const Path& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    if (!std::filesystem::exists(folder, failure)) return names;
    for (std::filesystem::recursive_directory_iterator at(folder, failure), end;
         !failure && at != end; at.increment(failure)) {
        if (at->path().extension() != ".yaml") continue;
        names.push_back(at->path().lexically_relative(folder).generic_string());
    }
    if (failure) {
        return Error{Code::file_unreadable,
                     {{"file", folder.string()}, {"reason", failure.message()}}};
    }
    std::sort(names.begin(), names.end());
    return names;
}

bool wanted(const std::string& name, const std::vector<std::string>& only) {
    return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& begin) {
               return name.starts_with(begin);
           });
}

}  // namespace

std::optional<Value> value_of_text(const std::string& text, const Type* type) {
    switch (type == nullptr ? Type::Kind::any : type->kind) {
        case Type::Kind::number:
            return number_from(text);
        case Type::Kind::boolean:
            return boolean_from(text);
        case Type::Kind::date:
            return date_from(text);
        case Type::Kind::string:
            return Value(std::string_view(text));
        default:
            return guessed(text);
    }
}

Result<Value> value_from(const YamlNode& node, const Type* type) {
    switch (node.kind()) {
        case YamlNode::Kind::null:
            return Value::null(Reason::missing_input);
        case YamlNode::Kind::list:
            return list_from(node, type);
        case YamlNode::Kind::map:
            return context_from(node, type);
        case YamlNode::Kind::scalar:
            return scalar_from(node, type);
    }
    CHECK(false);
}

Result<std::vector<LawExample>> examples_from_yaml(const YamlNode& root, const std::string& file,
                                                   const Rulebook& rulebook) {
    TRY_ASSIGN(const auto* items, root.items());
    std::vector<LawExample> examples;
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(LawExample example, example_from(item, file, rulebook));
        examples.push_back(std::move(example));
    }
    return examples;
}

Result<std::vector<LawExample>> load_examples(const Rulebook& rulebook,
                                              const std::vector<std::string>& only) {
    const Path folder = rulebook.folder() / "examples";
    TRY_ASSIGN(const std::vector<std::string> names, example_files(folder));
    std::vector<LawExample> all;
    for (const std::string& name : names) {
        if (!wanted(name, only)) continue;
        TRY_ASSIGN(const std::string text, read_file(folder / name));
        TRY_ASSIGN(const YamlNode root, parse_yaml(text, "examples/" + name));
        TRY_ASSIGN(std::vector<LawExample> examples, examples_from_yaml(root, name, rulebook));
        std::move(examples.begin(), examples.end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace payung
