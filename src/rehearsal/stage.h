#pragma once

/// Where a rehearsal plays: the town, its office, its bank, and the diary of what came in.
///
/// Shape    the acts (people.h, wages.h, money.h …) are functions over it; they alone decide what
///          happens, from one stream of random numbers that deaths of processes do not touch, so
///          that the same seed gives the same days whatever befalls the office.

#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "contributions/bill.h"
#include "rehearsal/bank.h"
#include "rehearsal/counter.h"
#include "rehearsal/diary.h"
#include "rehearsal/town.h"

namespace payung::rehearsal {

inline constexpr std::string_view channel = "BANK", collection_account = "0011223344";
inline constexpr std::string_view custodian = "KUSTODIAN", paying_account = "MANFAAT";
inline constexpr std::string_view clerk = "petugas", supervisor = "penyelia";

/// What was done, for the summary and to see that a rehearsal was not empty.
struct Happened {
    std::int64_t members = 0, wage_lists = 0, bills = 0, differences = 0, receipts = 0;
    std::int64_t matched = 0, by_hand = 0, refunds = 0, twice = 0, claims = 0, paid = 0;
    Money refunded;
};

struct Stage {
    Town town;
    Counter counter;
    Path folder;  // of the files that are handed in
    Bank bank;
    std::string diary;
    Random random;
    Happened happened;
    bool strict = true;                // else whom the office refuses to enrol is left out
    std::vector<std::string> members;  // KPJ, in the order in which they joined
    std::map<std::string, PartyNumber, std::less<>> payers;  // by kind and number: "2:GL000001"

    Stage(Town living, Counter office, Path files)
        : town(std::move(living)),
          counter(std::move(office)),
          folder(std::move(files)),
          random(town.plan.seed, 0xDA15) {}

    bool chance(std::uint32_t one_in) { return random.below(one_in) == 0; }
    DiaryLine note(std::string_view what) { return {diary, what, counter.today()}; }
};

/// Hands in a file: whole, under its name in the stage's folder.
Result<Path> put_file(const Stage& stage, std::string_view name, std::string_view content);

/// The payer of a bill, as the diary calls him.
struct PayerName {
    PartyKind kind = PartyKind::person;
    std::string number;
};

/// "employer", "person" …
std::string_view word_of(PartyKind kind);
/// Writes ["employer","GL000001","2025-02","contribution","PU",0]: a bill as the diary names it.
void write_bill_name(JsonWriter& json, const PayerName& payer, const Bill& bill);

}  // namespace payung::rehearsal
