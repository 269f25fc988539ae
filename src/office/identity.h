#pragma once

/// Who a member is was written down wrongly: his name, birth date or sex, corrected by a document.
///
/// Shape    name and sex are corrected at once. A birth date decides from when benefits are paid
///          and contributions end: one asks, a second one decides, and nothing changes before. What
///          was there before stays in the table, and every step in the audit chain. The document is
///          named; numbers of identity in its name are masked.
/// Follows  what rests on the old data is told, not changed by itself: claims already assessed
///          (assess them again), the day of pension age, bills (the next `payung bill issue` of a
///          month bills or takes back the difference), and a NIK that says another day or sex.
/// Errors   membership_unknown, member_name_missing, identity_*; law_malformed.

#include <optional>
#include <string>
#include <vector>

#include "office/desk.h"
#include "storage/identity_store.h"

namespace payung {

struct IdentityRequest {
    std::string kpj;
    std::optional<std::string> name;
    std::optional<Day> birth;
    std::optional<std::uint8_t> sex;
    std::string document;
};
/// The answer is {"correction":…,"state":"asked"|"made"}. As it is already: nothing, again.
Result<Done> correct_identity(const Desk& desk, const IdentityRequest& request);
/// Pre: the desk is another's than of whoever asked; else identity_same_person.
Result<Done> decide_identity(const Desk& desk, std::int64_t correction, bool approved);

/// What rests on the old data, as it stands now.
struct IdentityFollows {
    IdentityCorrection correction;
    std::vector<std::string> claims;                   // numbers; assessed before, and not refused
    std::optional<Day> pension_before, pension_after;  // where the birth date changes
    std::int64_t months_billed = 0;                    // with JP, from the earlier of them on
    bool nik_says_otherwise = false;
};
Result<IdentityFollows> what_follows(const Desk& desk, std::int64_t correction);

}  // namespace payung
