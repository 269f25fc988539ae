#include "legislation/contribution_law.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

#include "legislation/law_faults.h"

namespace payung {
namespace {

using rules::Node;
using rules::NodeId;
using rules::Value;

constexpr std::size_t programmes_open = 3;  // JKK, JKM, JHT
constexpr std::array<std::string_view, programmes_open> due_names{"Iuran JKK BPU", "Iuran JKM BPU",
                                                                  "Iuran JHT BPU"};
constexpr std::string_view normal_suffix = " normal";
constexpr std::string_view sector_name = "Sektor keringanan BPU";
constexpr std::string_view unknown_letter = "-";
constexpr char last_letter = 'U';
/// Words of funds, one for each that some kind of payer has.
constexpr std::array<std::string_view, 7> funds{"APBN",   "APBD", "APBDes", "DBH",
                                                "DBHCHT", "CSR",  "donatur"};

/// A row that applied, and which facts of the case it hangs on.
struct Applied {
    RowSource source;
    bool by_funds_alone = false, by_sector_alone = false;
};

struct Outcome {
    Money amount;
    std::vector<Applied> applied;
};

/// A programme in a month: what everybody owes.
struct MonthLaw {
    Money normal;
    std::vector<std::vector<Outcome>> of;  // by funds and sector
};

struct SectorReading {
    std::size_t sector = 0;  // index into the words of sectors
    std::vector<Applied> applied;
};

std::size_t funds_index(PayerKind payer) {
    const auto at = std::find(funds.begin(), funds.end(), funds_word(payer));
    return static_cast<std::size_t>(at - funds.begin());
}

/// Letters of KBLI as the table has them: unknown first, then A … U.
std::string letter_word(std::size_t letter) {
    if (letter == 0) return std::string(unknown_letter);
    return std::string(1, static_cast<char>('A' + static_cast<int>(letter) - 1));
}
constexpr std::size_t letters = static_cast<std::size_t>(last_letter - 'A') + 2;

}  // namespace

struct ContributionLaw::Content {
    explicit Content(Rulebook loaded)
        : rulebook(std::move(loaded)), version(rulebook.version().text()) {}

    Rulebook rulebook;
    std::string version;
    std::array<const Node*, programmes_open> due{}, normal{};
    std::vector<std::string> sectors;  // words, as the table gives them
    std::array<SectorReading, letters> readings;
    std::mutex mutex;
    std::map<std::pair<std::size_t, Month>, MonthLaw> months;

    Result<void> find_decisions();
    Result<void> read_sectors();
    Result<const MonthLaw*> law_of(std::size_t programme, Month month);
    Result<MonthLaw> ask(std::size_t programme, Month month) const;
    Result<Outcome> ask(const Node& decision, Month month, std::size_t fund,
                        std::size_t sector) const;
    std::vector<Applied> applied_in(const Answer& answer) const;
    Error no_law(const Node& decision, Month month) const;
};

Result<void> ContributionLaw::Content::find_decisions() {
    for (std::size_t i = 0; i < programmes_open; ++i) {
        due.at(i) = rulebook.decision(due_names.at(i));
        if (due.at(i) == nullptr) return no_decision(rulebook, due_names.at(i));
        // What has no relief has no amount before it.
        const Node* before =
            rulebook.decision(std::string(due_names.at(i)) + std::string(normal_suffix));
        normal.at(i) = before == nullptr ? due.at(i) : before;
    }
    return {};
}

Result<void> ContributionLaw::Content::read_sectors() {
    const Node* table = rulebook.decision(sector_name);
    if (table == nullptr) return no_decision(rulebook, sector_name);
    for (std::size_t letter = 0; letter < letters; ++letter) {
        const Facts facts{{"Lapangan usaha", Value(letter_word(letter))}};
        const Answer answer = rulebook.decide(*table, facts);
        if (answer.value.kind() != rules::Kind::string) return no_decision(rulebook, sector_name);
        const std::string& word = answer.value.text();
        const auto at = std::find(sectors.begin(), sectors.end(), word);
        readings.at(letter).sector = static_cast<std::size_t>(at - sectors.begin());
        readings.at(letter).applied = applied_in(answer);
        if (at == sectors.end()) sectors.push_back(word);
    }
    return {};
}

std::vector<Applied> ContributionLaw::Content::applied_in(const Answer& answer) const {
    std::vector<Applied> all;
    for (const RowsApplied& rows : answer.applied) {
        const Node& node = rulebook.program().nodes[rows.node];
        const std::vector<const Node*> inputs = rulebook.inputs_of(node);
        const auto only = [&](std::string_view name, std::string_view other) {
            return std::all_of(inputs.begin(), inputs.end(), [&](const Node* input) {
                return input->name == name || input->name == other;
            });
        };
        for (const int row : rows.rows) {
            all.push_back({source_of(node, row), only("Sumber dana", "Sumber dana"),
                           only("Sektor", "Lapangan usaha")});
        }
    }
    return all;
}

Result<Outcome> ContributionLaw::Content::ask(const Node& decision, Month month, std::size_t fund,
                                              std::size_t sector) const {
    const Day first = month.first_day();
    const Facts facts{
        {"Penghasilan", Value::integer(0)},
        {"Bulan iuran", Value(rules::Date::from_day_number(first.number()))},
        {"Sektor", Value(std::string_view(sectors.at(sector)))},
        {"Sumber dana", Value(funds.at(fund))},
        {"Tunggakan lunas", Value(true)},
    };
    const Answer answer = rulebook.decide(decision, facts);
    if (answer.value.kind() != rules::Kind::number) return no_law(decision, month);
    const auto rupiah = answer.value.number().integer();
    if (!rupiah || *rupiah < 0) return no_law(decision, month);
    return Outcome{Money::from_rupiah(*rupiah), applied_in(answer)};
}

Result<MonthLaw> ContributionLaw::Content::ask(std::size_t programme, Month month) const {
    MonthLaw law;
    TRY_ASSIGN(const Outcome before, ask(*normal.at(programme), month, 0, 0));
    law.normal = before.amount;
    for (std::size_t fund = 0; fund < funds.size(); ++fund) {
        std::vector<Outcome>& row = law.of.emplace_back();
        for (std::size_t sector = 0; sector < sectors.size(); ++sector) {
            TRY_ASSIGN(Outcome outcome, ask(*due.at(programme), month, fund, sector));
            row.push_back(std::move(outcome));
        }
    }
    return law;
}

Result<const MonthLaw*> ContributionLaw::Content::law_of(std::size_t programme, Month month) {
    const std::scoped_lock lock(mutex);
    const std::pair key{programme, month};
    if (const auto known = months.find(key); known != months.end()) return &known->second;
    TRY_ASSIGN(MonthLaw law, ask(programme, month));
    return &months.emplace(key, std::move(law)).first->second;
}

/// Names the figure that does not cover the month, else the decision.
Error ContributionLaw::Content::no_law(const Node& decision, Month month) const {
    std::vector<NodeId> open{rulebook.program().id_of(decision)};
    while (!open.empty()) {
        const Node& node = rulebook.program().nodes[open.back()];
        open.pop_back();
        for (const Parameter& parameter : rulebook.parameters()) {
            if (parameter.name != node.name || node.file != parameter_file) continue;
            if (parameter.at(month.first_day()) != nullptr) continue;
            return Error{Code::no_law,
                         {{"figure", parameter.name},
                          {"figure_en", parameter.name_en},
                          {"month", to_text(month)},
                          {"covered", parameter.covered()}}};
        }
        for (const rules::Requirement& required : node.requires_) open.push_back(required.node);
    }
    return Error{Code::no_law,
                 {{"figure", decision.name},
                  {"figure_en", decision.name},
                  {"month", to_text(month)},
                  {"covered", "2015-07 … 2099-12"}}};
}

Result<ContributionLaw> ContributionLaw::load(const Path& legislation_folder) {
    TRY_ASSIGN(Rulebook rulebook, Rulebook::open(legislation_folder));
    return from(std::move(rulebook));
}

Result<ContributionLaw> ContributionLaw::from(Rulebook rulebook) {
    ContributionLaw law;
    law.content_ = std::make_shared<Content>(std::move(rulebook));
    TRY(law.content_->find_decisions());
    TRY(law.content_->read_sectors());
    return law;
}

const std::string& ContributionLaw::version() const {
    return content_->version;
}
const Rulebook& ContributionLaw::rulebook() const {
    return content_->rulebook;
}

namespace {

/// Adds the citations of rows that matter to this case, each once.
void cite(ContributionDue& due, const std::vector<Applied>& applied, bool funds_matter,
          bool sector_matters) {
    for (const Applied& row : applied) {
        if (row.by_funds_alone && !funds_matter) continue;
        if (row.by_sector_alone && !sector_matters) continue;
        due.unconfirmed = due.unconfirmed || row.source.status == 'M' || row.source.status == 'X';
        if (("; " + due.cite + "; ").find("; " + row.source.cite + "; ") != std::string::npos)
            continue;
        if (!due.cite.empty()) due.cite += "; ";
        due.cite += row.source.cite;
    }
}

}  // namespace

Result<ContributionDue> ContributionLaw::due(Programme programme, Month month, PayerKind payer,
                                             char sector) const {
    const auto index = static_cast<std::size_t>(programme);
    if (index >= programmes_open) {
        return Error{Code::programme_closed,
                     {{"programme", std::string(name_of(programme))}, {"open", "JKK, JKM, JHT"}}};
    }
    TRY_ASSIGN(const MonthLaw* law, content_->law_of(index, month));
    const bool letter = sector >= 'A' && sector <= last_letter;
    const SectorReading& reading =
        content_->readings.at(letter ? static_cast<std::size_t>(sector - 'A') + 1 : 0);
    const std::size_t fund = funds_index(payer);
    const Outcome& outcome = law->of.at(fund).at(reading.sector);
    const auto differs = [&](const Outcome& other) { return other.amount != outcome.amount; };
    const bool sector_matters =
        std::any_of(law->of.at(fund).begin(), law->of.at(fund).end(), differs);
    const bool funds_matter = std::any_of(law->of.begin(), law->of.end(), [&](const auto& row) {
        return differs(row.at(reading.sector));
    });

    ContributionDue due;
    due.amount = outcome.amount;
    due.amount_normal = law->normal;
    cite(due, outcome.applied, funds_matter, sector_matters);
    cite(due, reading.applied, funds_matter, sector_matters);
    due.sector_assumed = !letter && sector_matters;
    return due;
}

std::string_view funds_word(PayerKind payer) {
    switch (payer) {
        case PayerKind::apbn:
            return "APBN";
        case PayerKind::apbd_prov:
        case PayerKind::apbd_kab:
            return "APBD";
        case PayerKind::apbdes:
            return "APBDes";
        case PayerKind::dbh_sawit:
            return "DBH";
        case PayerKind::dbhcht:
            return "DBHCHT";
        case PayerKind::tjsl:
            return "CSR";
        case PayerKind::donor:
            return "donatur";
    }
    CHECK(false);
}

}  // namespace payung
