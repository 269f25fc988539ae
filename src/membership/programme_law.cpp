#include "membership/programme_law.h"

#include "membership/errors.h"
#include "membership/law_says.h"
#include "membership/participant.h"

namespace payung {
namespace {

using rules::Value;

Result<LawSays> membership_in(const Rulebook& law, std::string_view decision, Segment segment,
                              std::string_view scale, Month month) {
    TRY_ASSIGN(const rules::Node* const node, decision_needed(law, decision));
    Facts facts{{"Segmen", Value(name_of(segment))},
                {"Bulan iuran", Value(rules::Date::from_day_number(month.first_day().number()))}};
    if (!scale.empty()) facts.emplace("Skala usaha", Value(scale));
    return ask_law(law, *node, facts);
}

bool is_word(const LawSays& said, std::string_view word) {
    return said.value.kind() == rules::Kind::string && said.value.text() == word;
}

}  // namespace

Result<std::uint8_t> programmes_of_worker(const Rulebook& law, const EmployerFact& employer,
                                          Month month) {
    std::uint8_t programmes = bit_jkk | bit_jkm;
    const auto add = [&](std::string_view decision, bool taken, std::uint8_t bit) -> Result<void> {
        TRY_ASSIGN(const LawSays said,
                   membership_in(law, decision, Segment::pu, employer.scale, month));
        if (is_word(said, "wajib") || (taken && is_word(said, "pilihan"))) programmes |= bit;
        return {};
    };
    TRY(add("Kepesertaan JHT", employer.takes_jht, bit_jht));
    TRY(add("Kepesertaan JP", employer.takes_jp, bit_jp));
    if ((programmes & bit_jht) != 0) programmes |= bit_jkp;
    return programmes;
}

Result<void> check_programmes(const Rulebook& law, Segment segment, std::uint8_t programmes,
                              Month month) {
    // Outside employment the scale of an employer decides nothing; the law's tables want one.
    constexpr std::string_view any_scale = "mikro";
    const auto closed = [&](std::string cite) {
        return Error{membership_error::member_programme_closed,
                     {{"segment", std::string(name_of(segment))}, {"cite", std::move(cite)}}};
    };
    TRY_ASSIGN(const LawSays jht, membership_in(law, "Kepesertaan JHT", segment, any_scale, month));
    if ((programmes & bit_jht) != 0 && is_word(jht, "tidak ada")) return closed(jht.cite);
    TRY_ASSIGN(const LawSays jp, membership_in(law, "Kepesertaan JP", segment, any_scale, month));
    if ((programmes & bit_jp) != 0 && is_word(jp, "tidak ada")) return closed(jp.cite);
    // JKP is for those who can lose their employment: where there is no JP there is no JKP.
    if ((programmes & bit_jkp) != 0 && is_word(jp, "tidak ada"))
        return closed("PP 37/2021 Pasal 4");
    return {};
}

}  // namespace payung
