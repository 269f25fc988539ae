#include "population/world.h"

namespace payung {
namespace {

constexpr std::uint64_t account_number_count = 1'000'000'000;  // "SN" and nine digits
constexpr std::uint64_t employer_number_count = 26'000'000;    // "Z", a letter, six digits

std::vector<bool> districts_in_use(const AreaTable& areas) {
    std::vector<bool> used(1'000'000);
    for (std::uint32_t i = 0; i < areas.size(); ++i) {
        if (areas.level(i) != AreaLevel::district) continue;
        std::size_t number = 0;
        for (const char digit : areas.code(i))
            number = number * 10 + static_cast<std::size_t>(digit - '0');
        used[number] = true;
    }
    return used;
}

std::array<double, 2> workers_by_sex(const FamilyModel& families) {
    std::array<double, 2> shares{};
    for (const auto& by_sex : families.workers()) {
        shares[0] += by_sex[0];
        shares[1] += by_sex[1];
    }
    return shares;
}

/// Where the positions of one segment end and the next begins, of `total` protected workers.
std::array<std::uint64_t, segments> cut_segments(const Facts& facts, std::uint64_t total) {
    const std::array<double, segments> members{static_cast<double>(facts.figure("segment_pu")),
                                               static_cast<double>(facts.figure("segment_bpu")),
                                               static_cast<double>(facts.figure("segment_jakon")),
                                               static_cast<double>(facts.figure("segment_pmi"))};
    double all = 0, until = 0;
    for (const double persons : members) all += persons;
    std::array<std::uint64_t, segments> cuts{};
    for (unsigned s = 0; s < segments; ++s) {
        until += members[s];
        cuts[s] = static_cast<std::uint64_t>(static_cast<double>(total) * (until / all) + 0.5);
    }
    cuts[segments - 1] = total;
    return cuts;
}

}  // namespace

World::World(const SynthOptions& chosen, Facts loaded)
    : options(chosen), facts(std::move(loaded)), families(facts), today(chosen.month.first_day()) {}

/// Large employers by what is expected: wage earners of the regency among the members, by industry
/// as employees are. Each is written by the first unit of its regency.
void World::found_pools() {
    std::vector<double> earners(places.regencies().size(), 0);
    const double pu = plan.protected_workers == 0 ? 0
                                                  : static_cast<double>(segment_until[0]) /
                                                        static_cast<double>(plan.protected_workers);
    for (const Unit& unit : plan.units) {
        earners[unit.regency] += pu * (unit.protected_workers + unit.elsewhere_active);
    }
    pools.resize(earners.size());
    double until = 0;
    for (unsigned p = 0; p < EmployerModel::pooled; ++p) {
        until += employers.pool(p).share;
        pool_until[p] = Chance::of(until);
    }
    for (std::size_t r = 0; r < earners.size(); ++r) {
        const auto& groups = facts.employed_sector.at(places[r].province());
        Random random(options.seed, (std::uint64_t{1} << 40) + r);
        double employees = 0;
        for (unsigned s = 0; s < sector_groups; ++s) {
            employees += groups[s] * livelihood.status_share(s)[3];
        }
        for (unsigned s = 0; s < sector_groups; ++s) {
            const double here = earners[r] * groups[s] * livelihood.status_share(s)[3] / employees;
            for (unsigned p = 0; p < EmployerModel::pooled; ++p) {
                const EmployerScale& scale = employers.pool(p);
                const double wanted = here * scale.share / scale.size + random.unit();
                pools[r][s][p] = {employers_first, static_cast<std::uint32_t>(wanted)};
                employers_first += pools[r][s][p].count;
            }
        }
    }
}

Result<std::unique_ptr<const World>> World::make(const SynthOptions& options,
                                                 const AreaTable& areas) {
    TRY_ASSIGN(Facts facts, Facts::load(options.tables));
    auto world = std::make_unique<World>(options, std::move(facts));
    const Facts& known = world->facts;
    TRY_ASSIGN(world->places, Places::make(areas, known, options.areas));
    TRY_ASSIGN(world->names, NameBook::load(options.tables));
    TRY_ASSIGN(world->livelihood, LivelihoodModel::make(known, world->places, options.tables,
                                                        workers_by_sex(world->families)));
    TRY_ASSIGN(world->members, MemberModel::load(options.tables));
    TRY_ASSIGN(world->employers, EmployerModel::load(options.tables));
    TRY_ASSIGN(world->plan, UnitPlan::make(options, known, world->places));
    world->district_used = districts_in_use(areas);
    const auto errors = [&](Misrecorder::Side side) {
        return Misrecorder::make(known, options.tables, side, world->names, world->district_used);
    };
    TRY_ASSIGN(world->register_errors, errors(Misrecorder::Side::register_extract));
    TRY_ASSIGN(world->membership_errors, errors(Misrecorder::Side::membership_extract));

    world->heaped = {Chance::ppm(known.rate("heaped")), Chance::ppm(known.rate("heaped_old"))};
    world->issued_elsewhere = Chance::ppm(known.figure("issued_elsewhere"));
    world->elsewhere_ages = Alias{known.employed};
    std::uint64_t accounts = 0;
    for (const Unit& unit : world->plan.units) {
        world->account_first.push_back(accounts);
        accounts += unit.accounts();
    }
    world->account_numbers = Scatter{account_number_count, options.seed};
    const std::uint64_t covered = world->plan.protected_workers;
    world->segment_order = Scatter{std::max<std::uint64_t>(covered, 1), options.seed};
    world->segment_until = cut_segments(known, covered);
    world->found_pools();
    world->employers_per_unit = static_cast<std::uint32_t>(
        (employer_number_count - world->employers_first) / world->plan.units.size());
    world->employer_numbers = Scatter{employer_number_count, options.seed};
    return std::unique_ptr<const World>{std::move(world)};
}

}  // namespace payung
