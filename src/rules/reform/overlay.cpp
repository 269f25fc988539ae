#include "rules/reform/overlay.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace payung::rules {

namespace {

/// A node of the baseline (overlay = -1) or of an overlay.
struct Source {
    int overlay = -1;
    NodeId node = 0;
    friend auto operator<=>(const Source&, const Source&) = default;
};

bool has_logic(const Node& node) {
    return node.kind == Node::Kind::decision || node.kind == Node::Kind::knowledge;
}

class Layer {
public:
    Layer(const Program& baseline, std::span<const Program> overlays,
          const std::set<std::string, std::less<>>& later_wins)
        : baseline_(baseline), overlays_(overlays), later_wins_(later_wins) {}

    Checked<Overlaid> take() {
        out_.program = baseline_;
        index_baseline();
        for (std::size_t o = 0; o < overlays_.size(); ++o) choose(static_cast<int>(o));
        mark_reached();
        for (const auto& [name, source] : chosen_) (void)built(source);
        for (NodeId id = 0; id < baseline_.nodes.size(); ++id)
            if (reached_[id]) (void)twin(id);
        if (!diagnostics_.empty()) return diagnostics_;
        return std::move(out_);
    }

private:
    void index_baseline() {
        for (NodeId id = 0; id < baseline_.nodes.size(); ++id) {
            const Node& node = baseline_.nodes[id];
            (has_logic(node) ? decisions_ : inputs_).try_emplace(node.name, id);
        }
    }

    const Node& node_of(Source source) const {
        return source.overlay < 0
                   ? baseline_.nodes[source.node]
                   : overlays_[static_cast<std::size_t>(source.overlay)].nodes[source.node];
    }

    void complain(DiagnosticCode code, const Node& node, std::string what = {}) {
        diagnostics_.push_back({code,
                                {node.file, node.line, node.name, 0, {}},
                                {{"name", node.name}, {"what", std::move(what)}}});
    }

    /// Which decisions the overlay brings, and what they replace.
    void choose(int overlay) {
        const Program& program = overlays_[static_cast<std::size_t>(overlay)];
        for (NodeId id = 0; id < program.nodes.size(); ++id) {
            const Node& node = program.nodes[id];
            if (!has_logic(node)) continue;
            const auto [place, fresh] = chosen_.try_emplace(node.name, Source{overlay, id});
            if (!fresh) {
                if (!later_wins_.contains(node.name))
                    complain(DiagnosticCode::overlay_conflict, node, node_of(place->second).file);
                place->second = {overlay, id};
            }
            check_type(node);
        }
    }

    void check_type(const Node& node) {
        const auto found = decisions_.find(node.name);
        if (found == decisions_.end()) return;
        const TypePtr& was = baseline_.nodes[found->second].type;
        const auto open = [](const TypePtr& type) {
            return type == nullptr || type->kind == Type::Kind::any;
        };
        if (!open(was) && !open(node.type) && was->kind != node.type->kind)
            complain(DiagnosticCode::overlay_type, node);
    }

    /// Baseline nodes whose answer may differ: replaced, or downstream of one that is.
    void mark_reached() {
        reached_.assign(baseline_.nodes.size(), false);
        for (const auto& [name, source] : chosen_)
            if (const auto found = decisions_.find(name); found != decisions_.end()) {
                reached_[found->second] = true;
                out_.replaced.push_back(found->second);
            }
        for (bool more = true; more;) {
            more = false;
            for (NodeId id = 0; id < baseline_.nodes.size(); ++id) {
                if (reached_[id] || !requires_reached(baseline_.nodes[id])) continue;
                reached_[id] = more = true;
            }
        }
    }

    bool requires_reached(const Node& node) const {
        const auto reached = [&](NodeId id) { return reached_[id]; };
        return std::ranges::any_of(node.requires_, reached, &Requirement::node) ||
               std::ranges::any_of(node.service_decisions, reached) ||
               std::ranges::any_of(node.service_outputs, reached);
    }

    /// The node of the result for a node of the baseline.
    NodeId twin(NodeId id) {
        if (!reached_[id]) return id;
        const auto chosen = chosen_.find(baseline_.nodes[id].name);
        const bool replaced = chosen != chosen_.end() && decisions_.at(chosen->first) == id;
        const NodeId twin = built(replaced ? chosen->second : Source{-1, id});
        out_.reform_of[id] = twin;
        return twin;
    }

    /// Appends a node with its requirements, once.
    NodeId built(Source source) {
        const auto [place, fresh] = built_.try_emplace(source, std::nullopt);
        if (!fresh) {
            if (place->second) return *place->second;
            complain(DiagnosticCode::overlay_cycle, node_of(source));
            return 0;
        }
        Node node = node_of(source);
        for (Requirement& needed : node.requires_) needed.node = bound(source, needed.node);
        for (auto* list : {&node.service_outputs, &node.service_inputs, &node.service_decisions})
            for (NodeId& id : *list) id = bound(source, id);
        if (source.overlay >= 0 && !decisions_.contains(node.name))
            out_.added.push_back(static_cast<NodeId>(out_.program.nodes.size()));
        out_.program.nodes.push_back(std::move(node));
        const auto id = static_cast<NodeId>(out_.program.nodes.size() - 1);
        built_[source] = id;
        return id;
    }

    /// What a requirement of `from` means in the result.
    NodeId bound(Source from, NodeId needed) {
        if (from.overlay < 0) return twin(needed);
        const Node& node = node_of({from.overlay, needed});
        if (const auto chosen = chosen_.find(node.name); chosen != chosen_.end())
            return built(chosen->second);
        if (const auto decision = decisions_.find(node.name); decision != decisions_.end())
            return twin(decision->second);
        if (const auto input = inputs_.find(node.name); input != inputs_.end())
            return input->second;
        return built({from.overlay, needed});
    }

    const Program& baseline_;
    std::span<const Program> overlays_;
    const std::set<std::string, std::less<>>& later_wins_;
    std::map<std::string, NodeId, std::less<>> decisions_, inputs_;  // of the baseline
    std::map<std::string, Source, std::less<>> chosen_;              // of the overlays, by name
    std::map<Source, std::optional<NodeId>> built_;
    std::vector<bool> reached_;
    std::vector<Diagnostic> diagnostics_;
    Overlaid out_;
};

}  // namespace

NodeId Overlaid::under_reform(NodeId baseline) const {
    const auto found = reform_of.find(baseline);
    return found == reform_of.end() ? baseline : found->second;
}

Checked<Overlaid> lay_over(const Program& baseline, std::span<const Program> overlays,
                           const std::set<std::string, std::less<>>& later_wins) {
    return Layer(baseline, overlays, later_wins).take();
}

}  // namespace payung::rules
