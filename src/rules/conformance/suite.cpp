#include "rules/conformance/suite.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <span>
#include <sstream>

#include "base/file.h"
#include "base/text.h"
#include "rules/feel/scope.h"
#include "rules/model/read_model.h"
#include "rules/model/xml_file.h"

namespace payung::rules::conformance {

bool Expected::nil() const {
    return !items && !components && value.is_null();
}

namespace {

using model::local_name;
using model::text_of;
using model::XmlFile;
using Xml = pugi::xml_node;

template <class F>
void each(Xml parent, std::string_view name, F&& use) {
    for (const Xml child : parent.children())
        if (child.type() == pugi::node_element && local_name(child.name()) == name) use(child);
}

Xml first(Xml parent, std::string_view name) {
    for (const Xml child : parent.children())
        if (child.type() == pugi::node_element && local_name(child.name()) == name) return child;
    return {};
}

/// By the local name, since prefixes are free: xsi:type, xsi:nil.
std::string_view attribute(Xml node, std::string_view name) {
    for (const pugi::xml_attribute a : node.attributes())
        if (local_name(a.name()) == name) return a.value();
    return {};
}

int decimals_of(std::string_view number) {
    const std::size_t point = number.find('.');
    if (point == std::string_view::npos) return 0;
    std::size_t end = point + 1;
    while (end < number.size() && number[end] >= '0' && number[end] <= '9') ++end;
    return static_cast<int>(end - point - 1);
}

template <class T>
std::optional<Value> boxed(std::optional<T> value) {
    if (!value) return std::nullopt;
    return Value(*std::move(value));
}

std::optional<Value> duration(std::string_view text) {
    if (auto days = parse_days_time(text)) return Value(*days);
    return boxed(parse_years_months(text));
}

/// A value as its xsi:type says; nothing where the text is none.
std::optional<Value> typed(std::string_view type, const std::string& raw) {
    const std::string_view text = trim(raw);
    if (type == "string" || type.empty()) return Value(std::string(raw));
    if (type == "boolean") return Value(text == "true" || text == "1");
    if (type == "decimal" || type == "double" || type == "integer" || type == "int")
        return boxed(Decimal::parse(text));
    if (type == "date") return boxed(parse_date(text));
    if (type == "time") return boxed(parse_time(text));
    if (type == "dateTime") return boxed(parse_date_time(text));
    if (type == "duration") return duration(text);
    return std::nullopt;
}

/// Reads one test file.
class TestReader {
public:
    TestReader(const XmlFile& xml, std::string file) : xml_(xml), file_(std::move(file)) {}

    Group group();
    std::vector<Diagnostic> problems;
    std::string model_name() const { return text_of(first(xml_.root(), "modelName")); }

private:
    Case read_case(Xml node);
    Expected read_expected(Xml holder);
    Expected read_value(Xml value);
    void unreadable(Xml node, std::string_view text);
    const XmlFile& xml_;
    std::string file_;
};

void TestReader::unreadable(Xml node, std::string_view text) {
    problems.push_back({DiagnosticCode::suite_value,
                        {file_, xml_.line_of(node), {}, 0, {}},
                        {{"value", std::string(text)}}});
}

Expected TestReader::read_value(Xml value) {
    Expected out;
    const std::string_view nil = attribute(value, "nil");
    if (nil == "true" || nil == "1") return out;
    const std::string_view type = local_name(attribute(value, "type"));
    const std::string text = text_of(value);
    if (auto read = typed(type, text))
        out.value = *std::move(read);
    else
        unreadable(value, text);
    if (out.value.kind() == Kind::number) out.decimals = decimals_of(trim(text));
    return out;
}

/// inputNode, expected, item and component all hold a value, a list, or components.
Expected TestReader::read_expected(Xml holder) {
    if (const Xml value = first(holder, "value")) return read_value(value);
    Expected out;
    if (const Xml list = first(holder, "list")) {
        const std::string_view nil = attribute(list, "nil");
        if (nil == "true" || nil == "1") return out;
        out.items.emplace();
        each(list, "item", [&](Xml item) { out.items->push_back(read_expected(item)); });
        return out;
    }
    each(holder, "component", [&](Xml component) {
        if (!out.components) out.components.emplace();
        const std::string_view nil = attribute(component, "nil");
        out.components->push_back({normalised_name(attribute(component, "name")),
                                   nil == "true" ? Expected{} : read_expected(component)});
    });
    return out;
}

Value value_of(const Expected& expected) {
    if (expected.items) {
        List list;
        for (const Expected& item : *expected.items) list.push_back(value_of(item));
        return Value(std::move(list));
    }
    if (expected.components) {
        Context context;
        for (const auto& [name, entry] : *expected.components) context.set(name, value_of(entry));
        return Value(std::move(context));
    }
    return expected.value;
}

Case TestReader::read_case(Xml node) {
    Case out;
    out.file = file_;
    out.id = attribute(node, "id");
    if (attribute(node, "type") == "decisionService")
        out.service = attribute(node, "invocableName");
    each(node, "inputNode", [&](Xml input) {
        std::string name = normalised_name(attribute(input, "name"));
        const std::string_view space = attribute(input, "namespace");
        if (!space.empty()) name = std::string(space) + "#" + name;
        out.inputs.emplace_back(std::move(name), value_of(read_expected(input)));
    });
    each(node, "resultNode", [&](Xml result) {
        ResultNode wanted;
        wanted.name = normalised_name(attribute(result, "name"));
        const std::string_view error = attribute(result, "errorResult");
        wanted.error = error == "true" || error == "1";
        if (const Xml expected = first(result, "expected"))
            wanted.expected = read_expected(expected);
        out.results.push_back(std::move(wanted));
    });
    return out;
}

Group TestReader::group() {
    Group out;
    each(xml_.root(), "testCase", [&](Xml node) { out.cases.push_back(read_case(node)); });
    return out;
}

/// XML of each decision and service by name, without descriptions: gates are told by it.
class Sources {
public:
    explicit Sources(Xml definitions) {
        for (const Xml node : definitions.children()) {
            const std::string_view kind = local_name(node.name());
            if (kind == "decision" || kind == "decisionService")
                elements_[std::string(kind) + " " + normalised_name(attribute(node, "name"))] =
                    node;
        }
    }
    std::string of(std::string_view kind, const std::string& name) const {
        const auto found = elements_.find(std::string(kind) + " " + normalised_name(name));
        if (found == elements_.end()) return {};
        pugi::xml_document copy;
        copy.append_copy(found->second);
        remove_descriptions(copy);
        std::ostringstream out;
        copy.print(out, "", pugi::format_raw);
        return std::move(out).str();
    }

private:
    static void remove_descriptions(Xml node) {
        for (Xml child = node.first_child(); child;) {
            const Xml next = child.next_sibling();
            if (local_name(child.name()) == "description")
                node.remove_child(child);
            else
                remove_descriptions(child);
            child = next;
        }
    }
    std::map<std::string, Xml> elements_;
};

using NamedText = std::pair<std::string, std::string>;

void add_sources(Group& group, const std::string& xml, const std::string& file) {
    const Checked<XmlFile> document = XmlFile::parse(xml, file);
    if (!document) return;
    const Sources sources(document->root());
    for (Case& test : group.cases)
        for (ResultNode& result : test.results)
            result.source = test.service.empty() ? sources.of("decision", result.name)
                                                 : sources.of("decisionService", test.service);
}

/// The tested model and what it imports, in that order.
void add_models(Group& group, const std::string& tested, std::span<const NamedText> files) {
    std::map<std::string, model::Model> by_namespace;
    std::vector<std::string> wanted;
    for (const auto& [name, xml] : files) {
        auto read = model::read_model(xml, name);
        if (!read) {
            const auto& found = read.diagnostics();
            group.diagnostics.insert(group.diagnostics.end(), found.begin(), found.end());
            continue;
        }
        if (name == tested) {
            wanted.push_back(read->namespace_);
            add_sources(group, xml, name);
        }
        by_namespace.emplace(read->namespace_, *std::move(read));
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto found = by_namespace.find(wanted[i]);
        if (found == by_namespace.end()) continue;
        for (const model::Import& import : found->second.imports)
            if (std::find(wanted.begin(), wanted.end(), import.namespace_) == wanted.end())
                wanted.push_back(import.namespace_);
        group.models.push_back(found->second);
    }
}

std::vector<std::filesystem::path> sorted(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> out;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

Diagnostic no_file(const std::filesystem::path& path) {
    return {DiagnosticCode::suite_missing, {path.string(), 0, {}, 0, {}}, {}};
}

/// Appends the group of one folder, or what was wrong with it.
void read_folder(const std::filesystem::path& folder, Suite& suite,
                 std::vector<Diagnostic>& problems) {
    std::vector<NamedText> models;
    NamedText tests;
    for (const auto& path : sorted(folder)) {
        const auto text = read_file(path);
        if (!text) {
            problems.push_back(no_file(path));
            continue;
        }
        const std::string name = path.filename().string();
        if (path.extension() == ".dmn") models.emplace_back(name, *text);
        if (path.extension() == ".xml") tests = {name, *text};
    }
    if (tests.first.empty()) return;
    auto group = read_group(tests.second, tests.first, models);
    if (!group) {
        problems.insert(problems.end(), group.diagnostics().begin(), group.diagnostics().end());
        return;
    }
    group->level = folder.parent_path().filename().string();
    group->name = folder.filename().string();
    for (Case& test : group->cases) {
        test.level = group->level;
        test.group = group->name;
    }
    suite.groups.push_back(*std::move(group));
}

}  // namespace

std::string Case::key() const {
    return level.substr(level.rfind('-') + 1) + "/" + group + "/" + id;
}

bool Case::wants_null() const {
    return std::all_of(results.begin(), results.end(),
                       [](const ResultNode& result) { return result.expected.nil(); });
}

std::size_t Suite::case_count() const {
    std::size_t count = 0;
    for (const Group& group : groups) count += group.cases.size();
    return count;
}

Checked<Group> read_group(std::string_view tests_xml, const std::string& file,
                          std::span<const NamedText> models) {
    const Checked<XmlFile> xml = XmlFile::parse(tests_xml, file);
    if (!xml) return xml.diagnostics();
    TestReader reader(*xml, file);
    Group group = reader.group();
    if (!reader.problems.empty()) return std::move(reader.problems);
    add_models(group, reader.model_name(), models);
    return group;
}

Checked<Suite> read_suite(const std::filesystem::path& folder) {
    Suite suite;
    std::vector<Diagnostic> problems;
    for (const char* level : {"compliance-level-2", "compliance-level-3"})
        for (const auto& group : sorted(folder / "TestCases" / level))
            read_folder(group, suite, problems);
    if (!problems.empty()) return problems;
    if (suite.groups.empty()) return no_file(folder / "TestCases");
    return suite;
}

std::optional<std::filesystem::path> suite_from_environment() {
    const char* path = std::getenv("PAYUNG_DMN_TCK");
    if (path == nullptr || *path == '\0') return std::nullopt;
    return std::filesystem::path(path);
}

}  // namespace payung::rules::conformance
