#include "membership/law_says.h"

namespace payung {
namespace {

constexpr std::string_view unconfirmed = " (belum dikonfirmasi)";

std::string cite_of(const Rulebook& law, const rules::Node& decision, const Answer& answer) {
    for (const RowsApplied& applied : answer.applied) {
        const rules::Node& node = law.program().nodes[applied.node];
        if (&node != &decision || applied.rows.empty()) continue;
        RowSource source = source_of(node, applied.rows.front());
        if (source.status == 'M' || source.status == 'X') source.cite += unconfirmed;
        return std::move(source.cite);
    }
    return {};
}

}  // namespace

LawSays ask_law(const Rulebook& law, const rules::Node& decision, const Facts& facts) {
    Answer answer = law.decide(decision, facts);
    std::string cite = cite_of(law, decision, answer);
    return {std::move(answer.value), std::move(cite)};
}

}  // namespace payung
