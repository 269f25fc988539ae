#include "claims/claim_questions.h"

#include <algorithm>

#include "rules/explain/record_json.h"

namespace payung {
namespace {

using rules::Explanation;
using rules::Node;
using rules::NodeId;
using rules::Program;

bool is_unconfirmed(char status) {
    return status == 'M' || status == 'X' || status == 'P';
}

bool has_unconfirmed_rows(const Node& node) {
    if (!node.logic || !node.logic->table) return false;
    const int rows = static_cast<int>(node.logic->table->rows.size());
    for (int row = 1; row <= rows; ++row)
        if (is_unconfirmed(source_of(node, row).status)) return true;
    return false;
}

/// Which row of a knowledge model answered is not recorded: one doubtful row makes it doubtful.
std::vector<bool> doubtful_knowledge(const Program& program) {
    std::vector<bool> doubtful(program.nodes.size());
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
        const Node& node = program.nodes[id];
        const bool is_model = node.kind == Node::Kind::knowledge;
        if (is_model) doubtful[id] = has_unconfirmed_rows(node);
        for (const rules::Requirement& needed : node.requires_) {
            const bool model = program.nodes[needed.node].kind == Node::Kind::knowledge;
            if (model && doubtful[needed.node]) doubtful[id] = true;
        }
    }
    return doubtful;
}

/// Gathers rows, citations and doubts of an explanation.
class Gatherer {
public:
    Gatherer(const std::vector<bool>& doubtful, LawAnswer& out)
        : doubtful_(&doubtful), out_(&out) {}

    void gather(const Explanation& told) {
        if (told.told_before) return;
        out_->used.push_back(told.decision->name);
        if (told.table)
            for (const int rule : told.table->rules)
                out_->rows.push_back(
                    told.table->table->rows[static_cast<std::size_t>(rule) - 1].id);
        for (const rules::Cite& cite : told.cites) add(cite);
        if ((*doubtful_)[told.node]) out_->confirmed = false;
        for (const Explanation& from : told.from) gather(from);
    }

private:
    void add(const rules::Cite& cite) {
        if (!cite.status.empty() && is_unconfirmed(cite.status.front())) out_->confirmed = false;
        const std::string_view text = cite.detail.empty() ? cite.source : cite.detail;
        if (text.empty() || out_->cite.find(text) != std::string::npos) return;
        if (!out_->cite.empty()) out_->cite += "; ";
        out_->cite += text;
    }

    const std::vector<bool>* doubtful_;
    LawAnswer* out_;
};

}  // namespace

bool LawAnswer::used_decision(std::string_view name) const {
    return std::find(used.begin(), used.end(), name) != used.end();
}

ClaimLaw::Content::Content(Rulebook loaded)
    : rulebook(std::move(loaded)),
      units(units_of(rulebook)),
      knowledge_unconfirmed(doubtful_knowledge(rulebook.program())) {}

const LawAnswer& ClaimQuestions::ask(std::string_view decision, Need need) {
    if (const auto at = asked_.find(decision); at != asked_.end()) return at->second;
    const Node* node = law_->rulebook.decision(decision);
    CHECK(node != nullptr);  // ClaimLaw::from() looked
    if (!case_) case_.emplace(law_->rulebook, facts_, law_->units);
    return asked_.emplace(std::string(decision), answer(case_->explain(*node), need)).first->second;
}

LawAnswer ClaimQuestions::ask_with(std::string_view decision, const Facts& more, Need need) {
    const Node* node = law_->rulebook.decision(decision);
    CHECK(node != nullptr);
    Facts facts = more;
    for (const rules::Node* input : law_->rulebook.inputs_of(*node))
        if (const auto at = facts_.find(input->name); at != facts_.end()) facts.insert(*at);
    return answer(LawCase(law_->rulebook, std::move(facts), law_->units).explain(*node), need);
}

LawAnswer ClaimQuestions::answer(const rules::Record& record, Need need) {
    const Node& node = *record.root.decision;
    LawAnswer out;
    out.decision = node.name;
    out.question = records_.size();
    out.value = record.root.result;
    if (record.root.table && record.root.table->rules.size() == 1)
        out.row = record.root.table->rules.front();
    Gatherer(law_->knowledge_unconfirmed, out).gather(record.root);
    records_.push_back(rules::record_json(record));
    if (out.known() || need == Need::may_lack) return out;
    for (const rules::AbsentInput& absent : record.absent)
        missing_fact(std::string(absent.name), node.name, need);
    if (record.absent.empty()) {
        const std::string_view where = record.cause ? record.cause->name : node.name;
        missing({MissingForClaim::Kind::law, std::string(where), node.name, need == Need::must});
    }
    return out;
}

void ClaimQuestions::missing_fact(std::string name, std::string decision, Need need) {
    missing(
        {MissingForClaim::Kind::fact, std::move(name), std::move(decision), need == Need::must});
}

void ClaimQuestions::missing(MissingForClaim missing) {
    const auto same = [&](const MissingForClaim& other) {
        return other.kind == missing.kind && other.name == missing.name;
    };
    const auto at = std::find_if(out_->missing.begin(), out_->missing.end(), same);
    if (at == out_->missing.end()) {
        out_->missing.push_back(std::move(missing));
    } else {
        at->blocks = at->blocks || missing.blocks;
    }
}

}  // namespace payung
