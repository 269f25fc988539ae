#include "contributions/assessment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/hash.h"
#include "contributions/assessment_facts.h"
#include "legislation/law_faults.h"
#include "rules/plan/plan.h"
#include "rules/table/extent.h"

namespace payung {
namespace {

using rules::Node;
using rules::NodeId;
using rules::Value;

/// What is asked of the law, in the order of Figures.
enum Asked : std::uint8_t {
    jkk_billed,
    jkp_from_jkk,
    jkm,
    jht_of_employer,
    jht_of_worker,
    jp_of_employer,
    jp_of_worker,
    jp_deferred,
    jkp_of_state,
    jkp_from_jkm,
    billed,
    asked_count
};
constexpr std::array<std::string_view, asked_count> asked_names{"Iuran JKK",
                                                                "Bagian JKP dari JKK",
                                                                "Iuran JKM",
                                                                "Iuran JHT pemberi kerja",
                                                                "Iuran JHT pekerja",
                                                                "Iuran JP pemberi kerja",
                                                                "Iuran JP pekerja",
                                                                "Iuran JP ditunda",
                                                                "Iuran JKP pemerintah",
                                                                "Bagian JKP dari JKM",
                                                                "Iuran ditagih"};

using Figures = std::array<std::int64_t, asked_count>;  // rupiah

/// Nothing where the books have no place for it.
std::optional<Owed> owed_of(const Figures& figures) {
    const auto rupiah = [&](Asked which) { return Money::from_rupiah(figures[which]); };
    Owed owed;
    owed.amount[BillPart::jkk] = rupiah(jkk_billed) - rupiah(jkp_from_jkk);
    owed.amount[BillPart::jkp_from_jkk] = rupiah(jkp_from_jkk);
    owed.amount[BillPart::jkm] = rupiah(jkm);
    owed.amount[BillPart::jht] = rupiah(jht_of_employer) + rupiah(jht_of_worker);
    owed.amount[BillPart::jp] = rupiah(jp_of_employer) + rupiah(jp_of_worker) - rupiah(jp_deferred);
    owed.jkp_state = rupiah(jkp_of_state);
    owed.known = true;
    const bool bookable = figures[jkp_from_jkm] == 0 && !owed.amount.any_negative() &&
                          owed.amount.sum() == rupiah(billed);
    return bookable ? std::optional(owed) : std::nullopt;
}

/// Decisions and all that they rest on.
std::vector<NodeId> closure_of(const rules::Program& program, std::vector<NodeId> open) {
    std::vector<NodeId> found;
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        const Node& node = program.nodes[id];
        if (node.kind != Node::Kind::decision || std::ranges::find(found, id) != found.end())
            continue;
        found.push_back(id);
        for (const rules::Requirement& required : node.requires_) open.push_back(required.node);
    }
    return found;
}

/// One input of a plan, and the values of it that a batch has.
struct FactColumn {
    const AssessmentFact* fact = nullptr;
    rules::Extent extent;
    std::vector<std::int64_t> numbers;
    std::vector<std::uint8_t> bytes;

    void clear() {
        numbers.clear();
        bytes.clear();
    }
    /// Whether the fact is known and of its type.
    bool add(const AssessmentCase& known);
    rules::InputColumn view() const;
};

bool FactColumn::add(const AssessmentCase& known) {
    using Kind = AssessmentFact::Kind;
    if (fact->kind == Kind::word) {
        const std::string_view word = fact->word(known);
        const auto at = std::ranges::find(extent.words, word);
        const bool found = at != extent.words.end();
        bytes.push_back(found ? static_cast<std::uint8_t>(at - extent.words.begin()) : 0);
        return found;
    }
    const auto number = fact->number(known);
    if (fact->kind == Kind::truth) {
        bytes.push_back(number.value_or(0) != 0 ? 1 : 0);
        return number.has_value();
    }
    const bool within = number && extent.bounded && *number >= extent.low && *number <= extent.high;
    numbers.push_back(within ? *number : extent.low);
    return within;
}

rules::InputColumn FactColumn::view() const {
    using Kind = AssessmentFact::Kind;
    using Type = rules::InputColumn::Type;
    rules::InputColumn column;
    column.name = fact->name;
    if (fact->kind == Kind::number) {
        column.type = Type::int64;
        column.data = numbers.data();
    } else {
        column.type = fact->kind == Kind::truth ? Type::boolean : Type::code8;
        column.data = bytes.data();
        column.words = extent.words;
    }
    return column;
}

/// The law of one segment in one month, over columns.
struct MonthPlan {
    rules::Plan plan;
    std::array<std::size_t, asked_count> at{};  // of the results
    std::vector<FactColumn> columns;
    bool in_columns = true;  // else an input is none of ours: everybody is asked alone
};

/// What a plan gives for a batch: figures, and a number that is the same for the same rows.
class FigureSink final : public rules::Sink {
public:
    FigureSink(const MonthPlan& month, std::size_t rows)
        : month_(month), figures(rows), rows_hash(rows), known(rows, 1) {}

    void take(std::size_t first, std::size_t rows, std::span<const rules::OutputColumn> columns,
              unsigned) override {
        for (std::size_t i = 0; i < asked_count; ++i)
            take_figures(first, rows, columns[month_.at[i]], i);
        for (const rules::OutputColumn& column : columns) {
            for (std::size_t row = 0; column.rules != nullptr && row < rows; ++row)
                rows_hash[first + row] = mix64(rows_hash[first + row] ^ column.rules[row]);
        }
    }

private:
    void take_figures(std::size_t first, std::size_t rows, const rules::OutputColumn& column,
                      std::size_t which) {
        const bool plain = column.type == rules::OutputColumn::Type::fix && column.scale == 0;
        for (std::size_t row = 0; row < rows; ++row) {
            if (plain) {
                figures[first + row][which] = column.units[row];
                if (column.reasons != nullptr && column.reasons[row] != 0) known[first + row] = 0;
                continue;
            }
            const Value value = column.at(row);
            const auto whole =
                value.kind() == rules::Kind::number ? value.number().integer() : std::nullopt;
            figures[first + row][which] = whole.value_or(0);
            if (!whole) known[first + row] = 0;
        }
    }
    const MonthPlan& month_;

public:
    std::vector<Figures> figures;
    std::vector<std::uint64_t> rows_hash;
    std::vector<std::uint8_t> known;
};

}  // namespace

struct ContributionAssessment::Content {
    Content(Rulebook loaded, SharedFacts facts)
        : law(std::move(loaded)), shared(std::move(facts)) {}

    Rulebook law;
    SharedFacts shared;
    std::array<const Node*, asked_count> asked{};
    std::vector<NodeId> published;  // the decisions asked and all that they rest on
    std::map<std::pair<Segment, Month>, MonthPlan> plans;
    std::vector<std::string> bases{""};
    std::unordered_map<std::uint64_t, std::uint32_t> basis_of_rows;
    std::map<std::string, std::uint32_t, std::less<>> basis_of_text;
    std::map<std::string, Explained, std::less<>> alone;  // by all that is known

    Result<void> find_decisions();
    Result<MonthPlan*> plan_of(Segment segment, Month month);
    Result<MonthPlan> make_plan(Segment segment, Month month) const;
    Explained explain(const AssessmentCase& known) const;
    std::string basis_text_of(const Explained& explained) const;
    const Explained& ask_alone(const AssessmentCase& known);
    std::uint32_t keep_basis(const std::string& text);
    void take_alone(std::size_t at, const AssessmentCase& known, Assessed& out);
    Result<void> assess_group(std::span<const AssessmentCase> cases,
                              std::span<const std::size_t> group, Assessed& out);
};

Result<void> ContributionAssessment::Content::find_decisions() {
    std::vector<NodeId> wanted;
    for (std::size_t i = 0; i < asked_count; ++i) {
        TRY_ASSIGN(asked.at(i), decision_needed(law, asked_names.at(i)));
        wanted.push_back(law.program().id_of(*asked.at(i)));
    }
    published = closure_of(law.program(), wanted);
    return {};
}

Result<MonthPlan*> ContributionAssessment::Content::plan_of(Segment segment, Month month) {
    const std::pair key{segment, month};
    auto at = plans.find(key);
    if (at == plans.end()) {
        TRY_ASSIGN(MonthPlan made, make_plan(segment, month));
        at = plans.emplace(key, std::move(made)).first;
    }
    return &at->second;
}

Result<MonthPlan> ContributionAssessment::Content::make_plan(Segment segment, Month month) const {
    rules::PlanOptions options;
    options.constants.emplace("Segmen", Value(word_of(segment)));
    options.constants.emplace("Bulan iuran",
                              Value(rules::Date::from_day_number(month.first_day().number())));
    for (const AssessmentFact& fact : assessment_facts()) {
        if (!fact.concerns(segment))
            options.constants.emplace(fact.name, Value::null(rules::Reason::missing_input));
    }
    auto plan = rules::compile(law.program(), published, std::move(options));
    if (!plan) return no_plan(plan.diagnostics().front());
    MonthPlan made;
    made.plan = std::move(*plan);
    const auto results = made.plan.results();
    for (std::size_t i = 0; i < asked_count; ++i) {
        const auto at = std::ranges::find(results, law.program().id_of(*asked.at(i)));
        CHECK(at != results.end());
        made.at.at(i) = static_cast<std::size_t>(at - results.begin());
    }
    for (const std::string& name : made.plan.inputs()) {
        const Node* input = law.program().find(name, Node::Kind::input);
        FactColumn column;
        column.fact = find_assessment_fact(name);
        if (input == nullptr || column.fact == nullptr) {
            made.in_columns = false;
            continue;
        }
        column.extent = rules::extent_of(input->type.get());
        made.columns.push_back(std::move(column));
    }
    return made;
}

/// Asks each decision by itself, as somebody would who explains the bill.
ContributionAssessment::Explained ContributionAssessment::Content::explain(
    const AssessmentCase& known) const {
    Explained out;
    out.facts = facts_of(known);
    Figures figures{};
    for (std::size_t i = 0; i < asked_count; ++i) {
        Answer answer = law.decide(*asked.at(i), out.facts);
        const auto whole = answer.value.kind() == rules::Kind::number
                               ? answer.value.number().integer()
                               : std::nullopt;
        figures.at(i) = whole.value_or(0);
        if (!whole && !out.exception)
            out.exception = law.exception_of(*asked.at(i), out.facts, answer, {});
        out.answers.emplace_back(asked_names.at(i), std::move(answer));
    }
    if (!out.exception) {
        if (const auto owed = owed_of(figures)) {
            out.owed = *owed;
        } else {
            const std::size_t which = figures[jkp_from_jkm] == 0 ? billed : jkp_from_jkm;
            out.exception =
                law.exception_of(*asked.at(which), out.facts, out.answers.at(which).second, {});
        }
    }
    out.basis = fmt::format("{} {}: {}", word_of(known.member->segment),
                            to_text(known.member->month), basis_text_of(out));
    return out;
}

/// Citations of all rows that applied, each once.
std::string ContributionAssessment::Content::basis_text_of(const Explained& explained) const {
    std::vector<std::string> cites;
    for (const auto& [name, answer] : explained.answers) {
        for (const RowsApplied& rows : answer.applied) {
            for (const int row : rows.rows) {
                const RowSource source = source_of(law.program().nodes[rows.node], row);
                const bool confirmed = source.status != 'M' && source.status != 'X';
                std::string cite = source.cite + (confirmed ? "" : " (belum dikonfirmasi)");
                if (!source.cite.empty() && std::ranges::find(cites, cite) == cites.end())
                    cites.push_back(std::move(cite));
            }
        }
    }
    return fmt::format("{} [{}]", fmt::join(cites, "; "), law.version().text());
}

/// Once for all about whom the same is known.
const ContributionAssessment::Explained& ContributionAssessment::Content::ask_alone(
    const AssessmentCase& known) {
    std::string key;
    for (const auto& [name, value] : facts_of(known)) {
        key += rules::to_feel(value);
        key += '\n';
        key += name;
    }
    const auto at = alone.find(key);
    if (at != alone.end()) return at->second;
    constexpr std::size_t alone_max = 100'000;
    if (alone.size() >= alone_max) alone.clear();
    return alone.emplace(std::move(key), explain(known)).first->second;
}

std::uint32_t ContributionAssessment::Content::keep_basis(const std::string& text) {
    const auto [at, added] =
        basis_of_text.try_emplace(text, static_cast<std::uint32_t>(bases.size()));
    if (added) bases.push_back(text);
    return at->second;
}

void ContributionAssessment::Content::take_alone(std::size_t at, const AssessmentCase& known,
                                                 Assessed& out) {
    const Explained& explained = ask_alone(known);
    if (explained.exception) {
        out.exceptions.push_back({at, *explained.exception});
        out.exceptions.back().why.key = known.member->kpj;
        return;
    }
    out.owed[at] = explained.owed;
    out.owed[at].basis = keep_basis(explained.basis);
}

/// Those of one segment and month.
Result<void> ContributionAssessment::Content::assess_group(std::span<const AssessmentCase> cases,
                                                           std::span<const std::size_t> group,
                                                           Assessed& out) {
    const MemberMonth& first = *cases[group.front()].member;
    TRY_ASSIGN(MonthPlan* const month, plan_of(first.segment, first.month));
    std::vector<std::size_t> complete;
    for (FactColumn& column : month->columns) column.clear();
    std::vector<std::uint8_t> ready(group.size(), 1);
    for (FactColumn& column : month->columns) {
        for (std::size_t i = 0; i < group.size(); ++i)
            if (!column.add(cases[group[i]])) ready[i] = 0;
    }
    rules::Batch batch;
    batch.rows = group.size();
    for (const FactColumn& column : month->columns) batch.columns.push_back(column.view());
    FigureSink sink(*month, group.size());
    if (month->in_columns) TRY(rules::run(month->plan, batch, sink));
    const std::uint64_t seed =
        hash_bytes(word_of(first.segment)) ^ static_cast<std::uint64_t>(first.month.number());
    for (std::size_t i = 0; i < group.size(); ++i) {
        const std::size_t at = group[i];
        const auto owed = month->in_columns && ready[i] != 0 && sink.known[i] != 0
                              ? owed_of(sink.figures[i])
                              : std::nullopt;
        if (!owed) {
            take_alone(at, cases[at], out);
            continue;
        }
        out.owed[at] = *owed;
        const auto [basis, added] = basis_of_rows.try_emplace(mix64(sink.rows_hash[i] ^ seed), 0);
        if (added) basis->second = keep_basis(explain(cases[at]).basis);
        out.owed[at].basis = basis->second;
    }
    return {};
}

ContributionAssessment::ContributionAssessment(std::unique_ptr<Content> content)
    : content_(std::move(content)) {}
ContributionAssessment::ContributionAssessment(ContributionAssessment&&) noexcept = default;
ContributionAssessment::~ContributionAssessment() = default;

Result<ContributionAssessment> ContributionAssessment::make(Rulebook law) {
    TRY_ASSIGN(SharedFacts shared, SharedFacts::make(law));
    auto content = std::make_unique<Content>(std::move(law), std::move(shared));
    TRY(content->find_decisions());
    return ContributionAssessment(std::move(content));
}

Result<Assessed> ContributionAssessment::assess(std::span<const MemberMonth> members,
                                                Settled settled) {
    CHECK(settled.empty() || settled.size() == members.size());
    Assessed out;
    out.owed.resize(members.size());
    std::vector<AssessmentCase> cases;
    cases.reserve(members.size());
    std::map<std::pair<Segment, Month>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < members.size(); ++i) {
        cases.push_back(content_->shared.of(members[i], settled.empty() || settled[i] != 0));
        groups[{members[i].segment, members[i].month}].push_back(i);
    }
    for (const auto& [key, group] : groups) {
        if (key.first == Segment::unknown) {
            for (const std::size_t at : group) content_->take_alone(at, cases[at], out);
            continue;
        }
        TRY(content_->assess_group(cases, group, out));
    }
    std::ranges::sort(out.exceptions, {}, &AssessmentException::at);
    return out;
}

ContributionAssessment::Explained ContributionAssessment::explain(const MemberMonth& member,
                                                                  bool settled) {
    Explained explained = content_->explain(content_->shared.of(member, settled));
    if (explained.exception)
        explained.exception->key = member.kpj;
    else
        explained.owed.basis = content_->keep_basis(explained.basis);
    return explained;
}

const std::string& ContributionAssessment::basis_text(std::uint32_t basis) const {
    return content_->bases.at(basis);
}

const Rulebook& ContributionAssessment::law() const {
    return content_->law;
}

}  // namespace payung
