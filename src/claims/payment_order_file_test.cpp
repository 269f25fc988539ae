#include "claims/payment_order_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/xml_stream.h"
#include "claims/errors.h"
#include "claims/payment_files_for_tests.h"

namespace payung {
namespace {

/// Every leaf as "name=text", in order: an eye that does not share the writer's code.
class Leaves final : public XmlHandler {
public:
    void start(std::string_view, const XmlAttributes&) override { text_.clear(); }
    void end(std::string_view name) override {
        if (!text_.empty()) list.push_back(std::string(name) + "=" + text_);
        text_.clear();
    }
    void text(std::string_view piece) override {
        if (piece.find_first_not_of(" \n") != std::string_view::npos) text_ += piece;
    }
    std::vector<std::string> list;

private:
    std::string text_;
};

std::vector<std::string> leaves_of(std::string_view xml) {
    Leaves leaves;
    XmlStream stream("test", leaves);
    EXPECT_TRUE(stream.feed(xml));
    EXPECT_TRUE(stream.finish());
    return leaves.list;
}

// Goal: a bank reads who is paid how much from which account, and totals that agree.
TEST(PaymentOrderFile, says_all_that_a_bank_asks) {
    const auto xml = write_payment_file(payment_file_for_tests());
    ASSERT_TRUE(xml);
    const std::vector<std::string> wanted{
        "MsgId=B-JKM-2026-000001",
        "CreDtTm=2026-01-05T03:00:00.000Z",
        "NbOfTxs=3",
        "CtrlSum=55500000",
        "Nm=DJS JKM",
        "PmtInfId=B-JKM-2026-000001",
        "PmtMtd=TRF",
        "NbOfTxs=3",
        "CtrlSum=55500000",
        "ReqdExctnDt=2026-01-05",
        "Nm=DJS JKM",
        "Id=020601000000301",
        "Ccy=IDR",
        "BIC=BRINIDJA",
        "InstrId=P-1",
        "EndToEndId=P-1",
        "InstdAmt=42000000",
        "BIC=BMRIIDJA",
        "Nm=Siti & Anak <Budi>",
        "Id=1310001",
        "Ustrd=K-1",
        "InstrId=P-2",
        "EndToEndId=P-2",
        "InstdAmt=1500000",
        "Id=NOTPROVIDED",
        "Nm=Ayu",
        "Id=77",
        "Ustrd=beasiswa",
        "InstrId=P-3",
        "EndToEndId=P-3",
        "InstdAmt=12000000",
        "BIC=CENAIDJA",
        "Nm=Bagas",
        "Id=8880001",
    };
    EXPECT_EQ(leaves_of(*xml), wanted);
    EXPECT_EQ(*xml, *write_payment_file(payment_file_for_tests()));
    EXPECT_NE(xml->find("pain.001.001.03\""), std::string::npos);
}

// Goal: the newer form differs where the standard does, and nowhere else.
TEST(PaymentOrderFile, writes_the_newer_form) {
    PaymentFile file = payment_file_for_tests();
    file.format = PaymentFormat::pain_001_001_09;
    const auto xml = write_payment_file(file);
    ASSERT_TRUE(xml);
    EXPECT_NE(xml->find("pain.001.001.09\""), std::string::npos);
    EXPECT_NE(xml->find("<BICFI>BRINIDJA</BICFI>"), std::string::npos);
    EXPECT_EQ(xml->find("<BIC>"), std::string::npos);
    const auto leaves = leaves_of(*xml);
    EXPECT_NE(std::ranges::find(leaves, "Dt=2026-01-05"), leaves.end());
    EXPECT_EQ(std::ranges::find(leaves, "ReqdExctnDt=2026-01-05"), leaves.end());
}

// Goal: what no bank may be given is never written.
TEST(PaymentOrderFile, refuses_what_cannot_be_paid) {
    using Change = void (*)(PaymentFile&);
    struct Case {
        const char* why;
        Change change;
    };
    const std::array cases{
        Case{"nothing to pay", [](PaymentFile& f) { f.lines.clear(); }},
        Case{"id twice", [](PaymentFile& f) { f.lines[1].id = "P-1"; }},
        Case{"id with a blank", [](PaymentFile& f) { f.lines[0].id = "P 1"; }},
        Case{"id too long", [](PaymentFile& f) { f.lines[0].id = std::string(36, 'A'); }},
        Case{"order without an id", [](PaymentFile& f) { f.message_id.clear(); }},
        Case{"nought", [](PaymentFile& f) { f.lines[0].amount = Money{}; }},
        Case{"below nought", [](PaymentFile& f) { f.lines[0].amount = Money::from_rupiah(-1); }},
        Case{"sen", [](PaymentFile& f) { f.lines[0].amount = Money::from_sen(150); }},
        Case{"no account", [](PaymentFile& f) { f.lines[2].account.clear(); }},
        Case{"no name", [](PaymentFile& f) { f.lines[2].name.clear(); }},
        Case{"no account to pay from", [](PaymentFile& f) { f.payer_account.clear(); }},
        Case{"not UTF-8", [](PaymentFile& f) { f.lines[2].name = "\xFF"; }},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        PaymentFile file = payment_file_for_tests();
        c.change(file);
        const auto xml = write_payment_file(file);
        ASSERT_FALSE(xml);
        EXPECT_EQ(xml.error().code(), claim_error::payment_file_refused);
    }
}

// Goal: a long name is cut between characters, a control character is no harm.
TEST(PaymentOrderFile, cuts_and_cleans_names) {
    PaymentFile file = payment_file_for_tests();
    file.lines.resize(1);
    file.lines[0].name = std::string(139, 'a') + "é";
    auto xml = write_payment_file(file);
    ASSERT_TRUE(xml);
    EXPECT_NE(xml->find("<Nm>" + std::string(139, 'a') + "</Nm>"), std::string::npos);
    file.lines[0].name = std::string(
        "A\x01"
        "B");
    xml = write_payment_file(file);
    ASSERT_TRUE(xml);
    EXPECT_NE(xml->find("<Nm>A B</Nm>"), std::string::npos);
}

}  // namespace
}  // namespace payung
