#include "legislation/accepted_findings.h"

#include <gtest/gtest.h>

#include "legislation/law_folder_for_tests.h"

namespace payung {
namespace {

rules::Finding finding(rules::Finding::Kind kind) {
    rules::Finding out;
    out.kind = kind;
    out.place.file = "umum/bpu.dmn";
    out.place.decision = "Dasar upah BPU";
    out.row = 1;
    out.other_row = 2;
    return out;
}

// Goal: a gap is taken only with its reason, an overlap never, and a shadow needs only to be known.
TEST(AcceptedFindings, take_gaps_with_a_reason_and_overlaps_never) {
    const rules::Finding gap = finding(rules::Finding::Kind::gap);
    const rules::Finding overlap = finding(rules::Finding::Kind::overlap);
    const rules::Finding shadow = finding(rules::Finding::Kind::shadow);
    const LawFolder folder("accepted");
    std::filesystem::create_directories(folder.path() / "analysis");
    const auto loaded = [&] { return AcceptedFindings::load(folder.path()).value(); };

    folder.write("analysis/umum.txt", text_of(gap) + "\n" + text_of(overlap) + "\n");
    EXPECT_FALSE(loaded().allows(gap));
    EXPECT_FALSE(loaded().allows(overlap));
    EXPECT_TRUE(loaded().allows(shadow));

    folder.write("analysis/umum.txt", text_of(gap) + "\n  diterima: PP 44/2015 Lampiran II\n" +
                                          text_of(overlap) + "\n  diterima: PP 44/2015\n");
    EXPECT_TRUE(loaded().allows(gap));
    EXPECT_FALSE(loaded().allows(overlap));
}

// Goal: what is new and what is gone are both told, and writing the texts again keeps the reasons.
TEST(AcceptedFindings, are_compared_line_by_line) {
    const std::vector findings{finding(rules::Finding::Kind::gap)};
    const LawFolder folder("compared");
    std::filesystem::remove_all(folder.path() / "analysis");
    std::filesystem::create_directories(folder.path() / "analysis");
    folder.write("analysis/umum.txt", "umum/lama.dmn · Lama: celah\n" + text_of(findings[0]) +
                                          "\n  diterima: PP 44/2015\n");
    const AcceptedFindings accepted = AcceptedFindings::load(folder.path()).value();
    const auto difference = accepted.compare(findings);
    EXPECT_TRUE(difference.fresh.empty());
    EXPECT_EQ(difference.gone, std::vector<std::string>{"umum/lama.dmn · Lama: celah"});
    EXPECT_EQ(accepted.texts(findings).at("umum.txt"),
              text_of(findings[0]) + "\n  diterima: PP 44/2015\n");
    EXPECT_EQ(accepted.compare({}).gone.size(), 2U);
}

}  // namespace
}  // namespace payung
