#include "linkage/link.h"

#include <algorithm>

#include "base/big_array.h"
#include "base/hash_join.h"
#include "base/radix_sort.h"
#include "base/random.h"
#include "linkage/decision.h"
#include "linkage/namesakes.h"

namespace payung {
namespace {

// A NIK or a name with date on more rows than this is a filler, not a person. (Of the most frequent
// names some hundred persons of the nation share a heaped birth date.)
constexpr std::uint32_t rows_of_a_key_max = 1'024;

std::uint64_t name_birth_sex_key(const Identity& who) {
    if (who.name_key == 0 || who.birth == 0 || who.sex == 0) return 0;
    return mix64(who.name_key ^ mix64(std::uint64_t{who.birth} << 8 | who.sex));
}

template <class KeyOf>  // key_of(row)
JoinSide side_with_keys(std::size_t rows, const KeyOf& key_of) {
    return {rows, [key_of](std::size_t begin, std::span<std::uint64_t> keys) {
                for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = key_of(begin + i);
            }};
}

class Linking {
public:
    Linking(std::span<const Identity> persons, std::span<const Identity> accounts, unsigned threads,
            const TieKey& tie_key)
        : persons_(persons),
          accounts_(accounts),
          threads_(std::max(threads, 1U)),
          decider_(persons, tie_key),
          person_of_(accounts.size()),
          fate_of_(accounts.size()) {}

    Result<LinkSet> run() {
        std::ranges::fill(fate_of_.span(), Fate::nobody);
        TRY(link_by_nik());
        TRY(link_by_name());
        return LinkSet{sorted_links(), counts()};
    }

private:
    Result<void> link_by_nik() {
        const auto nik_of = [](std::span<const Identity> who) {
            return [who](std::size_t row) { return who[row].nik; };
        };
        return decide(side_with_keys(persons_.size(), nik_of(persons_)),
                      side_with_keys(accounts_.size(), nik_of(accounts_)),
                      [this](const Identity& account, std::span<const std::uint32_t> rows) {
                          return decider_.by_nik(account, rows);
                      });
    }

    Result<void> link_by_name() {
        const Namesakes namesakes(persons_, threads_);
        const auto of_person = [this](std::size_t row) {
            return name_birth_sex_key(persons_[row]);
        };
        const auto of_account_left = [this](std::size_t row) {
            return is_linked(fate_of_[row]) ? 0 : name_birth_sex_key(accounts_[row]);
        };
        return decide(side_with_keys(persons_.size(), of_person),
                      side_with_keys(accounts_.size(), of_account_left),
                      [&](const Identity& account, std::span<const std::uint32_t> rows) {
                          return decider_.by_name(account, rows, namesakes);
                      });
    }

    /// Joins, and lets decide_one(account, register rows of its key) say what each account gets.
    template <class DecideOne>
    Result<void> decide(const JoinSide& left, const JoinSide& right, const DecideOne& decide_one) {
        const auto meet = [&](std::span<const Meeting> meetings,
                              std::span<const std::uint32_t> rows) {
            for (std::size_t i = 0; i < meetings.size(); ++i) {
                ask_for(meetings, rows, i + asked_ahead);
                const Meeting& m = meetings[i];
                const Decision made =
                    m.crowded ? Decision{Fate::ambiguous}
                              : decide_one(accounts_[m.right], rows.subspan(m.first, m.count));
                // What an earlier rule found out stays, where this one found nobody.
                if (made.fate == Fate::nobody) continue;
                fate_of_[m.right] = made.fate;
                person_of_[m.right] = made.person;
            }
        };
        return hash_join(left, right, {rows_of_a_key_max, threads_}, meet);
    }

    /// Records stand anywhere in 3 GB: they are on their way long before they are read. Not too
    /// long, or the processor has forgotten again on which page each of them stands.
    static constexpr std::size_t asked_ahead = 32;
    void ask_for(std::span<const Meeting> meetings, std::span<const std::uint32_t> rows,
                 std::size_t i) const {
        if (i >= meetings.size()) return;
        __builtin_prefetch(&accounts_[meetings[i].right]);
        if (meetings[i].count > 0) __builtin_prefetch(&persons_[rows[meetings[i].first]]);
    }

    /// In the order of persons, of one person in the order of accounts.
    std::vector<Link> sorted_links() {
        BigArray<KeyedRow> by_person(
            static_cast<std::size_t>(std::ranges::count_if(fate_of_.span(), is_linked)));
        std::size_t at = 0;
        for (std::uint32_t account = 0; account < fate_of_.size(); ++account) {
            if (!is_linked(fate_of_[account])) continue;
            by_person[at++] = KeyedRow{person_of_[account], account};
        }
        radix_sort(by_person.span(), threads_);
        std::vector<Link> links;
        links.reserve(by_person.size());
        for (const KeyedRow& row : by_person.span()) {
            links.push_back({static_cast<std::uint32_t>(row.key()), row.row(),
                             static_cast<LinkRule>(fate_of_[row.row()])});
        }
        return links;
    }

    LinkCounts counts() {
        std::array<std::uint64_t, fate_count> of{};
        for (const Fate fate : fate_of_.span()) ++of[static_cast<std::size_t>(fate)];
        LinkCounts counts;
        std::copy_n(of.begin(), link_rule_count, counts.by_rule.begin());
        counts.ambiguous = of[static_cast<std::size_t>(Fate::ambiguous)];
        counts.too_common = of[static_cast<std::size_t>(Fate::too_common)];
        counts.nik_conflict = of[static_cast<std::size_t>(Fate::nik_conflict)];
        counts.nobody = of[static_cast<std::size_t>(Fate::nobody)];
        return counts;
    }

    std::span<const Identity> persons_, accounts_;
    unsigned threads_;
    Decider decider_;
    BigArray<std::uint32_t> person_of_;  // where the fate is a link
    BigArray<Fate> fate_of_;
};

}  // namespace

std::string_view name_of(LinkRule rule) {
    constexpr std::array<std::string_view, link_rule_count> names{
        "nik", "name_birth_sex", "name_birth_sex_village", "name_birth_sex_regency"};
    return names.at(static_cast<std::size_t>(rule));
}

Result<LinkSet> link_exactly(std::span<const Identity> persons, std::span<const Identity> accounts,
                             unsigned threads, const TieKey& tie_key) {
    return Linking(persons, accounts, threads, tie_key).run();
}

}  // namespace payung
