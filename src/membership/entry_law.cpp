#include "membership/entry_law.h"

#include "membership/law_says.h"

namespace payung {

Result<EntryLaw> EntryLaw::open(const Rulebook& law) {
    TRY_ASSIGN(const rules::Node* const decision, decision_needed(law, "Boleh peserta BPU"));
    return EntryLaw(law, *decision);
}

const EntryLaw::Verdict& EntryLaw::on_own_account(Day birth, Day on, bool member_before) {
    const int age = age_years(birth, on);
    const auto [at, fresh] = known_.try_emplace({age, member_before});
    if (fresh) {
        const LawSays said = ask_law(law_, *decision_,
                                     {{"Usia saat mendaftar", rules::Value::integer(age)},
                                      {"Peserta lama", rules::Value(member_before)}});
        at->second = {says_yes(said), age, said.cite};
    }
    return at->second;
}

}  // namespace payung
