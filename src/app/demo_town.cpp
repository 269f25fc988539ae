#include "app/demo_town.h"

#include <functional>
#include <map>
#include <set>

#include "base/csv_reader.h"
#include "base/random.h"
#include "base/text.h"
#include "legislation/programme.h"

namespace payung::app {
namespace {

using rehearsal::Temper;
using rehearsal::Town;
using rehearsal::TownEmployer;
using rehearsal::Townsman;
using rehearsal::TownSponsor;

/// Rows of a file by the names of its columns, until `take` has enough.
using Fields = std::map<std::string, std::string, std::less<>>;
Result<void> each_row(const Path& path, const std::function<bool(const Fields&)>& take) {
    TRY_ASSIGN(CsvFile file, CsvFile::open(path));
    CsvBlock block;
    bool more = true;
    while (more) {
        TRY_ASSIGN(more, file.next(block));
        block.for_each([&](const CsvRow& row) {
            if (!more || row.fields.size() != file.header().size()) return;
            Fields fields;
            for (std::size_t i = 0; i < row.fields.size(); ++i) {
                fields[file.header()[i]] = row.fields[i];
            }
            more = take(fields);
        });
    }
    return {};
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

Temper temper_of(Random& random) {
    switch (random.below(12)) {
        case 0:
            return Temper::careless;
        case 1:
        case 2:
            return Temper::forgetful;
        default:
            return Temper::punctual;
    }
}

class Sampler {
public:
    Sampler(const DemoOffice& request, Month from, std::int32_t months)
        : request_(request), random_(static_cast<std::uint64_t>(from.year()), 0xDE40) {
        town_.plan.from = from;
        town_.plan.months = months;
        town_.plan.seed = 63;
    }

    Result<Town> sample() {
        TRY(each_row(request_.folder / "files/employers.csv",
                     [this](const Fields& row) { return take_employer(row); }));
        TRY(each_row(request_.folder / "files/membership.csv",
                     [this](const Fields& row) { return take_account(row); }));
        TRY(each_row(request_.folder / "out/roster.csv",
                     [this](const Fields& row) { return take_promise(row); }));
        keep_employers_with_workers();
        return std::move(town_);
    }

private:
    bool take_employer(const Fields& row) {
        TownEmployer employer;
        employer.npp = row.at("npp");
        employer.name = row.at("nama");
        employer.temper = temper_of(random_);
        employer.fact.from = town_.plan.from;
        employer.fact.scale = lower(row.at("skala"));
        employer.fact.sector = row.at("lapangan_usaha").empty() ? 'G' : row.at("lapangan_usaha")[0];
        employer.fact.risk_group = employer.fact.sector == 'F' ? "V" : "I";
        employer.fact.takes_jht = random_.below(2) == 0;
        places_[employer.npp] = town_.employers.size();
        town_.employers.push_back(std::move(employer));
        return true;
    }

    std::optional<Townsman> person_of(const Fields& row) {
        Townsman person;
        person.nik = row.at("nik");
        person.name = row.at("nama");
        const auto birth = parse_day(row.at("tgl_lahir"));
        if (!birth || person.nik.size() != 16 || !niks_.insert(person.nik).second) return {};
        if (birth->year() < 1964 || birth->year() > 2007) return {};
        person.birth = *birth;
        person.kpj = row.at("kpj");
        person.sex = row.at("jk") == "P" ? 2 : 1;
        person.from = town_.plan.from;
        person.until = town_.plan.from + 1'200;
        if (random_.below(60) == 0) {
            person.until = town_.plan.from + 2 + static_cast<std::int32_t>(random_.below(8));
        }
        person.wage =
            Money::from_rupiah(static_cast<std::int64_t>(parse_u64(row.at("upah")).value_or(0)));
        return person;
    }

    bool take_account(const Fields& row) {
        if (row.at("status") != "AKTIF" || row.at("kpj").size() != 11) return true;
        const std::string& segment = row.at("segmen");
        if (segment == "PU") return take_worker(row);
        if (segment == "BPU" && town_.self_paying.size() < request_.self_paying) {
            return take_self_paying(row);
        }
        return true;
    }

    bool take_worker(const Fields& row) {
        const auto place = places_.find(row.at("npp"));
        if (place == places_.end()) return true;
        auto employed = workers_.find(place->second);
        if (employed == workers_.end()) {
            if (workers_.size() >= request_.employers) return true;
            employed = workers_.emplace(place->second, 0).first;
        }
        if (employed->second >= request_.workers_each) return true;
        auto person = person_of(row);
        if (!person || person->wage < Money::from_rupiah(500'000)) return true;
        person->payer = place->second;
        ++employed->second;
        town_.workers.push_back(std::move(*person));
        return true;
    }

    bool take_self_paying(const Fields& row) {
        auto person = person_of(row);
        if (!person) return true;
        constexpr std::array ahead{1, 1, 3, 6};
        person->sector = 'G';
        person->saves = row.at("program").find("JHT") != std::string::npos;
        person->ahead = ahead[random_.below(4)];
        person->temper = temper_of(random_);
        town_.self_paying.push_back(std::move(*person));
        return true;
    }

    bool take_promise(const Fields& row) {
        const std::string& source = row.at("sumber");
        const auto [at, fresh] = sponsors_.try_emplace(source, town_.sponsors.size());
        if (fresh) {
            const auto from = parse_month(row.at("mulai")).value_or(town_.plan.from);
            const bool company = source.starts_with("PT");
            town_.sponsors.push_back(
                {source, source, company ? PayerKind::tjsl : PayerKind::apbd_kab, from, 12});
        }
        std::uint32_t& promised = promised_[at->second];
        if (promised >= request_.sponsored_each || !niks_.insert(row.at("nik")).second) return true;
        ++promised;
        Townsman person;
        person.nik = row.at("nik");
        person.name = row.at("nama");
        person.kpj = row.at("reg_id");
        person.payer = at->second;
        town_.sponsored.push_back(std::move(person));
        return true;
    }

    /// Those of whom nobody is in the sample are left out.
    void keep_employers_with_workers() {
        std::vector<TownEmployer> kept;
        std::map<std::size_t, std::size_t> moved;
        for (const auto& [place, count] : workers_) {
            moved[place] = kept.size();
            kept.push_back(town_.employers[place]);
        }
        for (Townsman& worker : town_.workers) worker.payer = moved.at(worker.payer);
        town_.employers = std::move(kept);
    }

    const DemoOffice& request_;
    Random random_;
    Town town_;
    std::map<std::string, std::size_t> places_, sponsors_;
    std::map<std::size_t, std::uint32_t> workers_, promised_;
    std::set<std::string> niks_;
};

}  // namespace

Result<Town> town_of_demo(const DemoOffice& request, Month from, std::int32_t months) {
    return Sampler(request, from, months).sample();
}

}  // namespace payung::app
