#pragma once

/// Any value of FEEL ("boxed"): what the general path computes with, and what a model is asked with
/// and answers with.
///
/// Shape    24 bytes, immutable; copies share lists, contexts and texts. A null says why it is
/// null:
///          its first cause and whether an error was reported on the way.
/// Cost     numbers, Booleans and dates without heap.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "rules/decimal/decimal.h"
#include "rules/value/reason.h"
#include "rules/value/temporal.h"

namespace payung::rules {

enum class Kind : std::uint8_t {
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_time_duration,
    years_months_duration,
    list,
    context,
    range,
    function,
};

std::string_view name_of(Kind kind);  // "days and time duration"

class Value;
using List = std::vector<Value>;

/// Entries in the order of writing; names are unique.
class Context {
public:
    using Entry = std::pair<std::string, Value>;
    const Value* find(std::string_view name) const;
    void set(std::string name, Value value);  // replaces an entry of that name in its place
    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
};

struct Range;

/// Lists in contexts in lists …: a value nested deeper than this is null of Reason::refused, so
/// that whoever walks through values may do so by recursion.
inline constexpr int nesting_max = 500;

/// Something that can be called: a built-in, a knowledge model, a lambda, a decision service.
class Function {
public:
    virtual ~Function() = default;
    /// Names of the parameters, for named arguments; a built-in with several shapes answers by
    /// itself, see call_named().
    virtual const std::vector<std::string>& parameters() const = 0;
    virtual Value call(std::span<const Value> arguments) const = 0;
    virtual Value call_named(std::span<const std::pair<std::string, Value>> arguments) const;
};

/// Why a value is null.
struct NullCause {
    Reason reason = Reason::null_result;
    bool error = false;
};

class Value {
public:
    Value() = default;  // null, Reason::null_result, no error
    explicit Value(bool boolean) : held_(boolean) {}
    explicit Value(Decimal number) : held_(number) {}
    explicit Value(Date date) : held_(date) {}
    explicit Value(Time time);
    explicit Value(DateTime moment);
    explicit Value(DaysTimeDuration duration) : held_(duration) {}
    explicit Value(YearsMonthsDuration duration) : held_(duration) {}
    explicit Value(std::string text);
    explicit Value(std::string_view text);
    explicit Value(const char* text) : Value(std::string_view(text)) {}
    explicit Value(const void*) = delete;  // else any pointer would be a Boolean
    explicit Value(List list);
    explicit Value(Context context);
    explicit Value(Range range);
    explicit Value(std::shared_ptr<const Function> function);
    static Value integer(std::int64_t number) { return Value(Decimal::from_integer(number)); }

    /// Null for this reason; an error is reported with it where the reason is one.
    static Value null(Reason reason);
    static Value null(Reason reason, bool error_reported);
    /// Null because an operand was: the operand's first cause, and an error reported. An operand
    /// that was a plain null_result had nothing wrong with it: then the cause is null_operand. An
    /// operand that is not null was of the wrong kind: type_error.
    static Value null_because_of(const Value& operand);

    Kind kind() const;
    bool is_null() const { return kind() == Kind::null; }
    /// 0, and one more for each list, context or range around the deepest value in it.
    int nesting() const;
    Reason reason() const;        // of a null, else none
    bool error_reported() const;  // of a null, else false

    // Pre: of that kind.
    bool boolean() const { return std::get<bool>(held_); }
    const Decimal& number() const { return std::get<Decimal>(held_); }
    const Date& date() const { return std::get<Date>(held_); }
    const Time& time() const;
    const DateTime& date_time() const;
    DaysTimeDuration days_time() const { return std::get<DaysTimeDuration>(held_); }
    YearsMonthsDuration years_months() const { return std::get<YearsMonthsDuration>(held_); }
    const std::string& text() const;
    const List& list() const;
    const Context& context() const;
    const Range& range() const;
    const Function& function() const;
    std::shared_ptr<const Function> function_pointer() const;

private:
    friend class GrowingList;
    template <class T>
    struct Nested;
    template <class T>
    void hold(T content, int inner_nesting);

    std::variant<NullCause, bool, Decimal, Date, DaysTimeDuration, YearsMonthsDuration,
                 std::shared_ptr<const std::string>, std::shared_ptr<const Time>,
                 std::shared_ptr<const DateTime>, std::shared_ptr<const Nested<List>>,
                 std::shared_ptr<const Nested<Context>>, std::shared_ptr<const Nested<Range>>,
                 std::shared_ptr<const Function>>
        held_;
};

/// A list under way that can be looked at as a value in between, without copying it.
class GrowingList {
public:
    GrowingList();
    /// In place unless someone keeps what so_far() gave.
    void add(Value item);
    std::size_t size() const;
    Value so_far() const;
    Value taken() &&;

private:
    std::shared_ptr<Value::Nested<List>> list_;
};

/// [a..b], (a..b), and the unary forms `< b`, `>= a`, `= a`, `!= a` as values. A unary form has
/// null for the end it does not name and is open to that side; an interval with a null end contains
/// nothing that is known. `= a` has both ends a, `!= a` too.
struct Range {
    enum class Form : std::uint8_t { interval, unary, not_equal };
    Value low, high;
    bool low_included = true, high_included = true;
    Form form = Form::interval;
};

/// Same kind and same value, for tests and reports (FEEL's own equality is feel_equal()): contexts
/// in any order of entries, nulls equal whatever their reason.
bool same(const Value& a, const Value& b);

/// Equal values of `same` have equal hashes.
std::size_t hash_of(const Value& value);

/// As people write it in FEEL: 1200000, "transportasi", date("2026-01-01"), [1, 2], {a: 1}.
std::string to_feel(const Value& value);

/// What string() gives: a text as it is, a date as 2026-01-01; of a list or context its FEEL.
std::string display_text(const Value& value);

}  // namespace payung::rules
