#pragma once

/// What people live from: welfare decile of the family, industry, main status, occupation and
/// income.
///
/// Deciles hold a tenth of the nation each and shift with the poverty rate of the regency.
/// Industries come from the province's table, raked so that men and women, poor and better-off
/// families, cities and regencies differ while the province is met. Status follows the industry;
/// incomes the average wage of the industry, status, decile and province.
///
/// Units    incomes in whole thousands of rupiah a month.
/// Cost     start about 20 ms; a worker about 25 ns.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "base/result.h"
#include "population/alias.h"
#include "population/facts.h"
#include "population/places.h"

namespace payung {

struct Livelihood {
    std::uint8_t group = 0;   // sector group 0 … 16
    std::uint8_t status = 1;  // 1 … 7
    char sector = 'A';
    std::uint16_t occupation = 0;  // number of an occupation text
    std::uint32_t income_thousand = 0;
};

class LivelihoodModel {
public:
    static Result<LivelihoodModel> make(const Facts& facts, const Places& places,
                                        const Path& folder,
                                        const std::array<double, 2>& workers_by_sex);

    unsigned draw_decile(std::size_t regency, Random& random) const {
        return 1 + deciles_[regency].draw(random);
    }
    /// Industry and status only; occupation and income follow when it is settled who has which.
    Livelihood draw(const Regency& regency, unsigned sex, unsigned decile, Random& random) const;
    /// Occupation and income.
    void finish(const Regency& regency, unsigned decile, Livelihood& work, Random& random) const;
    /// A KBLI letter of the group.
    char draw_letter(unsigned group, Random& random) const {
        const std::string& letters = letter_of_[group];
        return letters.size() == 1 ? letters[0] : letters[letters_[group].draw(random)];
    }
    std::string_view occupation(std::uint16_t number) const { return occupations_[number]; }

    /// Shares of the deciles wanted in a regency; for marginals.
    const std::array<double, deciles>& decile_share(std::size_t regency) const {
        return decile_share_[regency];
    }
    /// Shares of the statuses wanted in an industry, after raking.
    const std::array<double, statuses>& status_share(unsigned group) const {
        return status_share_[group];
    }

private:
    static constexpr unsigned classes = 3;                // deciles 1-3, 4-7, 8-10
    static constexpr unsigned columns = 2 * 2 * classes;  // city, sex, class
    static unsigned class_of(unsigned decile) { return decile <= 3 ? 0 : decile <= 7 ? 1 : 2; }
    static unsigned column_of(const Regency& regency, unsigned sex, unsigned decile) {
        return (regency.is_city() ? columns / 2 : 0) + sex * classes + class_of(decile);
    }
    void make_deciles(const Facts& facts, const Places& places);
    void make_province(const Facts& facts, const Places& places, unsigned province,
                       const std::array<double, 2>& workers_by_sex);
    std::vector<std::vector<double>> rake_sectors(const Facts& facts, unsigned province,
                                                  const std::vector<double>& column) const;
    void make_statuses(const Facts& facts);
    void make_incomes(const Facts& facts);
    Result<void> load_occupations(const Path& folder);

    struct Province {
        std::array<Alias, columns> sectors;  // empty: no figures
        /// Average of the decile's factor among the workers of an industry: the average wage of the
        /// industry is kept, whoever works in it.
        std::array<double, sector_groups> decile_mean{};
        double income = 1;  // by minimum wage
    };
    struct Texts {
        std::uint16_t first = 0;
        Alias alias;
    };
    std::vector<Alias> deciles_;                             // by regency
    std::vector<std::array<double, deciles>> decile_share_;  // by regency
    std::vector<Province> provinces_;                        // by code; empty ones unknown
    std::array<Alias, sector_groups> statuses_;
    std::array<std::array<double, statuses>, sector_groups> status_share_{};
    std::array<Alias, sector_groups> letters_;
    std::array<std::string, sector_groups> letter_of_;
    std::array<std::array<double, statuses>, sector_groups> income_{};  // thousands, on average
    std::array<double, deciles + 1> income_decile_{};
    std::array<double, 20> income_step_{};
    std::vector<std::string> occupations_;
    std::map<std::pair<char, unsigned>, Texts> texts_;  // by letter and status
    std::array<std::array<const Texts*, statuses + 1>, 26> texts_of_{};
};

}  // namespace payung
