#include "office/employers.h"

#include <fmt/format.h>

#include <algorithm>

#include "membership/employer_words.h"
#include "membership/errors.h"
#include "storage/party_store.h"

namespace payung {
namespace {

namespace refuse = membership_error;

std::string content_of(std::string_view number, std::string_view name, const EmployerFact& fact) {
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", number, name, to_text(fact.from),
                       fact.scale, fact.risk_group, fact.sector, fact.industry, fact.takes_jht,
                       fact.takes_jp, fact.area, fact.closed, fact.reason);
}

std::string subject_of(std::string_view number) {
    return "employer:" + std::string(number);
}

Result<std::string> add_fact(Work& work, std::string_view number, const EmployerFact& fact,
                             std::string_view action, std::string_view content) {
    TRY_ASSIGN(const PartyRecord party,
               known_party(work.transaction(), PartyKind::employer, number));
    TRY_ASSIGN(const auto facts, employer_facts(work.transaction(), party.party));
    const auto first = std::min_element(facts.begin(), facts.end(),
                                        [](auto& a, auto& b) { return a.from < b.from; });
    if (first != facts.end() && fact.from < first->from) {
        return Error{refuse::employer_month_before,
                     {{"month", to_text(fact.from)}, {"first", to_text(first->from)}}};
    }
    TRY(add_employer_fact(work.transaction(), party.party, fact, work.desk().actor, work.now()));
    work.tell(std::string(action), subject_of(number), content);
    return fmt::format(R"({{"party":{}}})", party.party);
}

}  // namespace

Result<Done> register_employer(const Desk& desk, std::string_view number, std::string_view name,
                               const EmployerFact& fact) {
    TRY(check_employer_words(desk.law, fact));
    const std::string content = content_of(number, name, fact);
    return carry_out(
        desk, {"employer.register", std::string(number), content},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const PartyNumber party, add_party(work.transaction(), PartyKind::employer,
                                                          number, name, work.now()));
            TRY(add_employer_fact(work.transaction(), party, fact, desk.actor, work.now()));
            work.tell("employer.register", subject_of(number), content);
            return fmt::format(R"({{"party":{}}})", party);
        });
}

Result<Done> change_employer(const Desk& desk, std::string_view number, const EmployerFact& fact) {
    TRY(check_employer_words(desk.law, fact));
    const std::string content = content_of(number, {}, fact);
    return carry_out(desk, {"employer.change", content, content},
                     [&](Work& work) -> Result<std::string> {
                         return add_fact(work, number, fact, "employer.change", content);
                     });
}

Result<Done> close_employer(const Desk& desk, std::string_view number, Month month,
                            std::string_view reason) {
    const std::string content = fmt::format("{}|{}|{}", number, to_text(month), reason);
    return carry_out(
        desk, {"employer.close", content, content}, [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const PartyRecord party,
                       known_party(work.transaction(), PartyKind::employer, number));
            TRY_ASSIGN(const auto before, employer_fact_in(work.transaction(), party.party, month));
            EmployerFact fact = before.value_or(EmployerFact{});
            fact.from = month;
            fact.closed = true;
            fact.reason = reason;
            return add_fact(work, number, fact, "employer.close", content);
        });
}

Result<Done> register_group(const Desk& desk, std::string_view number, std::string_view name) {
    const std::string content = fmt::format("{}|{}", number, name);
    return carry_out(
        desk, {"group.register", std::string(number), content},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const PartyNumber party,
                       add_party(work.transaction(), PartyKind::group, number, name, work.now()));
            work.tell("group.register", "group:" + std::string(number), content);
            return fmt::format(R"({{"party":{}}})", party);
        });
}

}  // namespace payung
