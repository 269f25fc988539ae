#include "app/knowledge.h"

namespace payung::app {

Result<AreaTable> load_areas() {
    const Path share = share_folder();
    return AreaTable::load(share / "areas.csv", share / "former_areas.csv");
}

Result<Knowledge> load_knowledge(const Settings& settings) {
    const Path share = share_folder();
    const Path law_folder = settings.law.empty() ? share / "legislation" : settings.law;
    TRY_ASSIGN(AreaTable areas, load_areas());
    TRY_ASSIGN(NameRules names, NameRules::load(share / "name_rules.csv"));
    TRY_ASSIGN(RulePrecision precision, RulePrecision::load(share / "rule_precision.csv"));
    TRY_ASSIGN(ContributionLaw law, ContributionLaw::load(law_folder));
    TRY_ASSIGN(VulnerableRule rule, VulnerableRule::load(law.rulebook(), areas));
    TRY_ASSIGN(const RiskGroups risk, RiskGroups::load(share / "risiko_kbli.csv"));
    TRY_ASSIGN(Priority priority, Priority::parse(settings.priority, risk));
    TRY_ASSIGN(DenominatorTable denominators,
               DenominatorTable::load(share / "employed_population.csv"));
    return Knowledge{std::move(areas), std::move(names),    std::move(precision),   std::move(law),
                     std::move(rule),  std::move(priority), std::move(denominators)};
}

}  // namespace payung::app
