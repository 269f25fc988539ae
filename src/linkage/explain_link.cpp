#include "linkage/explain_link.h"

#include <array>

#include "linkage/pair_evidence.h"

namespace payung {
namespace {

struct Phrase {
    std::string_view id, en;
    std::string_view in(Language language) const { return language == Language::id ? id : en; }
};

constexpr std::array nik_reasons{
    Phrase{
        "NIK sama, meskipun tidak cocok dengan tanggal lahir atau jenis kelamin di kedua "
        "catatan; nama juga sama",
        "The NIKs are equal, although both records contradict it in birth date or sex; the names "
        "are equal too"},
    Phrase{"NIK sama, meskipun tidak cocok dengan tanggal lahir atau jenis kelamin di salah satu "
           "catatan; data lain mendukungnya",
           "The NIKs are equal, although one record contradicts it in birth date or sex; other "
           "fields support it"},
    Phrase{"NIK sama dan cocok dengan tanggal lahir dan jenis kelamin yang diketahui",
           "The NIKs are equal and fit the known birth dates and sexes"},
};

constexpr std::array name_reasons{
    Phrase{
        "Nama, tanggal lahir, dan jenis kelamin sama; hanya satu orang di register yang "
        "memilikinya dan namanya cukup langka",
        "Name, birth date and sex are equal; one person of the register has them and the name is "
        "rare enough"},
    Phrase{"Nama, tanggal lahir, jenis kelamin, dan desa sama; hanya satu orang di desa itu",
           "Name, birth date, sex and village are equal; there is one such person in the village"},
    Phrase{"Nama, tanggal lahir, jenis kelamin, dan kabupaten/kota sama; hanya satu orang di sana",
           "Name, birth date, sex and regency are equal; there is one such person there"},
};

std::string_view reason(const Identity& person, const Identity& account, LinkRule rule,
                        Language language) {
    if (rule != LinkRule::nik) {
        return name_reasons.at(static_cast<std::size_t>(rule) - 1).in(language);
    }
    const auto plausible = static_cast<std::size_t>(nik_plausible(person)) +
                           static_cast<std::size_t>(nik_plausible(account));
    return nik_reasons.at(plausible).in(language);
}

/// Names of fields, one after the other, behind a heading.
class FieldList {
public:
    FieldList(Phrase heading, Language language) : heading_(heading), language_(language) {}

    void add(Phrase field) {
        text_ += text_.empty() ? ". " : ", ";
        if (text_.size() == 2) (text_ += heading_.in(language_)) += ": ";
        text_ += field.in(language_);
    }
    const std::string& text() const { return text_; }

private:
    Phrase heading_;
    Language language_;
    std::string text_;
};

constexpr Phrase regency{"kabupaten/kota", "regency"};
constexpr Phrase village{"desa", "village"};

}  // namespace

std::string explain_link(const Identity& person, const Identity& account, LinkRule rule,
                         Language language) {
    FieldList different({"Berbeda", "Different"}, language);
    FieldList unknown({"Tidak diketahui di salah satu berkas", "Not known in one of the files"},
                      language);
    const auto compare = [&](Phrase field, std::uint64_t a, std::uint64_t b) {
        if (a == 0 || b == 0) return unknown.add(field);
        if (a != b) different.add(field);
    };
    compare({"NIK", "NIK"}, person.nik, account.nik);
    compare({"nama", "name"}, person.name_key, account.name_key);
    compare({"tanggal lahir", "birth date"}, person.birth, account.birth);
    compare({"jenis kelamin", "sex"}, person.sex, account.sex);
    if (person.regency != account.regency || person.regency == 0) {
        compare(regency, person.regency, account.regency);
    } else {
        compare(village, person.village, account.village);
    }
    std::string text(reason(person, account, rule, language));
    return text + different.text() + unknown.text() + ".";
}

}  // namespace payung
