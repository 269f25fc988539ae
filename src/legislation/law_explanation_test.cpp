/// Explanations of the law as it stands: every worked case told, and texts that are kept.
///
/// The kept texts are renewed by `make golden`; whoever changes them defends the difference.

#include "legislation/law_explanation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "legislation/law_example.h"
#include "rules/explain/record_json.h"

namespace payung {
namespace {

const Path legislation = Path(PAYUNG_SOURCE_DIR) / "legislation";
const Path golden = Path(PAYUNG_SOURCE_DIR) / "tests" / "golden" / "law";

const Rulebook& rulebook() {
    static const Rulebook loaded = [] {
        auto read = Rulebook::load(legislation, Rulebook::Findings::skip);
        CHECK(static_cast<bool>(read));
        return std::move(*read);
    }();
    return loaded;
}

const std::vector<LawExample>& examples() {
    static const std::vector<LawExample> all = load_examples(rulebook()).value();
    return all;
}

struct Telling {
    rules::Units units = units_of(rulebook());
    rules::EnglishNames names = english_names_of(rulebook());

    rules::Record explain(const rules::Node& decision, const Facts& facts, bool why_not) const {
        return explain_law(rulebook(), decision, facts, why_not, units);
    }
};

// Goal: for every worked case the explanation tells the result that the case expects, uses no fact
// that is missing, and can be asked again from its record to the same bytes.
TEST(LawExplanation, tells_every_worked_case) {
    const Telling telling;
    ASSERT_GT(examples().size(), 100U);
    for (const LawExample& example : examples()) {
        for (const ExpectedResult& expected : example.expect) {
            SCOPED_TRACE(example.file + ":" + std::to_string(example.line) + " " +
                         expected.decision->name);
            const rules::Record record = telling.explain(*expected.decision, example.given, false);
            if (expected.value.is_null()) {
                EXPECT_TRUE(record.root.result.is_null());
                EXPECT_TRUE(record.cause);
                continue;
            }
            EXPECT_TRUE(rules::same(record.root.result, expected.value))
                << rules::to_feel(record.root.result);
            EXPECT_TRUE(record.absent.empty()) << record.absent.front().name;
            const std::string json = rules::record_json(record);
            const auto question = rules::question_of(json);
            ASSERT_TRUE(question);
            const rules::Record again =
                telling.explain(*expected.decision, question->inputs, false);
            EXPECT_EQ(rules::record_json(again), json);
        }
    }
}

std::string told(const LawExample& example, const Telling& telling, Language language) {
    std::string out = "# " + example.why + "\n";
    for (const ExpectedResult& expected : example.expect) {
        const rules::Record record = telling.explain(*expected.decision, example.given, true);
        for (const std::string& line : rules::sentences(record, language, telling.names))
            out += line + "\n";
    }
    return out + "\n";
}

/// File of examples to its kept text: the first three cases of each.
std::map<std::string, std::string> all_told(Language language) {
    constexpr int cases_a_file = 3;
    const Telling telling;
    std::map<std::string, std::string> texts;
    std::map<std::string, int> cases;
    for (const LawExample& example : examples()) {
        if (cases[example.file]++ >= cases_a_file) continue;
        std::string name = Path(example.file).replace_extension().string();
        std::ranges::replace(name, '/', '_');
        texts[name + (language == Language::id ? ".id.txt" : ".en.txt")] +=
            told(example, telling, language);
    }
    return texts;
}

// Goal: the sentences that people read, in both languages, change only when somebody means it.
TEST(LawExplanation, keeps_its_sentences) {
    const bool renew = std::getenv("PAYUNG_RENEW_GOLDEN") != nullptr;
    if (renew) std::filesystem::remove_all(golden);
    std::filesystem::create_directories(golden);
    std::size_t files = 0;
    for (const Language language : {Language::id, Language::en}) {
        for (const auto& [name, text] : all_told(language)) {
            ++files;
            if (renew) std::ofstream(golden / name, std::ios::binary) << text;
            const auto kept = read_file(golden / name);
            ASSERT_TRUE(kept) << name << ": run make golden";
            EXPECT_EQ(*kept, text) << name << ": defend the difference, then run make golden";
        }
    }
    const auto kept = std::distance(std::filesystem::directory_iterator(golden),
                                    std::filesystem::directory_iterator());
    EXPECT_EQ(static_cast<std::size_t>(kept), files) << "files without cases in " << golden;
}

}  // namespace
}  // namespace payung
