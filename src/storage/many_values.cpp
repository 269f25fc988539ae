#include "storage/many_values.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <memory>
#include <mutex>

namespace payung {
namespace {

constexpr std::array<std::size_t, 5> sizes{1024, 256, 32, 4, 1};

struct Written {
    std::string name, text;
};

std::string text_of(const RepeatedSql& sql, std::size_t times) {
    std::string text(sql.before);
    std::size_t at = 0;
    for (std::size_t i = 0; i < times; ++i) {
        if (i > 0) text += ',';
        if (sql.rows) text += '(';
        for (std::size_t column = 0; column < sql.columns; ++column)
            fmt::format_to(std::back_inserter(text), "{}${}", column > 0 ? "," : "", ++at);
        if (sql.rows) text += ')';
    }
    text += sql.after;
    return text;
}

/// Written once for each size, and kept: statements are known by their text for ever.
const Written& written(const RepeatedSql& sql, std::size_t times) {
    static std::mutex mutex;
    static std::map<std::pair<std::string_view, std::size_t>, std::unique_ptr<Written>> known;
    const std::lock_guard lock(mutex);
    std::unique_ptr<Written>& entry = known[{sql.name, times}];
    if (entry == nullptr) {
        entry = std::make_unique<Written>(
            Written{fmt::format("{}.{}", sql.name, times), text_of(sql, times)});
    }
    return *entry;
}

}  // namespace

Result<void> for_many(const RepeatedSql& sql, std::span<const Value> values,
                      const std::function<Result<void>(const Sql&, std::span<const Value>)>& use) {
    for (const std::size_t size : sizes) {
        const std::size_t taken = size * sql.columns;
        while (values.size() >= taken) {
            const Written& statement = written(sql, size);
            TRY(use({statement.name, statement.text}, values.first(taken)));
            values = values.subspan(taken);
        }
        if (!sql.may_repeat || 2 * values.size() <= taken) continue;
        std::vector<Value> filled(values.begin(), values.end());
        while (filled.size() < taken) filled.push_back(filled[filled.size() - sql.columns]);
        const Written& statement = written(sql, size);
        return use({statement.name, statement.text}, filled);
    }
    CHECK(values.empty());
    return {};
}

}  // namespace payung
