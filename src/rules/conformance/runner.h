#pragma once

/// Runs the public suite and counts strictly, always beside the two baselines that an engine
/// answering nothing but null would reach.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rules/conformance/features.h"
#include "rules/conformance/suite.h"

namespace payung::rules::conformance {

/// Answers all result nodes of a case, in order.
using Answers = std::vector<Value>;
class Engine {
public:
    virtual ~Engine() = default;
    /// Before the cases of a group; a diagnostic here fails them all.
    virtual std::vector<Diagnostic> open(const Group& group) = 0;
    virtual Answers answer(const Case& test) = 0;
};

/// The engine of this project, by the boxed path.
std::unique_ptr<Engine> boxed_engine();

struct Verdict {
    std::string level, group, file, id, key;
    Features features;
    bool passed = false;
    bool wants_null = false;
    int errors_wanted = 0, errors_reported = 0;  // result nodes
    bool passed_by_null_and_error = false, passed_by_silent_null = false;
    int long_numbers = 0, stray_errors = 0;
    std::string reason;
};

enum class Gate : std::uint8_t { g1, g2, g3, g4 };
bool belongs(const Verdict& verdict, Gate gate);

struct Report {
    std::vector<Verdict> verdicts;
    std::chrono::milliseconds time{0};
    std::size_t passed(Gate gate) const;
    std::size_t cases(Gate gate) const;
};

inline constexpr std::chrono::seconds case_time_max{2};
inline constexpr std::size_t gate_4_passed_min = 3'320;  // the other gates are to pass whole

Report run(const Suite& suite, Engine& engine);

/// "level/group","file","case","SUCCESS|ERROR","reason", a line a case.
std::string lines_of(const Report& report);
/// The gates, passed and of how many, with baselines.
std::string gates_table(const Report& report);
/// One line a group: cases, passed, by value and null.
std::string groups_table(const Report& report);
/// What is printed where there is no suite.
std::string skipped_notice();

}  // namespace payung::rules::conformance
