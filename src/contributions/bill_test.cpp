#include "contributions/bill.h"

#include <gtest/gtest.h>

#include <random>

#include "contributions/errors.h"

namespace payung {
namespace {

// Goal: a payment code names one bill and no other.
TEST(PaymentCode, is_read_back) {
    for (const BillNumber number :
         {BillNumber{1}, BillNumber{97}, BillNumber{98}, BillNumber{1234}, bill_number_max}) {
        const std::string code = payment_code(number);
        EXPECT_EQ(code.size(), 12U);
        EXPECT_EQ(parse_payment_code(code).value(), number) << code;
        const std::string spaced =
            code.substr(0, 4) + " " + code.substr(4, 4) + "-" + code.substr(8);
        EXPECT_EQ(parse_payment_code(spaced).value(), number) << spaced;
    }
}

// Goal: whoever mistypes a digit, or exchanges two neighbours, never pays somebody else's bill.
TEST(PaymentCode, notices_wrong_and_exchanged_digits) {
    constexpr unsigned seed = 20260101;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 200; ++i) {
        const auto number = static_cast<BillNumber>(random() % bill_number_max) + 1;
        const std::string code = payment_code(number);
        for (std::size_t at = 0; at < code.size(); ++at) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = code;
                wrong[at] = digit;
                if (wrong == code) continue;
                EXPECT_FALSE(parse_payment_code(wrong)) << code << " " << wrong << " " << seed;
            }
            std::string exchanged = code;
            if (at + 1 < code.size()) std::swap(exchanged[at], exchanged[at + 1]);
            if (exchanged == code) continue;
            EXPECT_FALSE(parse_payment_code(exchanged)) << code << " " << exchanged;
        }
    }
}

// Goal: what is no code is refused with a sentence, never guessed.
TEST(PaymentCode, refuses_what_is_none) {
    for (const std::string_view text :
         {"", "12", "00000000001", "0000000001965", "00000000O196", "000000000098"}) {
        const auto read = parse_payment_code(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code(), bill_error::payment_code_malformed);
    }
}

// Goal: the state of a bill follows from what was paid, part by part.
TEST(BillState, follows_from_the_amounts) {
    Bill bill;
    bill.amount[BillPart::jkk] = Money::from_rupiah(10'000);
    bill.amount[BillPart::jkm] = Money::from_rupiah(6'800);
    EXPECT_EQ(bill.state(), BillState::open);
    bill.paid[BillPart::jkk] = Money::from_rupiah(10'000);
    EXPECT_EQ(bill.state(), BillState::partly_paid);
    EXPECT_EQ(bill.open().sum(), Money::from_rupiah(6'800));
    bill.paid[BillPart::jkm] = Money::from_rupiah(6'800);
    EXPECT_EQ(bill.state(), BillState::paid);
    bill.withdrawn = "dibatalkan";
    EXPECT_EQ(bill.state(), BillState::withdrawn);
}

}  // namespace
}  // namespace payung
