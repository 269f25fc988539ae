#include "claims/payment_answer_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/random.h"
#include "claims/errors.h"
#include "claims/payment_files_for_tests.h"

namespace payung {
namespace {

Result<std::vector<PaymentAnswerLine>> matched(const std::string& xml) {
    TRY_ASSIGN(const PaymentAnswer answer, read_payment_answer(xml));
    const PaymentFile file = payment_file_for_tests();
    return match_payment_answer(answer, file.message_id, sent_of(file));
}

constexpr std::string_view order = "B-JKM-2026-000001";

// Goal: each payment has the status that its bank gives it, with reason and day; namespaces, orders
// of elements and what we do not ask for change nothing.
TEST(PaymentAnswerFile, gives_each_payment_its_status) {
    const std::string xml =
        answer_xml(order,
                   "<OrgnlNbOfTxs>3</OrgnlNbOfTxs><OrgnlCtrlSum>55500000.00</OrgnlCtrlSum>"
                   "<GrpSts>PART</GrpSts>",
                   answered("P-3", "RJCT",
                            "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf>"
                            "</StsRsnInf>") +
                       answered("P-1", "ACSC",
                                "<AccptncDtTm>2026-01-06T09:00:00+07:00</AccptncDtTm><OrgnlTxRef>"
                                "<Amt><InstdAmt Ccy=\"IDR\">42000000</InstdAmt></Amt>"
                                "</OrgnlTxRef>") +
                       answered("P-2", "PDNG"));
    const auto lines = matched(xml);
    ASSERT_TRUE(lines) << describe(lines.error(), Language::en);
    const std::vector<PaymentAnswerLine> wanted{
        {"P-1", BankStatus::settled, "", Money::from_rupiah(42'000'000), Day::from_ymd(2026, 1, 6)},
        {"P-2", BankStatus::pending, "", {}, {}},
        {"P-3", BankStatus::rejected, "AC04", {}, {}},
    };
    EXPECT_EQ(*lines, wanted);
}

// Goal: a status of the whole order holds of every payment that is not named.
TEST(PaymentAnswerFile, status_of_the_order_holds_of_the_rest) {
    const auto lines = matched(
        answer_xml(order, "<GrpSts>ACSC</GrpSts>",
                   answered("P-2", "RJCT", "<StsRsnInf><Rsn><Prtry>X9</Prtry></Rsn></StsRsnInf>")));
    ASSERT_TRUE(lines);
    ASSERT_EQ(lines->size(), 3U);
    EXPECT_EQ((*lines)[0].status, BankStatus::settled);
    EXPECT_EQ((*lines)[1].status, BankStatus::rejected);
    EXPECT_EQ((*lines)[1].reason, "X9");
    EXPECT_EQ((*lines)[2].status, BankStatus::settled);
    const auto unnamed = matched(answer_xml(order, "", answered("P-1", "ACCP")));
    ASSERT_TRUE(unnamed);
    EXPECT_EQ(unnamed->size(), 1U);
}

// Goal: an answer that does not fit its order, or is none, books nothing.
TEST(PaymentAnswerFile, refuses_what_does_not_fit) {
    struct Case {
        const char* why;
        std::string xml;
        Code code;
    };
    const Code broken = claim_error::payment_answer_broken;
    const Code mismatch = claim_error::payment_answer_mismatch;
    const std::array cases{
        Case{"unknown payment", answer_xml(order, "", answered("P-9", "ACSC")), mismatch},
        Case{"answered twice",
             answer_xml(order, "", answered("P-1", "ACSC") + answered("P-1", "RJCT")), mismatch},
        Case{"another order", answer_xml("B-2", "", answered("P-1", "ACSC")), mismatch},
        Case{"another count", answer_xml(order, "<OrgnlNbOfTxs>2</OrgnlNbOfTxs>", ""), mismatch},
        Case{"another sum", answer_xml(order, "<OrgnlCtrlSum>1</OrgnlCtrlSum>", ""), mismatch},
        Case{"another amount",
             answer_xml(order, "", answered("P-1", "ACSC", "<InstdAmt>42000001</InstdAmt>")),
             mismatch},
        Case{"unknown status", answer_xml(order, "", answered("P-1", "OKAY")), broken},
        Case{"no status",
             answer_xml(order, "",
                        "<TxInfAndSts><OrgnlEndToEndId>P-1"
                        "</OrgnlEndToEndId></TxInfAndSts>"),
             broken},
        Case{"no id", answer_xml(order, "", "<TxInfAndSts><TxSts>ACSC</TxSts></TxInfAndSts>"),
             broken},
        Case{"no order", answer_xml("", "", answered("P-1", "ACSC")), broken},
        Case{"a sum that is none", answer_xml(order, "<OrgnlCtrlSum>1e3</OrgnlCtrlSum>", ""),
             broken},
        Case{"another document", "<Document><Other/></Document>", broken},
        Case{"half a document", answer_xml(order, "", answered("P-1", "ACSC")).substr(0, 300),
             broken},
        Case{"a document type",
             "<!DOCTYPE a [<!ENTITY b \"c\">]>" + answer_xml(order, "", "").substr(21), broken},
        Case{"an endless text", answer_xml(order, "", answered(std::string(5000, 'P'), "ACSC")),
             broken},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto lines = matched(c.xml);
        ASSERT_FALSE(lines);
        EXPECT_EQ(name_of(lines.error().code()), name_of(c.code));
    }
}

// Goal: what fuzzers start from is read without harm, whole and with bytes changed.
TEST(PaymentAnswerFile, reads_any_bytes_without_harm) {
    const std::filesystem::path folder =
        std::filesystem::path(PAYUNG_SOURCE_DIR) / "tests/fuzz/corpus/payment_answer";
    constexpr std::uint64_t seed = 20260105;
    Random random(seed);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        EXPECT_EQ(try_payment_answer(bytes), "") << entry.path();
        ++files;
        for (int round = 0; round < 200 && !bytes.empty(); ++round) {
            std::string changed = bytes;
            const std::size_t at = random.below(static_cast<std::uint32_t>(changed.size()));
            if (round % 2 == 0) {
                changed[at] = static_cast<char>(random.below(256));
            } else {
                changed.erase(at, 1 + random.below(40));
            }
            ASSERT_EQ(try_payment_answer(changed), "") << entry.path() << " seed " << seed;
        }
    }
    EXPECT_GE(files, 5U);
}

}  // namespace
}  // namespace payung
