#pragma once

/// The public DMN conformance suite as data: test files and the models beside them.
///
/// Shape    a folder TestCases/compliance-level-N/GROUP with one test file and one or more models.
///          Numbers are kept as they are written, so that they can be compared without rounding.
/// Errors   as diagnostics with file and line; nothing of the suite is copied into the project.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/diagnostic.h"
#include "rules/model/model.h"
#include "rules/value/value.h"

namespace payung::rules::conformance {

/// What a test expects: a value, and how many decimals a number was printed with.
struct Component;
struct Expected {
    Value value;       // of a list or context: null, see below
    int decimals = 0;  // of a number
    std::optional<std::vector<Expected>> items;
    std::optional<std::vector<Component>> components;
    bool nil() const;
};
struct Component {
    std::string name;
    Expected expected;
};

struct ResultNode {
    std::string name;
    bool error = false;  // errorResult: null, and an error reported
    Expected expected;
    std::string source;  // XML of the decision or service it asks for, without descriptions
};

struct Case {
    std::string level, group, file, id;  // "compliance-level-3", "0100-arithmetic", …
    std::string service;                 // asks this decision service instead of decisions
    std::vector<std::pair<std::string, Value>> inputs;  // "name" or "namespace#name"
    std::vector<ResultNode> results;

    /// "3/0100-arithmetic/001"
    std::string key() const;
    /// An engine that answers null everywhere, with errors, passes it.
    bool wants_null() const;
};

struct Group {
    std::string level, name;
    std::vector<Case> cases;
    /// The tested model first, then those it imports; empty where one cannot be read.
    std::vector<model::Model> models;
    std::vector<Diagnostic> diagnostics;  // of the models
};

struct Suite {
    std::vector<Group> groups;
    std::size_t case_count() const;
};

/// `folder` holds TestCases/.
Checked<Suite> read_suite(const std::filesystem::path& folder);

/// One test file, for those who have no folder; `model_xml` is the tested model.
Checked<Group> read_group(std::string_view tests_xml, const std::string& file,
                          std::span<const std::pair<std::string, std::string>> models);

/// The folder named by PAYUNG_DMN_TCK, or nothing.
std::optional<std::filesystem::path> suite_from_environment();

}  // namespace payung::rules::conformance
