#include "linkage/explain_link.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

constexpr std::uint8_t fits = nik_well_formed | nik_date_agrees | nik_sex_agrees;
constexpr std::uint8_t other_date = nik_well_formed | nik_date_contradicts | nik_sex_agrees;

Identity siti() {
    Identity who;
    who.nik = 3303654507800001;
    who.nik_flags = fits;
    who.name_key = 11;
    who.birth = 19800705;
    who.sex = 2;
    who.regency = 3303;
    who.village = 652001;
    return who;
}

struct Case {
    const char* why;
    LinkRule rule;
    Identity account;
    std::string_view id, en;
};

std::vector<Case> cases() {
    Identity moved = siti();
    moved.village = 652002;
    Identity mistyped = siti();
    mistyped.birth = 19810705;
    mistyped.nik_flags = other_date;
    mistyped.regency = 5107;
    mistyped.name_key = 12;
    Identity without_nik = siti();
    without_nik.nik = 0;
    without_nik.nik_flags = 0;
    Identity without_place = without_nik;
    without_place.village = 0;
    without_place.regency = 0;
    return {
        {"all is equal", LinkRule::nik, siti(),
         "NIK sama dan cocok dengan tanggal lahir dan jenis kelamin yang diketahui.",
         "The NIKs are equal and fit the known birth dates and sexes."},
        {"moved within the regency", LinkRule::nik, moved,
         "NIK sama dan cocok dengan tanggal lahir dan jenis kelamin yang diketahui. Berbeda: desa.",
         "The NIKs are equal and fit the known birth dates and sexes. Different: village."},
        {"year mistyped, other name, other regency", LinkRule::nik, mistyped,
         "NIK sama, meskipun tidak cocok dengan tanggal lahir atau jenis kelamin di salah satu "
         "catatan; data lain mendukungnya. Berbeda: nama, tanggal lahir, kabupaten/kota.",
         "The NIKs are equal, although one record contradicts it in birth date or sex; other "
         "fields "
         "support it. Different: name, birth date, regency."},
        {"no NIK in the account", LinkRule::name_birth_sex_village, without_nik,
         "Nama, tanggal lahir, jenis kelamin, dan desa sama; hanya satu orang di desa itu. Tidak "
         "diketahui di salah satu berkas: NIK.",
         "Name, birth date, sex and village are equal; there is one such person in the village. "
         "Not "
         "known in one of the files: NIK."},
        {"neither NIK nor place", LinkRule::name_birth_sex, without_place,
         "Nama, tanggal lahir, dan jenis kelamin sama; hanya satu orang di register yang "
         "memilikinya dan namanya cukup langka. Tidak diketahui di salah satu berkas: NIK, "
         "kabupaten/kota.",
         "Name, birth date and sex are equal; one person of the register has them and the name is "
         "rare enough. Not known in one of the files: NIK, regency."},
    };
}

// Goal: the sentences as a clerk reads them, in both languages.
TEST(ExplainLink, says_what_decided_and_what_differs) {
    for (const Case& c : cases()) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(explain_link(siti(), c.account, c.rule, Language::id), c.id);
        EXPECT_EQ(explain_link(siti(), c.account, c.rule, Language::en), c.en);
    }
}

// Goal: no value of a record stands in an explanation.
TEST(ExplainLink, names_no_value) {
    for (const Case& c : cases()) {
        const std::string text = explain_link(siti(), c.account, c.rule, Language::id);
        EXPECT_EQ(text.find_first_of("0123456789"), std::string::npos) << text;
    }
}

}  // namespace
}  // namespace payung
