#pragma once

/// The words of DMN XML for our enumerators, for the reader and the writer alike.

#include <array>
#include <string_view>
#include <utility>

#include "rules/model/model.h"

namespace payung::rules::model {

inline constexpr std::string_view dmn_1_5 = "https://www.omg.org/spec/DMN/20230324/MODEL/";
inline constexpr std::array dmn_namespaces{
    dmn_1_5,
    std::string_view{"https://www.omg.org/spec/DMN/20211108/MODEL/"},
    std::string_view{"https://www.omg.org/spec/DMN/20191111/MODEL/"},
    std::string_view{"http://www.omg.org/spec/DMN/20180521/MODEL/"},
};

inline constexpr std::array hit_policies{
    std::pair{HitPolicy::unique, std::string_view{"UNIQUE"}},
    std::pair{HitPolicy::any, std::string_view{"ANY"}},
    std::pair{HitPolicy::priority, std::string_view{"PRIORITY"}},
    std::pair{HitPolicy::first, std::string_view{"FIRST"}},
    std::pair{HitPolicy::collect, std::string_view{"COLLECT"}},
    std::pair{HitPolicy::rule_order, std::string_view{"RULE ORDER"}},
    std::pair{HitPolicy::output_order, std::string_view{"OUTPUT ORDER"}},
};
inline constexpr std::array aggregators{
    std::pair{Aggregator::none, std::string_view{""}},
    std::pair{Aggregator::sum, std::string_view{"SUM"}},
    std::pair{Aggregator::count, std::string_view{"COUNT"}},
    std::pair{Aggregator::min, std::string_view{"MIN"}},
    std::pair{Aggregator::max, std::string_view{"MAX"}},
};
inline constexpr std::array expression_elements{
    std::pair{Expression::Kind::literal, std::string_view{"literalExpression"}},
    std::pair{Expression::Kind::table, std::string_view{"decisionTable"}},
    std::pair{Expression::Kind::context, std::string_view{"context"}},
    std::pair{Expression::Kind::invocation, std::string_view{"invocation"}},
    std::pair{Expression::Kind::list, std::string_view{"list"}},
    std::pair{Expression::Kind::relation, std::string_view{"relation"}},
    std::pair{Expression::Kind::function, std::string_view{"functionDefinition"}},
    std::pair{Expression::Kind::conditional, std::string_view{"conditional"}},
    std::pair{Expression::Kind::filter, std::string_view{"filter"}},
    std::pair{Expression::Kind::iteration, std::string_view{"for"}},
    std::pair{Expression::Kind::some, std::string_view{"some"}},
    std::pair{Expression::Kind::every, std::string_view{"every"}},
};

template <class Table, class Word>
constexpr std::string_view word_of(const Table& table, Word word) {
    for (const auto& [key, text] : table)
        if (key == word) return text;
    return {};
}

}  // namespace payung::rules::model
