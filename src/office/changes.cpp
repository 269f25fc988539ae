#include "office/changes.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "membership/errors.h"
#include "storage/participant_store.h"
#include "storage/relative_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

namespace refuse = membership_error;

Result<void> check_word(std::span<const std::string_view> words, std::string_view word, Code code) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return {};
    return Error{
        code, {{"value", std::string(word)}, {"words", fmt::format("{}", fmt::join(words, "; "))}}};
}

/// The spells that go on after the last month, each with its new end.
Result<std::vector<Spell>> ended(Work& work, const ExitReport& report,
                                 const Membership& membership) {
    TRY_ASSIGN(const std::vector<Spell> spells, spells_of(work.transaction(), membership.number));
    TRY_ASSIGN(SpellNumber number, next_spell(work.transaction()));
    const Month until = report.last + 1;
    std::vector<Spell> replacing;
    for (const Spell& spell : spells) {
        if (spell.until && *spell.until <= until) continue;
        if (until <= spell.from) {
            return Error{refuse::exit_before_membership,
                         {{"month", to_text(report.last)},
                          {"kpj", report.kpj},
                          {"from", to_text(spell.from)}}};
        }
        Spell end = spell;
        end.number = number++;
        end.until = until;
        end.end_reason = report.reason;
        end.replaces = spell.number;
        replacing.push_back(std::move(end));
    }
    if (!replacing.empty()) return replacing;
    return Error{refuse::exit_nothing_open, {{"kpj", report.kpj}, {"month", to_text(report.last)}}};
}

/// The first month of all his spells under this number.
Result<Month> first_month(Work& work, const Membership& membership) {
    TRY_ASSIGN(const auto spells, spells_of(work.transaction(), membership.number));
    CHECK(!spells.empty());
    return spells.front().from;
}

Result<void> keep_death(Work& work, const ExitReport& report, const Membership& membership) {
    TRY_ASSIGN(const Month from, first_month(work, membership));
    if (*report.died < from.first_day()) {
        return Error{
            refuse::death_before_membership,
            {{"day", to_text(*report.died)}, {"kpj", report.kpj}, {"from", to_text(from)}}};
    }
    return record_death(work.transaction(), membership.participant, *report.died);
}

}  // namespace

Result<Done> exit_member(const Desk& desk, const ExitReport& report) {
    TRY(check_word(end_reasons, report.reason, refuse::exit_reason_unknown));
    constexpr std::string_view by_death = "meninggal dunia";
    if (report.reason == by_death && !report.died) return Error{refuse::death_day_missing};
    const std::string content =
        fmt::format("{}|{}|{}|{}", report.kpj, to_text(report.last), report.reason,
                    report.died ? to_text(*report.died) : "");
    const auto effect = [&](Work& work) -> Result<std::string> {
        TRY_ASSIGN(const Membership membership, known_membership(work.transaction(), report.kpj));
        if (report.died) TRY(keep_death(work, report, membership));
        TRY_ASSIGN(const auto spells, ended(work, report, membership));
        TRY(add_spells(work.transaction(), spells, desk.actor, work.now()));
        work.tell("member.exit", "membership:" + report.kpj, content);
        return fmt::format(R"({{"spells":{}}})", spells.size());
    };
    return carry_out(desk, {"member.exit", content, content}, effect);
}

Result<Done> record_relative(const Desk& desk, std::string_view kpj, Relative relative,
                             std::string_view nik) {
    TRY(check_word(relations, relative.relation, refuse::relation_unknown));
    const std::string content =
        fmt::format("{}|{}|{}|{}|{}|{}|{}", kpj, relative.name, relative.relation,
                    relative.birth ? to_text(*relative.birth) : "", relative.married,
                    relative.works, relative.school);
    const auto effect = [&](Work& work) -> Result<std::string> {
        TRY_ASSIGN(const Membership membership, known_membership(work.transaction(), kpj));
        relative.participant = membership.participant;
        TRY_ASSIGN(const auto family, relatives_of(work.transaction(), membership.participant));
        for (const Relative& before : family)
            if (before.name == relative.name && before.relation == relative.relation)
                relative.replaces = before.number;
        TRY_ASSIGN(const std::int64_t number,
                   add_relative(work.transaction(), relative, work.now()));
        TRY(work.personal().put({PersonalOwner::relative, number, PersonalField::nik}, nik));
        work.tell("member.family", "membership:" + std::string(kpj), content);
        return fmt::format(R"({{"relative":{}}})", number);
    };
    return carry_out(desk, {"member.family", content, content}, effect);
}

}  // namespace payung
