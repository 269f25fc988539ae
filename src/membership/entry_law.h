#pragma once

/// Who may enrol outside employment, as the law says it.
///
/// Law      `Boleh peserta BPU` (legislation/umum/segmen.dmn): Permenaker 5/2021, UU 13/2003.
/// Errors   law_malformed: the rulebook has no such decision. What the law cannot answer (an age
///          past its reach) is a no.
/// Cost     a question to the law once for each age; then a look into a table. Not for two threads.

#include <map>
#include <string>

#include "base/day.h"
#include "legislation/rulebook.h"

namespace payung {

class EntryLaw {
public:
    static Result<EntryLaw> open(const Rulebook& law);

    struct Verdict {
        bool may = false;
        int age = 0;
        std::string cite;
    };
    /// Outside employment, for the first time or again, on that day.
    const Verdict& on_own_account(Day birth, Day on, bool member_before);

private:
    EntryLaw(const Rulebook& law, const rules::Node& decision) : law_(law), decision_(&decision) {}

    Rulebook law_;
    const rules::Node* decision_;
    std::map<std::pair<int, bool>, Verdict> known_;
};

}  // namespace payung
