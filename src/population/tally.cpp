#include "population/tally.h"

namespace payung {
namespace {

void add_to(std::uint64_t& into, std::uint64_t value) {
    into += value;
}

template <class Cells>
void add_to(Cells& into, const Cells& cells) {
    for (std::size_t i = 0; i < into.size(); ++i) add_to(into[i], cells[i]);
}

}  // namespace

void Tally::add(const Tally& other) {
    persons += other.persons;
    families += other.families;
    workers += other.workers;
    wage_sum_thousand += other.wage_sum_thousand;
    informal_sum_thousand += other.informal_sum_thousand;
    informal += other.informal;
    register_rows += other.register_rows;
    active_men += other.active_men;
    second_accounts += other.second_accounts;
    account_owners += other.account_owners;
    true_pairs += other.true_pairs;
    employers += other.employers;
    employers_micro += other.employers_micro;
    wages += other.wages;
    add_to(age_sex, other.age_sex);
    add_to(worker_age_sex, other.worker_age_sex);
    add_to(sector, other.sector);
    add_to(status, other.status);
    add_to(decile, other.decile);
    add_to(regency_workers, other.regency_workers);
    add_to(regency_protected, other.regency_protected);
    add_to(protected_segment, other.protected_segment);
    add_to(accounts, other.accounts);
    in_register.add(other.in_register);
    in_membership.add(other.in_membership);
}

}  // namespace payung
