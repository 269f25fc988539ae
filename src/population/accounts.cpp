#include <algorithm>
#include <bit>

#include "base/check.h"
#include "population/unit.h"

namespace payung {
namespace {

/// Waiting time of a Poisson process in halvings: -log2 of a uniform number, straight between
/// powers of two, so that no library's logarithm can change an answer.
float waiting_time(Random& random) {
    const std::uint64_t bits = random.next() | 1;
    const int zeros = std::countl_zero(bits);
    const auto fraction = static_cast<float>((bits << zeros << 1) >> 40) * 0x1.0p-24F;
    return static_cast<float>(zeros) + 1.0F - fraction;
}

constexpr std::array<std::string_view, segments> payers{"PEMBERI KERJA", "MANDIRI", "KONTRAKTOR",
                                                        "MANDIRI"};

/// Months an account of each segment may have run before this one.
constexpr std::array<std::uint32_t, segments> months_before{144, 36, 12, 24};

}  // namespace

void UnitMaker::make_accounts() {
    choose_protected();
    std::uint32_t left_over = choose_former();
    left_over += choose_at_home();
    left_over += choose_second();
    // What found nobody here belongs to people who live elsewhere, so that the total is exact.
    add_elsewhere(unit_->elsewhere + left_over, unit_->elsewhere_active);
    CHECK(accounts_.size() == unit_->accounts());
    assign_employers();
    write_accounts();
}

void UnitMaker::choose_protected() {
    std::array<std::uint32_t, segments> counts{};
    for (std::uint32_t i = 0; i < unit_->protected_workers; ++i) {
        const std::uint64_t at = world_.segment_order(unit_->protected_first + i);
        unsigned segment = 0;
        while (at >= world_.segment_until[segment]) ++segment;
        ++counts[segment];
    }
    for (const SynthSegment segment :
         {SynthSegment::pu, SynthSegment::jakon, SynthSegment::pmi, SynthSegment::bpu}) {
        choose_members(segment, counts[static_cast<unsigned>(segment)]);
        out_->tally.protected_segment[static_cast<unsigned>(segment)] =
            counts[static_cast<unsigned>(segment)];
    }
    out_->tally.regency_protected[unit_->regency] = unit_->protected_workers;
}

void UnitMaker::choose_members(SynthSegment segment, std::uint32_t count) {
    // Each worker waits a random time, shorter the more likely he is a member: the first `count`
    // are a sample without replacement by those weights (Efraimidis and Spirakis 2006).
    keys_.clear();
    for (const std::uint32_t worker : workers_) {
        const Person& who = persons_[worker];
        if (who.has_account) continue;
        const double weight =
            world_.members.weight(segment, who.work.status, who.work.group, who.sex);
        keys_.emplace_back(waiting_time(choice_) / static_cast<float>(weight), worker);
    }
    CHECK(count <= keys_.size());
    const auto end = keys_.begin() + count;
    if (end != keys_.end()) std::nth_element(keys_.begin(), end, keys_.end());
    // Which are first is the same everywhere, their order within is not: number them by worker.
    std::sort(keys_.begin(), end, [](const auto& a, const auto& b) { return a.second < b.second; });
    for (auto key = keys_.begin(); key != end; ++key) {
        persons_[key->second].has_account = true;
        accounts_.push_back({key->second, segment, true, 0, 0, 0});
    }
}

std::uint32_t UnitMaker::choose_former() {
    std::uint32_t open = 0;
    for (const std::uint32_t worker : workers_) open += !persons_[worker].has_account;
    const std::uint32_t count = std::min(open, unit_->former);
    // Selection sampling (Knuth 1997, 3.4.2 S): exactly `count` of `open`.
    std::uint32_t left = count;
    for (const std::uint32_t worker : workers_) {
        if (persons_[worker].has_account) continue;
        if (choice_.below(open--) >= left) continue;
        --left;
        persons_[worker].has_account = true;
        const bool bpu = choice_.below(20) == 0;  // 0.98 of 19.5 million non-active are BPU.
        accounts_.push_back({worker, bpu ? SynthSegment::bpu : SynthSegment::pu, false, 0, 0, 0});
    }
    return unit_->former - count;
}

std::uint32_t UnitMaker::choose_at_home() {
    const auto may = [&](const Person& who) { return !who.works && who.age >= 19 && who.age < 65; };
    std::uint32_t open = 0;
    for (std::uint32_t i = 0; i < residents_; ++i) open += may(persons_[i]);
    const std::uint32_t count = std::min(open, unit_->at_home);
    std::uint32_t left = count;
    for (std::uint32_t i = 0; i < residents_; ++i) {
        if (!may(persons_[i])) continue;
        if (choice_.below(open--) >= left) continue;
        --left;
        accounts_.push_back({i, SynthSegment::pu, false, 0, 0, 0});
    }
    return unit_->at_home - count;
}

std::uint32_t UnitMaker::choose_second() {
    const auto owners = static_cast<std::uint32_t>(accounts_.size());
    const std::uint32_t count = std::min(owners, unit_->second);
    std::uint32_t left = count;
    for (std::uint32_t i = 0; i < owners; ++i) {
        if (choice_.below(owners - i) >= left) continue;
        --left;
        accounts_.push_back({accounts_[i].person, SynthSegment::pu, false, 0, 0, 0});
    }
    out_->tally.second_accounts += count;
    out_->tally.account_owners += owners;
    return unit_->second - count;
}

void UnitMaker::add_elsewhere(std::uint32_t count, std::uint32_t active) {
    const auto cuts = world_.segment_until;
    const std::uint64_t all = std::max<std::uint64_t>(cuts[segments - 1], 1);
    for (std::uint32_t i = 0; i < count; ++i) {
        Person person;
        const std::uint32_t group = world_.elsewhere_ages.draw(choice_);
        person.age = static_cast<std::uint8_t>(std::max(18U, 15 + group * 5 + choice_.below(5)));
        person.sex =
            static_cast<std::uint8_t>(choice_.below(1'000) >= 697);  // Of members 69.7 % are men.
        person.birth =
            birth_of(person.age, world_.heaped[person.age >= 55].drawn(choice_), choice_);
        const bool near = choice_.below(2) == 0;
        const Regency& place =
            near ? *regency_ : world_.places[world_.places.draw_regency(choice_)];
        Family home;
        home.village = Places::draw_village(place, choice_);
        home.members = 1;
        home.first = static_cast<std::uint32_t>(persons_.size());
        const unsigned decile = 3 + choice_.below(8);
        NameOrder order;
        order.group = world_.names.draw_group(place.code, choice_);
        order.sex = person.sex;
        order.cohort = cohort_of(static_cast<int>(person.birth / 10'000));
        order.birth_order = choice_.below(4);
        person.name = world_.names.make(order, choice_);
        person.family = static_cast<std::uint32_t>(families_.size());
        person.work = world_.livelihood.draw(*regency_, person.sex, decile, choice_);
        person.work.status = 4;
        world_.livelihood.finish(*regency_, decile, person.work, choice_);

        unsigned segment = 0;
        if (i < active) {
            const std::uint64_t at = choice_.next() % all;
            while (segment + 1 < segments && at >= cuts[segment]) ++segment;
        }
        accounts_.push_back({home.first, static_cast<SynthSegment>(segment), i < active, 0, 0, 0});
        families_.push_back(home);
        persons_.push_back(person);
    }
}

void UnitMaker::assign_employers() {
    std::uint64_t number = world_.account_first[unit_->number];
    order_.clear();
    for (std::uint32_t i = 0; i < accounts_.size(); ++i) {
        Account& account = accounts_[i];
        account.number = number++;
        account.wage_thousand = wage_of(account);
        if (!account.active || account.segment != SynthSegment::pu) continue;
        account.employer = draw_pooled(persons_[account.person].work.group);
        if (account.employer == 0) order_.push_back(i);
    }
    // The other employers take the wage earners of an industry one after the other.
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return persons_[accounts_[a].person].work.group < persons_[accounts_[b].person].work.group;
    });
    if (unit_->regency_unit == 0) write_pools();
    write_other_employers();
}

std::uint32_t UnitMaker::wage_of(const Account& account) {
    const Person& who = persons_[account.person];
    if (account.segment == SynthSegment::bpu || account.segment == SynthSegment::pmi) {
        return std::max(1'000U, who.work.income_thousand);
    }
    if (who.work.status == 4) return who.work.income_thousand;
    Livelihood hired = who.work;
    hired.status = 4;
    world_.livelihood.finish(*regency_, 5, hired, choice_);
    return hired.income_thousand;
}

std::uint32_t UnitMaker::draw_pooled(unsigned group) {
    const auto bits = static_cast<std::uint32_t>(choice_.next() >> 32);
    for (unsigned p = 0; p < EmployerModel::pooled; ++p) {
        const auto [first, count] = world_.pools[unit_->regency][group][p];
        if (count == 0 || !world_.pool_until[p].holds(bits)) continue;
        // The first of a pool are its largest.
        const std::uint32_t which = std::min(choice_.below(count), choice_.below(count));
        return 1 + static_cast<std::uint32_t>(world_.employer_numbers(first + which));
    }
    return 0;
}

void UnitMaker::write_pools() {
    for (unsigned group = 0; group < sector_groups; ++group) {
        for (unsigned p = 0; p < EmployerModel::pooled; ++p) {
            const auto [first, count] = world_.pools[unit_->regency][group][p];
            for (std::uint32_t i = 0; i < count; ++i) {
                write_employer(world_.employer_numbers(first + i), world_.employers.pool(p),
                               world_.livelihood.draw_letter(group, choice_));
            }
        }
    }
}

void UnitMaker::write_other_employers() {
    std::uint32_t made = 0;
    for (std::size_t first = 0; first < order_.size();) {
        const Person& leader = persons_[accounts_[order_[first]].person];
        const std::uint32_t wanted =
            made + 1 < world_.employers_per_unit ? world_.employers.draw_size(choice_) : ~0U;
        std::size_t end = first;
        const std::uint64_t npp = world_.employer_numbers(
            world_.employers_first + std::uint64_t{unit_->number} * world_.employers_per_unit +
            made);
        while (end < order_.size() && end - first < wanted &&
               persons_[accounts_[order_[end]].person].work.group == leader.work.group) {
            accounts_[order_[end++]].employer = static_cast<std::uint32_t>(npp) + 1;
        }
        write_employer(npp, world_.employers.scale_of(static_cast<std::uint32_t>(end - first)),
                       leader.work.sector);
        if (made + 1 < world_.employers_per_unit) ++made;
        first = end;
    }
}

void UnitMaker::write_employer(std::uint64_t npp, const EmployerScale& scale, char sector) {
    TextBuffer& to = out_->employers;
    to.begin_row();
    write_npp(to, npp);
    world_.employers.write_name(scale, to, choice_);
    to.digits(regency_->code, 4);
    to.letter(sector);
    to.text(scale.name);
    to.end_row();
    ++out_->tally.employers;
    out_->tally.employers_micro += &scale == &world_.employers.scale_of(1);
}

void UnitMaker::write_npp(TextBuffer& to, std::uint64_t npp) {
    const char front[2] = {'Z', static_cast<char>('A' + npp / 1'000'000)};
    to.code({front, 2}, npp % 1'000'000, 6);
}

void UnitMaker::write_accounts() {
    // An extract does not stand in the order of the register.
    order_.resize(accounts_.size());
    for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
    for (std::uint32_t i = static_cast<std::uint32_t>(order_.size()); i > 1; --i) {
        std::swap(order_[i - 1], order_[choice_.below(i)]);
    }
    const auto shards = out_->membership.size();
    for (const std::uint32_t i : order_) {
        const Account& account = accounts_[i];
        write_account(account, out_->membership[mix64(account.number) % shards]);
        write_pairs(account);
    }
}

void UnitMaker::write_account(const Account& account, TextBuffer& to) {
    const Person& who = persons_[account.person];
    Tally& tally = out_->tally;
    const auto segment = static_cast<unsigned>(account.segment);
    ++tally.accounts[segment][account.active];
    tally.active_men += account.active && who.sex == 0;

    record_ = Record{nik_of(account.person),
                     16,
                     who.birth,
                     families_[who.family].village,
                     who.sex,
                     &who.name,
                     false,
                     std::move(record_.text)};
    world_.membership_errors.misrecord(
        record_, [&] { return surroundings_of(account.person, true, membership_); },
        tally.in_membership, membership_);

    const std::uint64_t number = world_.account_numbers(account.number);
    to.begin_row();
    to.code("SN", number, 9);
    if (record_.nik == 0) {
        to.empty();
    } else {
        to.digits(record_.nik, record_.nik_digits);
    }
    if (record_.name_changed) {
        to.text(record_.text);
    } else {
        to.ended(world_.names.write(who.name, to.here()));
    }
    to.date(record_.birth);
    to.letter(record_.sex == 0 ? 'L' : 'P');
    if (record_.village == 0) {
        to.empty();
    } else {
        to.digits(record_.village, 10);
    }
    to.text(segment_names[segment]);
    to.text(world_.members.draw_programmes(account.segment, membership_));
    to.text(account.active ? "AKTIF" : "NONAKTIF");
    write_months(account, who, to);
    if (account.segment == SynthSegment::pmi) {
        to.empty();
    } else {
        to.number(std::uint64_t{account.wage_thousand} * 1'000);
    }
    const bool budget = account.segment == SynthSegment::bpu && account.active &&
                        world_.members.budget_pays(membership_);
    to.text(budget ? "APBD" : payers[segment]);
    if (account.employer == 0) {
        to.empty();
    } else {
        write_npp(to, account.employer - 1);
    }
    to.end_row();
    if (account.employer != 0) write_wage(account, number);
}

void UnitMaker::write_months(const Account& account, const Person& who, TextBuffer& to) {
    const auto segment = static_cast<unsigned>(account.segment);
    const auto now = static_cast<std::uint32_t>(world_.options.month.number());
    const std::uint32_t of_age = (who.birth / 10'000 + 15) * 12 + who.birth / 100 % 100;
    const std::uint32_t before = membership_.below(months_before[segment]);
    std::uint32_t from = std::min(std::max(now - before, of_age), now);
    if (!account.active) {
        const std::uint32_t ended = std::max(now - 2 - membership_.below(96), of_age);
        from = std::max(ended - std::min(ended, before), of_age);
        to.month(std::min(from, now - 2));
        to.month(std::min(ended, now - 2));
        return;
    }
    to.month(from);
    if (account.segment == SynthSegment::pu) {
        to.empty();
    } else {
        to.month(now + 1 + membership_.below(12));
    }
}

void UnitMaker::write_wage(const Account& account, std::uint64_t number) {
    TextBuffer& to = out_->wages;
    to.begin_row();
    write_npp(to, account.employer - 1);
    to.code("SN", number, 9);
    to.number(std::uint64_t{account.wage_thousand} * 1'000);
    to.month(static_cast<std::uint32_t>(world_.options.month.number()));
    to.end_row();
    ++out_->tally.wages;
}

void UnitMaker::write_pairs(const Account& account) {
    const Person& who = persons_[account.person];
    const std::uint64_t number = world_.account_numbers(account.number);
    for (const std::uint32_t row : {who.row, who.second_row}) {
        if (row == 0) continue;
        TextBuffer& to = out_->truth;
        to.begin_row();
        to.code("R", std::uint64_t{unit_->number} * 100'000 + row, 10);
        to.code("SN", number, 9);
        to.end_row();
        ++out_->tally.true_pairs;
    }
    if (world_.options.persons_file) {
        TextBuffer& to = out_->persons;
        to.begin_row();
        to.code("SN", number, 9);
        to.code("O", std::uint64_t{unit_->number} * 1'000'000 + account.person, 11);
        to.end_row();
    }
}

}  // namespace payung
