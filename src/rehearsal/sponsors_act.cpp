#include <fmt/format.h>

#include "base/csv_writer.h"
#include "office/rosters.h"
#include "rehearsal/people.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/roster_store.h"

namespace payung::rehearsal {
namespace {

std::string key_of_sponsor(const TownSponsor& sponsor) {
    return fmt::format("{}:{}", static_cast<int>(PartyKind::sponsor), sponsor.id);
}

Result<void> register_one(Stage& stage, const TownSponsor& sponsor) {
    const SponsorFact fact{sponsor.payer, 6371000000, "contoh"};
    const auto done = stage.counter.ask<Done>(clerk, [&](const Desk& desk) {
        return register_sponsor(desk, sponsor.id, sponsor.name, fact);
    });
    if (!done) return done.error();
    stage.note("sponsor").text("id", sponsor.id).text("funds", name_of(sponsor.payer));
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    TRY_ASSIGN(const PartyRecord party, known_party(*snapshot, PartyKind::sponsor, sponsor.id));
    stage.payers[key_of_sponsor(sponsor)] = party.party;
    return {};
}

std::string roster_text(const Stage& stage, std::size_t place) {
    const TownSponsor& sponsor = stage.town.sponsors[place];
    std::string text =
        "sumber,reg_id,nik,nama,kode_desa,program,mulai,bulan,iuran_per_bulan,jumlah\n";
    const Money monthly = Money::from_rupiah(16'800);  // as promised; the law says what is owed
    for (const Townsman& person : stage.town.sponsored) {
        if (person.payer != place) continue;
        CsvWriter csv(text);
        csv.text(sponsor.id).text("R" + person.kpj).text(person.nik).text(person.name);
        csv.text("6371011001").text("JKK+JKM").month(sponsor.from).whole(sponsor.months);
        csv.money(monthly).money(monthly * sponsor.months).end();
    }
    return text;
}

/// The numbers under which those whom the office took are members now.
Result<void> note_members(Stage& stage, const TownSponsor& sponsor, std::int64_t roster) {
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    TRY_ASSIGN(const auto commitments, commitments_of(*snapshot, roster));
    for (const Commitment& commitment : commitments) {
        if (commitment.membership == 0) continue;
        TRY_ASSIGN(const Membership membership, membership_of(*snapshot, commitment.membership));
        ++stage.happened.members;
        stage.members.push_back(membership.kpj);
        stage.note("member")
            .text("kpj", membership.kpj)
            .text("birth", to_text(commitment.birth))
            .flag("citizen", true)
            .flag("jkn", true)
            .text("segment", name_of(membership.segment))
            .text("payer_kind", word_of(PartyKind::sponsor))
            .text("payer", sponsor.id)
            .whole("income", 0)
            .text("sector", std::string_view(&commitment.sector, commitment.sector == '\0' ? 0 : 1))
            .flag("saves", false)
            .month("from", commitment.from)
            .month("until", commitment.from + commitment.months);
    }
    return {};
}

Result<void> take_roster(Stage& stage, std::size_t place) {
    const TownSponsor& sponsor = stage.town.sponsors[place];
    TRY_ASSIGN(const Path file, put_file(stage, fmt::format("daftar-{}.csv", sponsor.id),
                                         roster_text(stage, place)));
    const auto proposed = stage.counter.ask<RosterProposed>(clerk, [&](const Desk& desk) {
        return propose_roster(desk, sponsor.id, file, sponsor.id);
    });
    if (!proposed) return proposed.error();
    std::int64_t roster = 0;
    {
        TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
        const PartyNumber party = stage.payers.at(key_of_sponsor(sponsor));
        TRY_ASSIGN(const auto rosters, rosters_of(*snapshot, party));
        CHECK(!rosters.empty());
        roster = rosters.back().number;
    }
    const auto approved = stage.counter.ask<Done>(
        supervisor, [&](const Desk& desk) { return approve_roster(desk, roster); });
    if (!approved) return approved.error();
    return note_members(stage, sponsor, roster);
}

}  // namespace

Result<void> take_rosters(Stage& stage, Month month) {
    for (std::size_t i = 0; i < stage.town.sponsors.size(); ++i) {
        const TownSponsor& sponsor = stage.town.sponsors[i];
        const bool anybody = std::ranges::any_of(
            stage.town.sponsored, [&](const Townsman& person) { return person.payer == i; });
        if (sponsor.from != month || !anybody) continue;
        TRY(register_one(stage, sponsor));
        TRY(take_roster(stage, i));
    }
    return {};
}

}  // namespace payung::rehearsal
