#include "population/marginals.h"

#include <fmt/format.h>

#include <cmath>

namespace payung {
namespace {

constexpr Phrase men_words{"laki-laki", "men"};
constexpr std::array<Phrase, sector_groups> sector_words{{
    {"A pertanian", "A agriculture"},
    {"B pertambangan", "B mining"},
    {"C industri pengolahan", "C manufacturing"},
    {"D listrik dan gas", "D electricity and gas"},
    {"E air dan limbah", "E water and waste"},
    {"F konstruksi", "F construction"},
    {"G perdagangan", "G trade"},
    {"H transportasi dan pergudangan", "H transport and storage"},
    {"I akomodasi, makan, dan minum", "I accommodation and food"},
    {"J informasi dan komunikasi", "J information and communication"},
    {"K keuangan dan asuransi", "K finance and insurance"},
    {"L real estat", "L real estate"},
    {"MN jasa perusahaan", "MN business services"},
    {"O administrasi pemerintahan", "O public administration"},
    {"P pendidikan", "P education"},
    {"Q kesehatan dan sosial", "Q health and social work"},
    {"RSTU jasa lainnya", "RSTU other services"},
}};
constexpr std::array<Phrase, statuses> status_words{{
    {"1 berusaha sendiri", "1 own account"},
    {"2 berusaha, buruh tidak tetap", "2 own account, temporary help"},
    {"3 berusaha, buruh tetap", "3 employer, permanent workers"},
    {"4 buruh, karyawan, pegawai", "4 employee"},
    {"5 pekerja bebas di pertanian", "5 casual, agriculture"},
    {"6 pekerja bebas di nonpertanian", "6 casual, elsewhere"},
    {"7 pekerja keluarga", "7 unpaid family worker"},
}};
constexpr std::array<Phrase, segments> segment_words{{
    {"PU penerima upah", "PU wage earners"},
    {"BPU bukan penerima upah", "BPU not wage earners"},
    {"JAKON jasa konstruksi", "JAKON construction"},
    {"PMI pekerja migran", "PMI migrant workers"},
}};

double percent(double part, double whole) {
    return whole > 0 ? 100 * part / whole : 0;
}
double percent(std::uint64_t part, std::uint64_t whole) {
    return percent(static_cast<double>(part), static_cast<double>(whole));
}

class Marginals {
public:
    Marginals(const World& world, const Tally& tally, std::vector<Marginal>& into)
        : world_(world), facts_(world.facts), tally_(tally), into_(into) {}

    void add_all() {
        add_persons();
        add_workers();
        add_work();
        add_deciles();
        add_members();
        add_errors();
        add_regencies();
    }

private:
    /// A figure whose key is a number or a code; `words` where people want more than that.
    void add(std::string_view group, std::string_view label, Phrase words, double target,
             double reached, std::string_view source, std::string_view unit = "%") {
        into_.push_back({std::string{group}, std::string{label}, words, target, reached,
                         std::string{unit}, std::string{source}});
    }
    /// A figure whose key is its English words.
    void add(std::string_view group, Phrase words, double target, double reached,
             std::string_view source, std::string_view unit = "%") {
        add(group, words.en, words, target, reached, source, unit);
    }
    double figure(std::string_view key) const { return static_cast<double>(facts_.figure(key)); }
    std::string_view source(std::string_view key) const {
        const auto at = facts_.national_source.find(key);
        return at == facts_.national_source.end() ? "M" : std::string_view{at->second};
    }

    void add_persons() {
        double all = 0;
        for (const auto& by_sex : facts_.persons) all += by_sex[0] + by_sex[1];
        for (unsigned g = 0; g < age_groups; ++g) {
            const double target = facts_.persons[g][0] + facts_.persons[g][1];
            const std::string label =
                g + 1 == age_groups ? "75+" : fmt::format("{}-{}", g * 5, g * 5 + 4);
            add("age", label, {}, percent(target, all),
                percent(tally_.age_sex[g][0] + tally_.age_sex[g][1], tally_.persons),
                g == 0 || g >= 12 ? "M" : "C");
        }
        double men = 0;
        std::uint64_t men_made = 0;
        for (unsigned g = 0; g < age_groups; ++g) {
            men += facts_.persons[g][0];
            men_made += tally_.age_sex[g][0];
        }
        add("sex", "L", men_words, percent(men, all), percent(men_made, tally_.persons), "C+M");
        add("family", {"orang per keluarga", "persons per family"},
            figure("persons_per_family") / 100,
            static_cast<double>(tally_.persons) / static_cast<double>(tally_.families),
            source("persons_per_family"), "persons");
    }

    void add_workers() {
        double all = 0;
        for (const double persons : facts_.employed) all += persons;
        for (unsigned g = 0; g < work_age_groups; ++g) {
            const auto& made = tally_.worker_age_sex[g];
            const std::string label = g == 9 ? "60+" : fmt::format("{}-{}", 15 + g * 5, 19 + g * 5);
            add("worker_age", label, {}, percent(facts_.employed[g], all),
                percent(made[0] + made[1], tally_.workers), "S");
        }
        double men = 0, both = 0;
        std::uint64_t men_made = 0;
        for (unsigned g = 3; g < age_groups; ++g) {
            men += facts_.persons[g][0] * figure("participation_men");
            both += facts_.persons[g][0] * figure("participation_men") +
                    facts_.persons[g][1] * figure("participation_women");
        }
        for (const auto& by_sex : tally_.worker_age_sex) men_made += by_sex[0];
        add("worker_sex", "L", men_words, percent(men, both), percent(men_made, tally_.workers),
            source("participation_men"));
        add("worker_share", {"pekerja di antara penduduk", "workers of persons"},
            percent(figure("employed"), figure("population")),
            percent(tally_.workers, tally_.persons), source("employed"));
    }

    void add_work() {
        std::array<double, sector_groups> sectors{};
        std::array<double, statuses> status{};
        std::map<unsigned, double> by_province;
        for (std::size_t r = 0; r < world_.plan.regency_share.size(); ++r) {
            by_province[world_.places[r].province()] += world_.plan.regency_share[r];
        }
        for (const auto& [province, share] : by_province) {
            const auto known = facts_.employed_sector.find(province);
            if (share <= 0 || known == facts_.employed_sector.end()) continue;
            double employed = 0;
            for (const double persons : known->second) employed += persons;
            for (unsigned s = 0; s < sector_groups; ++s) {
                sectors[s] += share * known->second[s] / employed;
            }
        }
        for (unsigned s = 0; s < sector_groups; ++s) {
            add("sector", sector_names[s], sector_words[s], 100 * sectors[s],
                percent(tally_.sector[s], tally_.workers), "B");
            for (unsigned k = 0; k < statuses; ++k) {
                status[k] += sectors[s] * world_.livelihood.status_share(s)[k];
            }
        }
        for (unsigned k = 0; k < statuses; ++k) {
            add("status", fmt::to_string(k + 1), status_words[k], 100 * status[k],
                percent(tally_.status[k], tally_.workers), "K+S24");
        }
        add_incomes(sectors);
    }

    /// Averages to expect where industries are as in the area and wages as in the nation.
    void add_incomes(const std::array<double, sector_groups>& sectors) {
        double wages = 0, employees = 0;
        for (unsigned s = 0; s < sector_groups; ++s) {
            const double share = sectors[s] * world_.livelihood.status_share(s)[3];
            employees += share;
            wages += share * facts_.sectors[s].wage_thousand;
        }
        const auto mean = [](std::uint64_t sum, std::uint64_t count) {
            return count > 0 ? static_cast<double>(sum) / static_cast<double>(count) : 0;
        };
        add("income", {"buruh, upah nasional", "employees, wages of the nation"}, wages / employees,
            mean(tally_.wage_sum_thousand, tally_.status[3]), "W", "thousand Rp");
        add("income", {"usaha sendiri/bebas, nasional", "own account and casual, nation"},
            figure("informal_earning"), mean(tally_.informal_sum_thousand, tally_.informal),
            source("informal_earning"), "thousand Rp");
    }

    void add_deciles() {
        std::array<double, deciles> target{};
        for (std::size_t r = 0; r < world_.plan.regency_share.size(); ++r) {
            for (unsigned d = 0; d < deciles; ++d) {
                target[d] += world_.plan.regency_share[r] * world_.livelihood.decile_share(r)[d];
            }
        }
        for (unsigned d = 0; d < deciles; ++d) {
            add("decile", fmt::to_string(d + 1), {}, 100 * target[d],
                percent(tally_.decile[d], tally_.workers), "P+M");
        }
    }

    void add_members() {
        const double share = world_.options.protected_ppm ? *world_.options.protected_ppm / 10'000.0
                                                          : figure("protected") / 10'000;
        std::uint64_t covered = 0, active = 0, all = 0;
        for (const std::uint64_t members : tally_.protected_segment) covered += members;
        for (const auto& by_active : tally_.accounts) {
            active += by_active[1];
            all += by_active[0] + by_active[1];
        }
        add("protected", {"pekerja dengan rekening aktif", "workers with an active account"}, share,
            percent(covered, tally_.workers),
            world_.options.protected_ppm ? "option" : source("protected"));
        const std::array<std::string_view, segments> keys{"segment_pu", "segment_bpu",
                                                          "segment_jakon", "segment_pmi"};
        double members = 0;
        for (const std::string_view key : keys) members += figure(key);
        for (unsigned s = 0; s < segments; ++s) {
            add("segment", segment_names[s], segment_words[s], percent(figure(keys[s]), members),
                percent(tally_.accounts[s][1], active), source(keys[s]));
        }
        add("member_sex", "L", men_words, percent(figure("active_men"), figure("active_all")),
            percent(tally_.active_men, active), source("active_men"));
        add("account_active", {"aktif di antara semua rekening", "active of all accounts"},
            100 / (1 + world_.plan.non_active_ratio), percent(active, all), "J+R23");
        add("second", {"pemilik dengan rekening kedua", "owners with a second account"},
            figure("second_account") / 10'000,
            percent(tally_.second_accounts, tally_.account_owners), source("second_account"));
        add("employer", {"mikro", "micro"}, figure("employers_micro") / 100,
            percent(tally_.employers_micro, tally_.employers), source("employers_micro"));
        add("employer", {"penerima upah per pemberi kerja", "wage earners per employer"},
            figure("pu_2023") * 1'000 / figure("employers"),
            static_cast<double>(tally_.wages) /
                std::max<double>(1, static_cast<double>(tally_.employers)),
            source("employers"), "persons");
    }

    double rate(std::initializer_list<std::string_view> kinds, bool membership) const {
        std::int64_t sum = 0;
        for (const std::string_view kind : kinds) sum += facts_.rate(kind, membership);
        return static_cast<double>(sum) / 10'000;
    }

    void add_errors() {
        for (const bool membership : {false, true}) {
            const ErrorCounts& made = membership ? tally_.in_membership : tally_.in_register;
            const std::string_view group = membership ? "error_membership" : "error_register";
            const auto share = [&](std::uint64_t rows) { return percent(rows, made.rows); };
            add(group, {"NIK kosong", "NIK missing"}, rate({"nik_missing"}, membership),
                share(made.nik_missing), "X");
            add(group, {"NIK salah", "NIK wrong"},
                rate({"nik_digit", "nik_swap", "nik_serial_zero", "nik_filler", "nik_relative",
                      "nik_short", "nik_sex"},
                     membership),
                share(made.nik_wrong), "X");
            // 53 percent of the true pairs of the linkage set have equal names: 0.725 on each side.
            add(group, {"nama ditulis lain", "name changed"}, 27.5, share(made.name_changed),
                "X+M");
            add(group, {"tanggal salah atau kosong", "date wrong or missing"},
                rate({"date_swapped", "date_year", "date_part", "date_default", "date_missing"},
                     membership),
                share(made.date_wrong), "X");
            add(group, {"jenis kelamin salah", "sex wrong"}, rate({"sex_wrong"}, membership),
                share(made.sex_wrong), "X");
            if (!membership) continue;
            add(group, {"desa berubah", "village changed"}, rate({"village_changed"}, true),
                share(made.village_changed), "X");
            add(group, {"desa kosong", "village missing"}, rate({"village_missing"}, true),
                share(made.village_missing), "X");
        }
    }

    void add_regencies() {
        for (std::size_t r = 0; r < world_.plan.regency_share.size(); ++r) {
            if (world_.plan.regency_share[r] <= 0) continue;
            add("regency", fmt::to_string(world_.places[r].code), {},
                100 * world_.plan.regency_share[r],
                percent(tally_.regency_workers[r], tally_.workers), "B+D");
        }
    }

    const World& world_;
    const Facts& facts_;
    const Tally& tally_;
    std::vector<Marginal>& into_;
};

}  // namespace

SynthReport report_of(const World& world, const Tally& tally) {
    SynthReport report;
    report.persons = tally.persons;
    report.families = tally.families;
    report.workers = tally.workers;
    report.register_rows = tally.register_rows;
    report.true_pairs = tally.true_pairs;
    report.employers = tally.employers;
    report.wages = tally.wages;
    for (const std::uint64_t members : tally.protected_segment) report.protected_workers += members;
    for (const auto& by_active : tally.accounts) {
        report.accounts += by_active[0] + by_active[1];
        report.accounts_active += by_active[1];
    }
    Marginals(world, tally, report.marginals).add_all();
    return report;
}

}  // namespace payung
