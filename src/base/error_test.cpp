#include "base/error.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/nik.h"
#include "base/result.h"

namespace payung {
namespace {

// Goal: both languages are filled from the same arguments.
TEST(Error, speaks_both_languages) {
    const Error error{Code::file_not_found, {{"file", "daftar.csv"}}};
    EXPECT_EQ(describe(error, Language::id),
              "Berkas daftar.csv tidak ditemukan. Periksa jalurnya.");
    EXPECT_EQ(describe(error, Language::en), "File daftar.csv was not found. Check the path.");
    EXPECT_EQ(name_of(error.code()), "file_not_found");
}

// Goal: whatever stands in an argument, no personal number comes out.
TEST(Error, masks_personal_numbers) {
    for (const char* const text :
         {"3303650507800001", "NIK 3303650507800001!", "x3303650507800001x3303654507800002"}) {
        const std::string told = describe(
            Error{Code::invalid_option, {{"option", "--sk"}, {"value", text}, {"reason", text}}},
            Language::id);
        EXPECT_EQ(told.find("3303650507"), std::string::npos) << told;
        EXPECT_NE(told.find("3303****"), std::string::npos) << told;
    }
    EXPECT_EQ(mask_identifiers("2026-01-31 Rp 201600 baris 1500000"),
              "2026-01-31 Rp 201600 baris 1500000");
}

// Goal: every code has a sentence in both languages that ends as one, with the same words in
// braces.
TEST(Error, every_code_has_two_sentences) {
    const auto braces = [](std::string_view text) {
        std::vector<std::string> words;
        for (std::size_t at = text.find('{'); at != std::string_view::npos;
             at = text.find('{', at + 1)) {
            words.emplace_back(text.substr(at, text.find('}', at) - at));
        }
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        return words;
    };
#define PAYUNG_ERROR(code, id, en)                            \
    EXPECT_EQ(braces(id).size(), braces(en).size()) << #code; \
    EXPECT_TRUE(std::string_view(id).ends_with('.')) << id;   \
    EXPECT_TRUE(std::string_view(en).ends_with('.')) << en;
#include "base/error_codes.def"
#undef PAYUNG_ERROR
}

Result<int> halved(int number) {
    if (number % 2 != 0) return Error{Code::interrupted};
    return number / 2;
}
Result<int> quartered(int number) {
    TRY_ASSIGN(const int half, halved(number));
    return halved(half);
}
Result<void> eighth(int number) {
    TRY(quartered(number));
    return {};
}

// Goal: TRY and TRY_ASSIGN pass values on and failures up.
TEST(Result, passes_failures_up) {
    EXPECT_EQ(quartered(12).value(), 3);
    EXPECT_FALSE(quartered(6));
    EXPECT_EQ(quartered(3).error().code(), Code::interrupted);
    EXPECT_TRUE(eighth(8));
    EXPECT_FALSE(eighth(7));
}

// Goal: reading the value of a failure stops the program.
TEST(ResultDeathTest, reading_a_failure_is_a_bug) {
    EXPECT_DEATH((void)*halved(3), "CHECK");
    EXPECT_DEATH((void)halved(4).error(), "CHECK");
}

// Goal: a NIK prints masked, and whole only when asked.
TEST(Nik, prints_masked) {
    const Nik nik{1103654507800002};
    EXPECT_EQ(to_text(nik), "1103************");
    EXPECT_EQ(nik.digits(), "1103654507800002");
    EXPECT_EQ(Nik{103654507800002}.digits(), "0103654507800002");
    EXPECT_EQ(to_text(Nik{}), "");
    EXPECT_EQ(nik.district(), 110365U);
    EXPECT_EQ(nik.day(), 45U);
    EXPECT_EQ(nik.month(), 7U);
    EXPECT_EQ(nik.year(), 80U);
    EXPECT_EQ(nik.serial(), 2U);
    EXPECT_EQ(masked_text("Ézra"), "É***");
    EXPECT_EQ(masked_number("63030"), "6303*");
}

}  // namespace
}  // namespace payung
