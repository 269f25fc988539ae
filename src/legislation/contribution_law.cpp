#include "legislation/contribution_law.h"

#include "legislation/law_version.h"

namespace payung {
namespace {

constexpr std::array contribution_files{
    "parameters/jkk/iuran_jkk_bpu_baris_1.yaml",
    "parameters/jkm/iuran_jkm_bpu.yaml",
    "parameters/jht/iuran_jht_bpu_baris_1.yaml",
};

Result<DatedParameter> load_contribution(const Path& file) {
    TRY_ASSIGN(const YamlNode root, read_yaml(file));
    TRY_ASSIGN(DatedParameter parameter, parameter_from_yaml(root));
    if (parameter.unit != ParameterUnit::rupiah_per_month || parameter.decimals != 0) {
        return root.malformed("iuran harus dalam rupiah penuh per bulan",
                              "a contribution is in whole rupiah a month");
    }
    return parameter;
}

void cite(ContributionDue& due, const Citation& citation) {
    if (!due.cite.empty()) due.cite += "; ";
    due.cite += citation.text;
    due.unconfirmed = due.unconfirmed || citation.unconfirmed();
}

}  // namespace

Result<ContributionLaw> ContributionLaw::load(const Path& legislation_folder) {
    ContributionLaw law;
    for (std::size_t i = 0; i < contribution_files.size(); ++i) {
        TRY_ASSIGN(law.contributions_.at(i),
                   load_contribution(legislation_folder / contribution_files.at(i)));
    }
    TRY_ASSIGN(const YamlNode reliefs, read_yaml(legislation_folder / "keringanan_bpu.yaml"));
    TRY_ASSIGN(law.reliefs_, ReliefSchedule::from_yaml(reliefs));
    TRY_ASSIGN(law.version_, law_version(legislation_folder));
    return law;
}

Result<ContributionDue> ContributionLaw::due(Programme programme, Month month, PayerKind payer,
                                             char sector) const {
    const auto index = static_cast<std::size_t>(programme);
    if (index >= programmes_open) {
        return Error{Code::programme_closed,
                     {{"programme", std::string(name_of(programme))}, {"open", "JKK, JKM, JHT"}}};
    }
    TRY_ASSIGN(const DatedValue* figure, contributions_.at(index).at(month));
    const ReliefDecision relief = reliefs_.decide(programme, month, payer, sector);

    ContributionDue due;
    due.amount_normal = Money::from_rupiah(figure->value);
    due.amount =
        due.amount_normal.share(relief.factor, reliefs_.rounding(), reliefs_.rounding_unit());
    cite(due, figure->citation);
    for (const Citation* citation : relief.because) cite(due, *citation);
    due.sector_assumed = sector == 0 && relief.sector_decides;
    return due;
}

}  // namespace payung
