#pragma once

/// Models drawn at random: expressions by a grammar, tables of every hit policy. What the paths of
/// the engine, and the ways of one path, are compared on.

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "rules/plan/models_for_tests.h"

namespace payung::rules::random_models {

using Random = std::mt19937_64;

inline std::size_t below(Random& random, std::size_t end) {
    return static_cast<std::size_t>(random() % end);
}
inline const std::string& one_of(Random& random, const std::vector<std::string>& all) {
    return all[below(random, all.size())];
}

/// Inputs of every kind a column can have; the same in all random models.
inline testing_models::Rulebook empty_book() {
    testing_models::Rulebook book("acak.dmn");
    book.type("tJumlah", "number", "[0..1000000000000]", "? = floor(?)");
    book.type("tSelisih", "number", "[-500..500]", "? = decimal(?, 2)");
    book.type("tKecil", "number", "[-3..12]", "? = floor(?)");
    book.type("tHari", "date", "[date(\"1950-01-01\")..date(\"2050-12-31\")]");
    book.type("tBulan", "date", "[date(\"2019-01-01\")..date(\"2027-12-01\")]", "?.day = 1");
    book.type("tKata", "string", "\"a\", \"b\", \"c\", \"d\"");
    book.input("Jumlah", "tJumlah");
    book.input("Selisih", "tSelisih");
    book.input("Kecil", "tKecil");
    book.input("Bebas", "number");
    book.input("Hari", "tHari");
    book.input("Bulan", "tBulan");
    book.input("Kata", "tKata");
    book.input("Teks", "string");
    book.input("Benar", "boolean");
    return book;
}

/// Expressions of FEEL, most of them well typed.
class Grammar {
public:
    explicit Grammar(Random& random) : random_(random) {}

    std::string number(int depth) {
        if (depth <= 0)
            return one_of(random_, {"Jumlah", "Selisih", "Kecil", "Bebas", "0", "1", "12", "0.5",
                                    "-2.25", "100", "0.0037"});
        const std::string a = number(depth - 1), b = number(depth - 1);
        switch (below(random_, 16)) {
            case 0:
                return "(" + a + " + " + b + ")";
            case 1:
                return "(" + a + " - " + b + ")";
            case 2:
            case 3:
                return "(" + a + " * " + b + ")";
            case 4:
                return "(" + a + " / " + b + ")";
            case 5:
                return "-" + number(0);
            case 6:
                return rounding() + "(" + a + ", " + one_of(random_, {"0", "1", "2"}) + ")";
            case 7:
                return rounding() + "(" + a + " * " + b + ", 0)";
            case 8:
                return rounding() + "(" + a + " / " + b + ", " + one_of(random_, {"0", "2"}) + ")";
            case 9:
                return "min(" + a + ", " + b + ")";
            case 10:
                return "max(" + a + ", " + b + ", " + number(0) + ")";
            case 11:
                return "if " + truth(depth - 1) + " then " + a + " else " + b;
            case 12:
                return "abs(" + a + ")";
            case 13:
                return one_of(random_, {"floor(", "ceiling("}) + a + ")";
            case 14:
                return calendar();
            default:
                return "modulo(" + a + ", " + one_of(random_, {"12", "-7", "Kecil"}) + ")";
        }
    }

    std::string truth(int depth) {
        if (depth <= 0)
            return one_of(random_, {"Benar", "Kecil > 3", "Kata = \"a\"", "Hari < Bulan",
                                    "Jumlah >= 1000000", "Teks = Kata", "Selisih = null"});
        const std::string a = number(depth - 1), b = number(depth - 1);
        switch (below(random_, 9)) {
            case 0:
                return "(" + a + one_of(random_, {" < ", " <= ", " = ", " != "}) + b + ")";
            case 1:
                return "(" + truth(depth - 1) + " and " + truth(depth - 1) + ")";
            case 2:
                return "(" + truth(depth - 1) + " or " + truth(depth - 1) + ")";
            case 3:
                return "not(" + truth(depth - 1) + ")";
            case 4:
                return "(" + a + " between 0 and " + b + ")";
            case 5:
                return "(Kata in (\"a\", \"c\"))";
            case 6:
                return "(Kecil in [0..5))";
            case 7:
                return "(" + date() + " >= " + date() + ")";
            default:
                return "(Selisih in (< 0, 7, [100..200]))";
        }
    }

    std::string date() {
        return one_of(random_,
                      {"Hari", "Bulan", "Hari + duration(\"P1M\")", "Bulan - duration(\"P2Y\")",
                       "Hari + duration(\"P30D\")", "date(\"2026-02-28\")"});
    }

private:
    std::string rounding() {
        return one_of(random_,
                      {"round half up", "round half down", "round up", "round down", "decimal"});
    }
    std::string calendar() {
        return one_of(random_, {"Hari.year", "Bulan.month", "Hari.day", "(Bulan - Hari).days",
                                "years and months duration(Hari, Bulan).years"});
    }
    Random& random_;
};

/// Every second table as it would be in law, where nulls are refused.
inline Program with_tables_of_law(Program program) {
    bool law = false;
    for (Node& node : program.nodes) {
        if (!node.logic || !node.logic->table || !(law = !law)) continue;
        Table table = *node.logic->table;
        table.law = true;
        Logic logic = *node.logic;
        logic.table = std::make_shared<const Table>(std::move(table));
        node.logic = std::make_shared<const Logic>(std::move(logic));
    }
    return program;
}

/// A condition for an input of that name.
inline std::string condition(Random& random, const std::string& input) {
    if (below(random, 4) == 0) return "-";
    if (input == "Kata" || input == "Teks")
        return one_of(random, {"\"a\"", "\"b\", \"c\"", "not(\"a\")", "not(\"b\", \"d\")",
                               "\"kata1\"", "null", "\"a\", null", "not(null)"});
    if (input == "Benar")
        return one_of(random, {"true", "false", "not(true)", "? = null", "Jumlah > Kecil"});
    const bool date = input == "Hari" || input == "Bulan";
    const auto value = [&]() -> std::string {
        if (date)
            return "date(\"20" + std::to_string(18 + below(random, 10)) + "-0" +
                   std::to_string(1 + below(random, 9)) + "-01\")";
        if (input == "Jumlah") return std::to_string(below(random, 12) * 100'000);
        return std::to_string(static_cast<int>(below(random, 14)) - 3) +
               one_of(random, {"", ".5", ""});
    };
    switch (below(random, 9)) {
        case 0:
            return one_of(random, {"< ", "<= ", "> ", ">= "}) + value();
        case 1:
            return value();
        case 2:
            return "not(" + value() + ", " + value() + ")";
        case 3:
            return date || input == "Kecil" ? "> " + std::string(date ? "Bulan" : "Selisih")
                                            : "<= Kecil";
        case 4:
            return below(random, 2) == 0 ? "null, > " + value() : "not(null, " + value() + ")";
        case 5:
            return date ? "not(Hari)" : "Kecil, Selisih";
        default: {
            const std::string low = value(), high = value();
            return one_of(random, {"[", "("}) + low + ".." + high + one_of(random, {"]", ")"});
        }
    }
}

/// A table of a random policy over one to four inputs.
inline void add_table(testing_models::Rulebook& book, Random& random, const std::string& name) {
    const std::string policy =
        one_of(random, {"U", "A", "F", "F", "P", "C+", "C#", "C<", "C>", "R", "C"});
    std::vector<std::string> inputs;
    const std::vector<std::string> all{"Jumlah", "Selisih", "Kecil", "Bebas", "Hari",
                                       "Bulan",  "Kata",    "Teks",  "Benar"};
    for (std::size_t i = 0; i < 1 + below(random, 4); ++i) inputs.push_back(one_of(random, all));
    const bool expressions = policy != "P" && below(random, 3) == 0;
    std::vector<std::string> rows;
    Grammar grammar(random);
    for (std::size_t row = 0; row < 1 + below(random, 12); ++row) {
        std::string text;
        for (const std::string& input : inputs)
            text += (text.empty() ? "" : " | ") + condition(random, input);
        rows.push_back(
            text + " || " +
            (expressions ? grammar.number(2) : one_of(random, {"1", "2.5", "-3", "null", "100"})));
    }
    const bool otherwise = below(random, 4) == 0 && policy.size() == 1;
    book.table(name, "", policy, inputs, rows, {}, otherwise ? "7" : "");
}

}  // namespace payung::rules::random_models
