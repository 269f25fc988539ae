#pragma once

/// Models for tests of tables, analysis and plans, written the way a jurist writes tables: a line a
/// rule, cells parted by |, outputs after ||, then citation and status.
///
///   Rulebook book;
///   book.type("tRupiah", "number", "[0..1000000000000]", "? = floor(?)");
///   book.input("Penghasilan", "tRupiah");
///   book.table("Dasar", "tRupiah", "U", {"Penghasilan: tRupiah"}, {"[0..1100000) || 1000000 | PP
///   44 | C"}); const Program program = book.linked();

#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "rules/program/program.h"

namespace payung::rules::testing_models {

inline std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \n\t");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \n\t") - first + 1));
}

inline std::vector<std::string> parted(std::string_view text, std::string_view by) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(by, at), text.size());
        parts.push_back(trimmed(text.substr(at, end - at)));
        at = end + by.size();
    }
    return parts;
}

class Rulebook {
public:
    explicit Rulebook(std::string file = "uji.dmn") {
        model_.file = std::move(file);
        model_.id = "uji";
        model_.name = "Uji";
        model_.namespace_ = "urn:uji:" + model_.file;
    }

    void type(const std::string& name, const std::string& base, const std::string& allowed = {},
              const std::string& constraint = {}) {
        model::ItemDefinition item;
        item.name = name;
        item.type = base;
        if (!allowed.empty()) item.allowed_values = model::Text{allowed, 1};
        if (!constraint.empty()) item.constraint = model::Text{constraint, 1};
        model_.items.push_back(item);
    }
    void common_types() {
        type("tRupiah", "number", "[0..1000000000000]", "? = floor(?)");
        type("tRasio", "number", "[0..1]", "? = decimal(?, 6)");
        type("tBulan", "date", "[date(\"2015-07-01\")..date(\"2099-12-01\")]", "?.day = 1");
        type("tTanggal", "date", "[date(\"1900-01-01\")..date(\"2199-12-31\")]");
        type("tJumlahBulan", "number", "[0..1200]", "? = floor(?)");
    }
    void input(const std::string& name, const std::string& type) {
        model::InputData input;
        input.id = "i" + std::to_string(names_.size());
        input.name = name;
        input.variable = {name, type};
        model_.inputs.push_back(input);
        names_.emplace_back(name, "#" + input.id);
    }
    void formula(const std::string& name, const std::string& type, const std::string& text) {
        model::Expression logic;
        logic.kind = model::Expression::Kind::literal;
        logic.text = {text, 1};
        add(name, type, std::move(logic), text);
    }
    /// `inputs`: "expression: type" or "expression"; `outputs`: "name: type", none for one output.
    void table(const std::string& name, const std::string& type, const std::string& policy,
               const std::vector<std::string>& inputs, const std::vector<std::string>& rows,
               const std::vector<std::string>& outputs = {}, const std::string& otherwise = {}) {
        auto table = std::make_shared<model::DecisionTable>();
        set_policy(*table, policy);
        std::string texts;
        for (const std::string& text : inputs) {
            const auto parts = parted(text, ": ");
            model::TableInput input;
            input.expression = {parts[0], 1};
            if (parts.size() > 1) input.type = parts[1];
            texts += parts[0] + "\n";
            table->inputs.push_back(input);
        }
        for (const std::string& text : outputs) {
            const auto parts = parted(text, ": ");
            model::TableOutput output;
            output.name = parts[0];
            if (parts.size() > 1) output.type = parts[1];
            table->outputs.push_back(output);
        }
        if (outputs.empty()) {
            table->outputs.emplace_back();
            table->outputs.back().type = type;
            if (!otherwise.empty()) table->outputs.back().otherwise = model::Text{otherwise, 1};
        }
        table->annotations = {"Dasar hukum", "Status"};
        for (const std::string& text : rows) add_row(*table, name, text, texts);
        model::Expression logic;
        logic.kind = model::Expression::Kind::table;
        logic.table = std::move(table);
        add(name, type, std::move(logic), texts);
    }
    /// A function of FEEL.
    void knowledge(const std::string& name, const std::string& type,
                   const std::vector<std::string>& parameters, const std::string& text) {
        model::KnowledgeModel made;
        made.id = "k" + std::to_string(names_.size());
        made.name = name;
        made.variable = {name, type};
        model::Expression function;
        function.kind = model::Expression::Kind::function;
        function.text = {"FEEL", 1};
        for (const std::string& parameter : parameters) {
            const auto parts = parted(parameter, ": ");
            function.names.push_back(parts[0]);
            function.types.push_back(parts.size() > 1 ? parts[1] : "");
        }
        function.parts.emplace_back();
        function.parts.back().text = {text, 1};
        made.function = std::move(function);
        model_.knowledge.push_back(made);
        known_.emplace_back(name, "#" + made.id);
    }

    const model::Model& model() const { return model_; }
    /// A model with anything wrong in it is a mistake of the test.
    Program linked(Profile profile = Profile::full) const {
        auto program = link(std::vector<model::Model>{model_}, profile);
        for (const Diagnostic& each : program ? program->diagnostics : program.diagnostics())
            std::fprintf(stderr, "%s\n", describe(each, Language::en).c_str());
        CHECK(program && program->diagnostics.empty());
        return std::move(*program);
    }

private:
    static void set_policy(model::DecisionTable& table, const std::string& policy) {
        using model::HitPolicy;
        const std::map<char, HitPolicy> letters{
            {'U', HitPolicy::unique},      {'A', HitPolicy::any},     {'P', HitPolicy::priority},
            {'F', HitPolicy::first},       {'C', HitPolicy::collect}, {'R', HitPolicy::rule_order},
            {'O', HitPolicy::output_order}};
        table.policy = letters.at(policy[0]);
        const std::map<char, model::Aggregator> signs{{'+', model::Aggregator::sum},
                                                      {'#', model::Aggregator::count},
                                                      {'<', model::Aggregator::min},
                                                      {'>', model::Aggregator::max}};
        if (policy.size() > 1) table.aggregator = signs.at(policy[1]);
    }
    static void add_row(model::DecisionTable& table, const std::string& name,
                        const std::string& text, std::string& texts) {
        const auto halves = parted(text, "||");
        model::TableRule rule;
        rule.id = name + "_" + std::to_string(table.rules.size() + 1);
        for (const std::string& cell : parted(halves[0], " | "))
            if (!table.inputs.empty()) rule.conditions.push_back({cell, 1});
        const auto rest = parted(halves.at(1), " | ");
        for (std::size_t i = 0; i < rest.size(); ++i)
            (i < table.outputs.size() ? rule.outputs : rule.annotations).push_back({rest[i], 1});
        while (rule.annotations.size() < table.annotations.size())
            rule.annotations.push_back({rule.annotations.empty() ? rule.id : "C", 1});
        table.rules.push_back(rule);
        texts += text + "\n";
    }
    void add(const std::string& name, const std::string& type, model::Expression logic,
             const std::string& texts) {
        model::Decision decision;
        decision.id = "d" + std::to_string(names_.size());
        decision.name = name;
        decision.variable = {name, type};
        for (const auto& [known, reference] : names_)
            if (texts.find(known) != std::string::npos)
                (reference[1] == 'i' ? decision.required_inputs : decision.required_decisions)
                    .push_back({reference, 1});
        for (const auto& [known, reference] : known_)
            if (texts.find(known) != std::string::npos)
                decision.required_knowledge.push_back({reference, 1});
        decision.logic = std::move(logic);
        model_.decisions.push_back(decision);
        names_.emplace_back(name, "#" + decision.id);
    }

    model::Model model_;
    std::vector<std::pair<std::string, std::string>> names_, known_;
};

/// The bracket of `Dasar upah BPU`: 33 rows of 200,000 rupiah from 1,100,000 on. `closed`: with the
/// printed bounds, which leave out 999 rupiah between two rows.
inline std::vector<std::string> bracket_rows(bool closed = false, int rows = 33) {
    std::vector<std::string> out;
    for (int row = 1; row <= rows; ++row) {
        const int low = row == 1 ? 0 : 1'100'000 + (row - 2) * 200'000;
        const int high = 1'100'000 + (row - 1) * 200'000;
        const int base = 1'000'000 + (row - 1) * 200'000;
        std::string cell =
            "[" + std::to_string(low) + ".." +
            (closed ? std::to_string(high - 1000) + "]" : std::to_string(high) + ")");
        if (row == rows) cell = ">= " + std::to_string(low);
        out.push_back(cell + " || " + std::to_string(base) + " | PP 44/2015 Lampiran II baris " +
                      std::to_string(row) + " | " + (row == 1 || row == rows ? "C" : "M"));
    }
    return out;
}

/// Income of non-wage participants, the relief of PP 50/2025, and the contribution for accidents.
inline Rulebook relief_rulebook(bool closed = false, int rows = 33) {
    Rulebook book("umum/bpu.dmn");
    book.common_types();
    book.type("tSektor", "string", "\"transportasi\", \"lainnya\"");
    book.type(
        "tSumberDana", "string",
        "\"mandiri\", \"pemberi kerja\", \"APBN\", \"APBD\", \"APBDes\", \"DBH\", \"DBHCHT\", "
        "\"CSR\", \"donatur\"");
    book.type("tFaktor", "number", "[0..1]", "? = decimal(?, 2)");
    book.input("Penghasilan", "tRupiah");
    book.input("Bulan iuran", "tBulan");
    book.input("Sektor", "tSektor");
    book.input("Sumber dana", "tSumberDana");
    book.input("Tunggakan lunas", "boolean");
    book.table("Dasar upah BPU", "tRupiah", "U", {"Penghasilan: tRupiah"},
               bracket_rows(closed, rows));
    book.table("Dibayar APBN atau APBD", "boolean", "U", {"Sumber dana: tSumberDana"},
               {R"("APBN", "APBD" || true | PP 50/2025: dikecualikan | C)",
                R"("DBH", "DBHCHT" || true | dana transfer; tafsir | M)",
                R"("APBDes" || false | APBDes tidak disebut; tafsir | M)",
                R"("mandiri", "pemberi kerja", "CSR", "donatur" || false | PP 50/2025 | C)"});
    book.table(
        "Faktor keringanan BPU", "tFaktor", "F",
        {"Bulan iuran: tBulan", "Sektor: tSektor", "Dibayar APBN atau APBD: boolean",
         "Tunggakan lunas: boolean"},
        {R"(- | - | true | - || 1 | PP 50/2025: dikecualikan | C)",
         R"([date("2026-01-01")..date("2027-03-01")] | "transportasi" | - | true || 0.5 | PP 50/2025 Pasal 4 | C)",
         R"([date("2026-04-01")..date("2026-12-01")] | "lainnya" | - | true || 0.5 | PP 50/2025 Pasal 4 | C)",
         R"(- | - | - | - || 1 | tanpa keringanan | D)"});
    book.table("Tarif JKK BPU", "tRasio", "U", {"Bulan iuran: tBulan"},
               {R"(>= date("2015-07-01") || 0.01 | PP 44/2015 Lampiran II | C)"});
    book.formula("Iuran JKK BPU", "tRupiah",
                 "round half up(Dasar upah BPU * Tarif JKK BPU * Faktor keringanan BPU, 0)");
    return book;
}

inline NodeId id_of(const Program& program, std::string_view decision) {
    const Node* node = program.find(decision);
    CHECK(node != nullptr);
    return program.id_of(*node);
}

}  // namespace payung::rules::testing_models
