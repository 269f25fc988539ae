/// Dates as days since 1970-01-01: parts, sums and differences.

#include "rules/plan/kernels.h"

#include <chrono>

namespace payung::rules {

namespace {

using Days = std::int32_t;

std::chrono::year_month_day civil(Days days) {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days}}};
}

struct YearOf {
    static std::int64_t of(Days day) { return static_cast<int>(civil(day).year()); }
};
struct MonthOf {
    static std::int64_t of(Days day) { return static_cast<unsigned>(civil(day).month()); }
};
struct DayOf {
    static std::int64_t of(Days day) { return static_cast<unsigned>(civil(day).day()); }
};

template <class Part>
void part(const PlanStep& step, Frame& frame) {
    const Days* a = frame.registers[step.arguments[0]].as<Days>();
    std::int64_t* out = frame.registers[step.target].as<std::int64_t>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = Part::of(a[row]);
    pass_nulls(step, frame);
}

/// The 31st becomes the last day of a shorter month.
Days months_later(Days day, std::int64_t months) {
    using namespace std::chrono;
    const year_month_day from = civil(day);
    const auto month = year_month{from.year(), from.month()} + std::chrono::months{months};
    const auto last = year_month_day{month / std::chrono::last}.day();
    return static_cast<Days>(
        sys_days{month / std::min(from.day(), last)}.time_since_epoch().count());
}

/// Full months from one day to another, negative backwards.
std::int64_t full_months(Days from, Days to) {
    if (to < from) return -full_months(to, from);
    const auto a = civil(from), b = civil(to);
    const std::int64_t months = (static_cast<int>(b.year()) - static_cast<int>(a.year())) * 12 +
                                (static_cast<int>(static_cast<unsigned>(b.month())) -
                                 static_cast<int>(static_cast<unsigned>(a.month())));
    return months - (b.day() < a.day() ? 1 : 0);
}

struct AddMonths {
    static Days of(Days day, std::int64_t count) { return months_later(day, count); }
};
struct AddDays {
    static Days of(Days day, std::int64_t count) { return static_cast<Days>(day + count); }
};
template <class Operation>
void shift(const PlanStep& step, Frame& frame) {
    const Days* a = frame.registers[step.arguments[0]].as<Days>();
    const std::int64_t* b = frame.registers[step.arguments[1]].as<std::int64_t>();
    Days* out = frame.registers[step.target].as<Days>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = Operation::of(a[row], b[row]);
    pass_nulls(step, frame);
}

struct MonthsBetween {
    static std::int64_t of(Days a, Days b) { return full_months(a, b); }
};
struct DaysBetween {
    static std::int64_t of(Days a, Days b) { return std::int64_t{b} - a; }
};
template <class Operation>
void between(const PlanStep& step, Frame& frame) {
    const Days* a = frame.registers[step.arguments[0]].as<Days>();
    const Days* b = frame.registers[step.arguments[1]].as<Days>();
    std::int64_t* out = frame.registers[step.target].as<std::int64_t>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = Operation::of(a[row], b[row]);
    pass_nulls(step, frame);
}

}  // namespace

Kernel date_kernel(PlanStep& step) {
    switch (step.node->op) {
        case Op::year_of:
            return part<YearOf>;
        case Op::month_of:
            return part<MonthOf>;
        case Op::day_of:
            return part<DayOf>;
        case Op::add_months:
            return shift<AddMonths>;
        case Op::add_days:
            return shift<AddDays>;
        case Op::months_between:
            return between<MonthsBetween>;
        case Op::days_between:
            return between<DaysBetween>;
        default:
            return nullptr;
    }
}

}  // namespace payung::rules
