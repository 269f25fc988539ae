#include <algorithm>

#include "base/check.h"
#include "population/unit.h"

namespace payung {
namespace {

std::uint32_t ymd_of(Day day) {
    const auto ymd = day.ymd();
    return static_cast<std::uint32_t>(static_cast<int>(ymd.year())) * 10'000 +
           static_cast<unsigned>(ymd.month()) * 100 + static_cast<unsigned>(ymd.day());
}

/// Whether industries as men or as women have them: used to settle who in a family has which work.
bool heavy(unsigned group) {
    return group == 1 || group == 5 || group == 7;
}  // B, F, H

}  // namespace

void UnitMaker::fill(const Unit& unit, UnitOutput& output) {
    unit_ = &unit;
    regency_ = &world_.places[unit.regency];
    out_ = &output;
    const std::uint64_t stream = std::uint64_t{unit.number} * 4;
    people_ = Random(world_.options.seed, stream);
    register_ = Random(world_.options.seed, stream + 1);
    choice_ = Random(world_.options.seed, stream + 2);
    membership_ = Random(world_.options.seed, stream + 3);
    birth_max_ = ymd_of(world_.today);
    persons_.clear();
    families_.clear();
    workers_.clear();
    accounts_.clear();
    output.tally = Tally(world_.places.regencies().size());

    NikIssuer niks(world_.places, unit, static_cast<std::uint32_t>(world_.plan.units.size()),
                   unit.workers * 3 + unit.accounts() + 4'096);
    niks_ = &niks;
    make_people();
    write_register();
    make_accounts();
    niks_ = nullptr;
}

std::uint64_t UnitMaker::village_at(double share) const {
    const auto& until = regency_->village_until;
    const auto at = std::upper_bound(until.begin(), until.end() - 1, share);
    return regency_->villages[static_cast<std::size_t>(at - until.begin())];
}

void UnitMaker::make_people() {
    std::uint32_t workers = 0;
    while (workers < unit_->workers) add_family(workers);
    residents_ = static_cast<std::uint32_t>(persons_.size());
    Tally& tally = out_->tally;
    tally.persons = persons_.size();
    tally.families = families_.size();
    tally.workers = workers_.size();
    tally.regency_workers[unit_->regency] = workers_.size();
    const auto families = static_cast<std::uint32_t>(families_.size());
    for (std::uint32_t i = 0; i < families; ++i) {
        families_[i].card =
            family_card(*regency_, *unit_, i, families + unit_->double_rows, people_);
    }
}

std::uint32_t UnitMaker::birth_of(unsigned age, bool heap, Random& random) const {
    // At least `age` years before today, whatever the leap days, and less than a year more.
    const auto days = static_cast<std::int32_t>((age * 1'461 + 3) / 4 + random.below(365));
    const std::uint32_t ymd = ymd_of(Day::from_number(world_.today.number() - days));
    if (!heap) return ymd;
    constexpr std::array<std::uint32_t, 3> usual{1231, 701, 101};
    return ymd / 10'000 * 10'000 + usual[random.below(3)];
}

void UnitMaker::add_family(std::uint32_t& workers) {
    std::array<Member, 16> members;
    const unsigned count = world_.families.make(members, people_);
    Family family;
    family.first = static_cast<std::uint32_t>(persons_.size());
    family.members = static_cast<std::uint16_t>(count);
    family.decile =
        static_cast<std::uint8_t>(world_.livelihood.draw_decile(unit_->regency, people_));
    // Families stand in the order of the villages; a unit takes up where the one before ended.
    family.village = village_at((static_cast<double>(unit_->worker_first + workers) + 0.5) /
                                static_cast<double>(unit_->regency_workers));
    for (unsigned i = 0; i < count; ++i) {
        const Member& member = members[i];
        Person person;
        person.age = member.age;
        person.sex = member.sex;
        person.relation = member.relation;
        person.family = static_cast<std::uint32_t>(families_.size());
        const Chance& heaped = world_.heaped[member.age >= 55];
        const bool heap = member.age >= 20 && heaped.drawn(people_);
        person.birth = member.twin ? persons_.back().birth : birth_of(member.age, heap, people_);
        persons_.push_back(person);
        ++out_->tally.age_sex[age_group(member.age)][member.sex];
    }
    name_family(family, members);
    families_.push_back(family);
    settle_work(families_.back(), workers);
}

void UnitMaker::name_family(Family& family, const std::array<Member, 16>& members) {
    const NameBook& names = world_.names;
    family.group = static_cast<std::uint8_t>(names.draw_group(regency_->code, people_));
    const Word clan = names.draw_clan(family.group, people_);
    const Name* father = nullptr;
    for (unsigned i = 0; i < family.members; ++i) {
        Person& person = persons_[family.first + i];
        NameOrder order;
        order.group = family.group;
        // One husband or wife in eight, and most boarders, come from any group of the place.
        const bool married_in = person.relation == Relation::partner && people_.below(8) == 0;
        if (married_in || person.relation == Relation::other) {
            order.group = names.draw_group(regency_->code, people_);
        } else if (person.relation != Relation::partner) {
            order.clan = clan;
        }
        order.sex = person.sex;
        order.cohort = cohort_of(static_cast<int>(person.birth / 10'000));
        order.birth_order =
            person.relation == Relation::child ? members[i].birth_order : people_.below(4);
        if (person.relation == Relation::child) order.father = father;
        person.name = names.make(order, people_);
        if (i == 0 && person.sex == 0) father = &persons_[family.first].name;
    }
}

void UnitMaker::settle_work(Family& family, std::uint32_t& workers) {
    std::array<Person*, 16> working;
    unsigned count = 0;
    for (unsigned i = 0; i < family.members && workers + count < unit_->workers; ++i) {
        Person& person = persons_[family.first + i];
        if (!world_.families.works({person.age, person.sex, person.relation, 0, false}, people_))
            continue;
        person.works = true;
        person.work = world_.livelihood.draw(*regency_, person.sex, family.decile, people_);
        working[count++] = &person;
    }
    for (unsigned i = 0; i < count; ++i) {
        for (unsigned j = 0; j < count; ++j) {
            Livelihood &mine = working[i]->work, &other = working[j]->work;
            // The head is seldom the unpaid helper; heavy work is seldom the wife's.
            const bool helper =
                working[i]->relation == Relation::head && mine.status == 7 && other.status != 7;
            const bool too_heavy = working[i]->sex == 1 && heavy(mine.group) &&
                                   working[j]->sex == 0 && !heavy(other.group);
            if (helper || (too_heavy && people_.below(2) == 0)) std::swap(mine, other);
        }
    }
    Tally& tally = out_->tally;
    for (unsigned i = 0; i < count; ++i) {
        Person& person = *working[i];
        world_.livelihood.finish(*regency_, family.decile, person.work, people_);
        workers_.push_back(static_cast<std::uint32_t>(&person - persons_.data()));
        ++tally.worker_age_sex[work_age_group(person.age)][person.sex];
        ++tally.sector[person.work.group];
        ++tally.status[person.work.status - 1U];
        ++tally.decile[family.decile - 1U];
        if (person.work.status == 4) tally.wage_sum_thousand += person.work.income_thousand;
        if (person.work.status == 1 || person.work.status == 5 || person.work.status == 6) {
            ++tally.informal;
            tally.informal_sum_thousand += person.work.income_thousand;
        }
    }
    workers += count;
}

std::uint64_t UnitMaker::nik_of(std::uint32_t person) {
    Person& who = persons_[person];
    if (who.nik != 0) return who.nik;
    if (person < residents_ && !world_.issued_elsewhere.drawn(choice_)) {
        who.nik = niks_->at_home(who.sex, who.birth, choice_);
    } else {
        who.nik =
            niks_->elsewhere(world_.places.draw_regency(choice_), who.sex, who.birth, choice_);
    }
    return who.nik;
}

Surroundings UnitMaker::surroundings_of(std::uint32_t person, bool village, Random& random) {
    Surroundings around;
    around.birth_max = birth_max_;
    around.birth_min = 19'200'101;
    const Person& who = persons_[person];
    if (person < residents_) {
        const Family& family = families_[who.family];
        if (family.members > 1) {
            const std::uint32_t other = family.first + (person - family.first + 1) % family.members;
            around.relative_nik = nik_of(other);
        }
        if (persons_[family.first].sex == 0 && family.first != person) {
            around.father = world_.names.text(persons_[family.first].name.words[0]);
        }
    }
    if (around.father.empty())
        around.father = world_.names.text(who.name.words[who.name.count - 1U]);
    if (village) {
        const bool near = random.below(10) < 7;
        const Regency& place = near ? *regency_ : world_.places[world_.places.draw_regency(random)];
        around.other_village = Places::draw_village(place, random);
    }
    return around;
}

void UnitMaker::write_register() {
    std::uint32_t row = 0;
    for (std::uint32_t i = 0; i < residents_; ++i) {
        if (!persons_[i].works && !world_.options.everybody) continue;
        persons_[i].row = ++row;
        write_row(i, families_[persons_[i].family].card, row);
    }
    for (std::uint32_t k = 0; k < unit_->double_rows; ++k) {
        std::uint32_t person = 0;
        do {
            person = workers_[choice_.below(static_cast<std::uint32_t>(workers_.size()))];
        } while (persons_[person].second_row != 0);
        persons_[person].second_row = ++row;
        const auto families = static_cast<std::uint32_t>(families_.size());
        write_row(
            person,
            family_card(*regency_, *unit_, families + k, families + unit_->double_rows, choice_),
            row);
    }
    out_->tally.register_rows = row;
}

void UnitMaker::write_row(std::uint32_t person, std::uint64_t card, std::uint32_t row) {
    const Person& who = persons_[person];
    const Family& family = families_[who.family];
    record_ = Record{nik_of(person), 16,        who.birth, family.village,
                     who.sex,        &who.name, false,     std::move(record_.text)};
    world_.register_errors.misrecord(
        record_, [&] { return surroundings_of(person, false, register_); }, out_->tally.in_register,
        register_);
    TextBuffer& to = out_->register_rows;
    to.begin_row();
    to.code("R", std::uint64_t{unit_->number} * 100'000 + row, 10);
    if (record_.nik == 0) {
        to.empty();
    } else {
        to.digits(record_.nik, record_.nik_digits);
    }
    to.digits(card, 16);
    if (record_.name_changed) {
        to.text(record_.text);
    } else {
        to.ended(world_.names.write(who.name, to.here()));
    }
    to.date(record_.birth);
    to.letter(record_.sex == 0 ? 'L' : 'P');
    to.digits(record_.village, 10);
    to.number(family.decile);
    if (who.works) {
        to.letter(static_cast<char>('0' + who.work.status));
        to.letter(who.work.sector);
        to.text(world_.livelihood.occupation(who.work.occupation));
        to.number(std::uint64_t{who.work.income_thousand} * 1'000);
    } else {
        for (int i = 0; i < 4; ++i) to.empty();
    }
    to.text(name_of(who.relation));
    to.end_row();
    if (world_.options.persons_file) {
        TextBuffer& people = out_->persons;
        people.begin_row();
        people.code("R", std::uint64_t{unit_->number} * 100'000 + row, 10);
        people.code("O", std::uint64_t{unit_->number} * 1'000'000 + person, 11);
        people.end_row();
    }
}

}  // namespace payung
