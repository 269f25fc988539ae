#pragma once

/// One boxed expression from text to trees: every FEEL text parsed in the scope it stands in, every
/// type reference found.
///
/// Errors   syntax_error, unknown_type, cell_count: added to the diagnostics, with file, line, row
///          and column. What could not be read is marked broken. In the law profile also whatever
///          the type checker finds (types/check.h), and values outside their allowed values.

#include <string>
#include <vector>

#include <optional>

#include "rules/diagnostic.h"
#include "rules/feel/parse.h"
#include "rules/feel/scope.h"
#include "rules/model/model.h"
#include "rules/program/item_types.h"
#include "rules/program/program.h"
#include "rules/types/check.h"

namespace payung::rules {

class LogicLinker {
public:
    LogicLinker(ItemTypes& types, std::size_t model, std::string file, std::string owner,
                Profile profile, std::vector<Diagnostic>& diagnostics)
        : types_(types),
          model_(model),
          law_(profile == Profile::law),
          place_{std::move(file), 0, std::move(owner), 0, {}},
          diagnostics_(diagnostics) {}

    Logic link(const model::Expression& expression, const Scope& scope);
    /// What the expression gives, as far as it is known; else null.
    TypePtr result_type(const Logic& logic, const Scope& scope) const;
    /// In the law profile: told where a value of type `found` cannot be one of type `wanted`.
    void expect(const TypePtr& found, const TypePtr& wanted, const Place& place);

private:
    using Expression = model::Expression;
    ExprPtr expression(const model::Text& text, const Scope& scope, const Place& place,
                       bool& broken);
    std::optional<UnaryTests> tests(const model::Text& text, const Scope& scope,
                                    const TypePtr& type, const Place& place);
    void syntax_error(const std::string& text, const SyntaxError& error, Place place);
    void types_of(const Expression& from, Logic& to);
    void link_context(const Expression& from, Logic& to, const Scope& scope);
    void link_function(const Expression& from, Logic& to, const Scope& scope);
    void link_filter(const Expression& from, Logic& to, const Scope& scope);
    void link_iteration(const Expression& from, Logic& to, const Scope& scope);
    void link_parts(const Expression& from, Logic& to, const Scope& scope);
    void link_table(const model::DecisionTable& from, Logic& to, const Scope& scope);
    TableColumn input_column(const model::TableInput& from, const Scope& scope, bool& broken);
    TableColumn output_column(const model::TableOutput& from, const Scope& scope, bool& broken);
    TableRow row(const model::TableRule& from, const Table& table, int number, const Scope& scope,
                 bool& broken);
    bool cell_counts(const model::TableRule& from, const Table& table, int number);
    TypePtr resolve(const std::string& reference, std::uint32_t line, const std::string& column);
    Place at(std::uint32_t line, int row = 0, std::string column = {}) const;
    void tell(const Problems& problems, const Place& place);
    void refuse(std::string_view id, std::string_view en, const Place& place);
    /// A constant outside the allowed values of where it stands.
    void expect_inside(const Value& value, const DomainPtr& domain, const Place& place);
    void check_conditions(const UnaryTests& tests, const TableColumn& column, const Scope& scope,
                          const Place& place);
    void check_output(const ExprPtr& output, const TableColumn& column, const Scope& scope,
                      const Place& place);
    void check_table(const Table& table, const Logic& to, const model::DecisionTable& from);

    ItemTypes& types_;
    std::size_t model_;
    bool law_;
    Place place_;
    std::vector<Diagnostic>& diagnostics_;
};

}  // namespace payung::rules
