/// `payung member show`, `cover`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/cover_words.h"
#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/member_commands.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "base/nik.h"
#include "membership/cover_law.h"
#include "planning/budget.h"
#include "storage/bill_store.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/spell_store.h"

namespace payung::app {
namespace {

struct LookRequest {
    DeskOptions desk;
    std::string kpj, from, until;
};

struct Shown {
    Membership membership;
    Participant participant;
    std::string nik;  // masked
    std::vector<Spell> spells;
};

Result<Shown> look(const Desk& desk, Transaction& snapshot, const std::string& kpj) {
    Shown shown;
    TRY_ASSIGN(shown.membership, known_membership(snapshot, kpj));
    TRY_ASSIGN(shown.participant, participant_of(snapshot, shown.membership.participant));
    const PersonalSubject subject{PersonalOwner::participant, shown.participant.number,
                                  PersonalField::nik};
    TRY_ASSIGN(const auto nik, PersonalStore(snapshot, desk.keys).get(subject));
    shown.nik = masked_number(nik.value_or(""));
    TRY_ASSIGN(shown.spells, spell_history(snapshot, shown.membership.number));
    return shown;
}

void tell_json(const Shown& shown, const std::vector<PartyRecord>& payers, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("kpj").text(shown.membership.kpj);
    json.key("segment").text(name_of(shown.membership.segment));
    json.key("name").text(shown.participant.name).key("nik").text(shown.nik);
    json.key("birth").text(to_text(shown.participant.birth)).key("spells").begin_array();
    for (std::size_t i = 0; i < shown.spells.size(); ++i) {
        const Spell& spell = shown.spells[i];
        json.begin_object().key("spell").whole(spell.number);
        json.key("payer").text(payers[i].number).key("from").text(to_text(spell.from));
        json.key("until").text(spell.until ? to_text(*spell.until) : "");
        json.key("programmes").text(programmes_text(spell.programmes));
        json.key("income").sen(spell.income);
        json.key("end_reason").text(spell.end_reason);
        json.key("replaces").whole(spell.replaces).end_object();
    }
    json.end_array().end_object().finish();
    console.tell_lines(out);
}

Result<int> show(const LookRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const Shown shown, look(opened.desk(), *snapshot, request.kpj));
    std::vector<PartyRecord> payers;
    for (const Spell& spell : shown.spells) {
        TRY_ASSIGN(payers.emplace_back(), party_of(*snapshot, spell.payer));
    }
    if (console.json) {
        tell_json(shown, payers, console);
        return in_order;
    }
    console.tell(fmt::format(
        "{}  {}  {}  NIK {}  {}{}", shown.membership.kpj, name_of(shown.membership.segment),
        shown.participant.name, shown.nik, to_text(shown.participant.birth),
        shown.participant.died ? "  † " + to_text(*shown.participant.died) : std::string()));
    for (std::size_t i = 0; i < shown.spells.size(); ++i) {
        const Spell& spell = shown.spells[i];
        const std::string replaces =
            spell.replaces == 0
                ? std::string()
                : fmt::format("  ({} {})", console.say("mengganti", "replaces"), spell.replaces);
        const std::string income =
            spell.income == Money{} ? "" : format_rupiah(spell.income, console.language) + "  ";
        console.tell(fmt::format("  {}  {} .. {}  {}  {}{}  {}{}", spell.number,
                                 to_text(spell.from),
                                 spell.until ? to_text(*spell.until + -1) : std::string("      "),
                                 programmes_text(spell.programmes), income, payers[i].number,
                                 spell.end_reason, replaces));
    }
    return in_order;
}

void tell_cover_json(const std::vector<CoveredMonth>& months, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const CoveredMonth& one : months) {
        json.begin_object().key("month").text(to_text(one.month));
        json.key("programmes").text(programmes_text(one.programmes));
        json.key("reason").text(name_of(one.reason)).key("spell").whole(one.spell);
        json.key("bill").whole(one.bill).key("cite").text(one.cite).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Result<int> cover(const LookRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const Membership membership, known_membership(*snapshot, request.kpj));
    TRY_ASSIGN(const auto spells, cover_facts(*snapshot, membership.number));
    TRY_ASSIGN(const auto paid, months_paid(*snapshot, membership.number));
    const Day today = day_of(opened.desk().clock->now());
    const Month first = spells.empty() ? month_of(today) : spells.front().from;
    const Month from = parse_month(request.from).value_or(first);
    const Month until = parse_month(request.until).value_or(month_of(today)) + 1;
    TRY_ASSIGN(CoverLaw law, CoverLaw::open(opened.desk().law));
    TRY_ASSIGN(const auto months, law.months(spells, paid, from, until, today));
    if (console.json) {
        tell_cover_json(months, console);
        return in_order;
    }
    for (const CoveredMonth& one : months) {
        const std::string programmes =
            one.programmes == 0 ? std::string("-") : programmes_text(one.programmes);
        console.tell(fmt::format("{}  {:<20}  {:<24}  {}", to_text(one.month), programmes,
                                 words_of(one.reason, console), one.cite));
    }
    return in_order;
}

void add_kpj(CLI::App& sub, const Console& console, LookRequest& into) {
    add_desk_options(sub, console, into.desk);
    sub.add_option("kpj", into.kpj, "KPJ")->required();
}

}  // namespace

TopicAnswer build_member_show(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<LookRequest>();
    add_kpj(sub, console, *request);
    return [request](const Console& c) { return show(*request, c); };
}

TopicAnswer build_member_cover(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<LookRequest>();
    add_kpj(sub, console, *request);
    add_month(sub, console, "--from", request->from,
              say(console, "bulan pertama (bawaan: sejak terdaftar)",
                  "first month (default: since he was enrolled)"));
    add_month(sub, console, "--until", request->until,
              say(console, "bulan terakhir (bawaan: bulan ini)", "last month (default: this one)"));
    return [request](const Console& c) { return cover(*request, c); };
}

}  // namespace payung::app
