#pragma once

/// What is known of a claim, as the law asks for it: the case, the cover, the family, the papers.
///
/// Shape    one ClaimFacts a claim; `of` holds what only its programme asks. What is not known is
///          left empty and is told as missing, never guessed. Whoever keeps claims fills this from
///          the registry, the membership (membership/cover.h) and the reports; nothing here looks
///          anything up.
/// Units    Money; days and minutes of the civil clock where it happened; percentages as hundredths
///          of a percent.
/// Law      words are those of legislation/ (jkk/, jkm/, jht/, jp/, jkp/, umum/ahli_waris.dmn).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "claims/claim_kind.h"
#include "membership/account_table.h"
#include "membership/cover.h"

namespace payung {

/// How somebody is related to the member.
enum class Kinship : std::uint8_t {
    spouse,         // "pasangan": husband or wife, registered
    child,          // "anak"
    parent,         // "orang tua"
    grandparent,    // "kakek atau nenek"
    grandchild,     // "cucu"
    sibling,        // "saudara kandung"
    parent_in_law,  // "mertua"
    named_in_will,  // "penerima wasiat"
    other,          // "lain": nobody whom the law names
};
std::string_view name_of(Kinship kinship);
std::optional<Kinship> parse_kinship(std::string_view word);

/// What a child works as; words of `Pekerjaan` in jkm/beasiswa.dmn.
enum class ChildWork : std::uint8_t { none, wage_earner, own_account, apprentice };
std::string_view name_of(ChildWork work);
std::optional<ChildWork> parse_child_work(std::string_view word);

/// "SD" year 5 …: the year that is attended now, or the first one to come.
/// "TK", "SD" …, as the law has them, and all of them: "TK; SD; …".
bool school_known(std::string_view level);
inline constexpr std::string_view school_words = "TK; SD; SMP; SMA; PT";
struct SchoolYear {
    std::string level;  // TK, SD, SMP, SMA, PT
    int year = 1;
    friend bool operator==(const SchoolYear&, const SchoolYear&) = default;
};

struct FamilyMember {
    std::int64_t relative = 0;  // number, as the caller keeps it; not 0
    Kinship kinship = Kinship::other;
    std::optional<Day> birth;
    std::optional<Day> died;
    bool married = false;  // a child; a spouse who married again
    ChildWork work = ChildWork::none;
    int months_as_wage_earner = 0;     // without a break, of a child who works
    std::optional<SchoolYear> school;  // empty: attends none
    std::optional<Day> starts_school;  // where the first year is still to come
    friend bool operator==(const FamilyMember&, const FamilyMember&) = default;
};

/// The will of the member, where there is one.
struct Will {
    bool notarial_deed = false;
    std::vector<std::int64_t> named;  // relatives, or others by their number
    friend bool operator==(const Will&, const Will&) = default;
};

/// A moment at a place, on its civil clock.
struct Moment {
    Day day;
    int minute = 0;  // of the day, 0 … 1439
    friend auto operator<=>(const Moment&, const Moment&) = default;
};
/// Hours from `a` to `b`, a begun hour being whole: 48 h 1 min is 49. 0 where b is not later.
std::int64_t hours_between(Moment a, Moment b);

struct WageOfMonth {
    Month month;
    Money amount;
    friend bool operator==(const WageOfMonth&, const WageOfMonth&) = default;
};
/// The last one for a month before that of `day`; else that of the very month. Empty: none known.
std::optional<Money> wage_before(const std::vector<WageOfMonth>& wages, Day day);

/// Whoever laid out money for the member and is paid it back.
enum class AdvancedBy : std::uint8_t { member, employer, hospital };

enum class AccidentCause : std::uint8_t {
    at_work,       // "di tempat kerja"
    commute,       // "perjalanan berangkat atau pulang kerja"
    duty_trip,     // "perjalanan dinas"
    disease,       // "penyakit akibat kerja"
    sudden_death,  // "meninggal mendadak"
    not_work,      // "bukan hubungan kerja"
};
std::string_view name_of(AccidentCause cause);
std::optional<AccidentCause> parse_accident_cause(std::string_view word);

/// Words of `Akibat kecelakaan`.
enum class AccidentOutcome : std::uint8_t { recovered, partial, total, death };
std::string_view name_of(AccidentOutcome outcome);
std::optional<AccidentOutcome> parse_accident_outcome(std::string_view word);

/// A row of the table of disabilities: "telunjuk_tangan_kanan", with what is measured and how much
/// of the function is lost.
struct Disability {
    std::string code;
    std::int64_t measure_hundredths = 0;  // cm, dB, % … as the row asks; 0 where it asks nothing
    std::int64_t function_percent = 10000;  // hundredths of a percent; 100 % is lost anatomically
    friend bool operator==(const Disability&, const Disability&) = default;
};

struct TreatmentCost {
    Money care, transport_land, transport_sea, transport_air;
    Money aid, aid_list_price;  // prosthesis, orthosis: paid, and on the government's list
    Money dentures, hearing_aid, glasses, diagnosis;
    /// Year by year; the law knows one year a case, so that only the first counts.
    std::vector<Money> home_care_by_year;
    AdvancedBy advanced_by = AdvancedBy::member;
    friend bool operator==(const TreatmentCost&, const TreatmentCost&) = default;
};

/// Of a migrant worker; words of `Tahap PMI`, `Peristiwa PMI` and `Sebab gagal berangkat`.
struct MigrantEvent {
    std::string phase, event, cause_of_failure;
    friend bool operator==(const MigrantEvent&, const MigrantEvent&) = default;
};

struct JkkFacts {
    Moment accident;  // or the diagnosis of an occupational disease
    std::optional<Moment> reported_first;
    std::optional<Moment> concluded;  // recovered, disabled or dead in the doctor's word
    std::optional<Moment> reported_second;
    AccidentCause cause = AccidentCause::at_work;
    std::optional<std::string> sudden_place;  // of a sudden death: word of `Tempat mendadak sakit`
    std::optional<Moment> died;               // of a sudden death too
    std::optional<AccidentOutcome> outcome;   // empty: still under treatment
    std::optional<Day> stopped_work;          // left the job before a disease was found
    std::optional<Money> wage;                // the base, where it is known by itself
    std::vector<WageOfMonth> wages;           // else PU, JAKON: as reported
    std::optional<Money> income;              // else BPU: as declared
    std::vector<Interval<Day>> unable;        // days without work by the doctor's letters (STMB)
    bool wage_went_on = false;                // the employer paid the wage and gets the STMB
    std::vector<Disability> disabilities;
    bool left_handed = false;
    TreatmentCost cost;
    bool in_traffic = false, outside_hours = false;
    std::optional<MigrantEvent> migrant;
    friend bool operator==(const JkkFacts&, const JkkFacts&) = default;
};

struct JkmFacts {
    Day died;
    bool work_accident = false;
    bool crime_of_heir = false;
    bool on_leave = false;  // of a migrant worker, at home
    // Where they are known otherwise than by the cover:
    std::optional<int> months_elapsed, months_paid, months_contributed;
    friend bool operator==(const JkmFacts&, const JkmFacts&) = default;
};

enum class JhtCause : std::uint8_t {
    pension_age,
    resigned,
    laid_off,
    leaves_country,
    total_disability,
    death,
    contract_end,
    business_end,
    partial,  // while still a member
};
std::string_view name_of(JhtCause cause);
std::optional<JhtCause> parse_jht_cause(std::string_view word);

struct JhtFacts {
    JhtCause cause = JhtCause::pension_age;
    Money balance;
    std::optional<Day> stopped;  // resigned, laid off, contract or business ended
    std::optional<Day> died;
    std::optional<bool> works_again;
    std::optional<int> months_of_membership;
    std::string partial_for;  // "persiapan pensiun", "perumahan"
    bool took_part_before = false;
    int months_since_part = 0;
    bool has_npwp = false;
    friend bool operator==(const JhtFacts&, const JhtFacts&) = default;
};

enum class JpCause : std::uint8_t { pension_age, total_disability, death };
std::string_view name_of(JpCause cause);
std::optional<JpCause> parse_jp_cause(std::string_view word);

/// Wages of a year, each at most the ceiling of its month, and what a rupiah of that year is worth
/// now by general inflation.
struct WageYear {
    int year = 0;
    Money wages;
    std::int64_t index_millionths = 1'000'000;
    int months = 12;
    friend bool operator==(const WageYear&, const WageYear&) = default;
};

struct JpFacts {
    JpCause cause = JpCause::pension_age;
    Day happened;                 // death, statement of disability; else the day of pension age
    std::optional<Day> stopped;   // chose to begin when work stops
    bool begins_at_stop = false;  // `Pilihan mulai JP`
    std::optional<int> months_contributed, months_of_membership;
    std::optional<std::int64_t> density_millionths;  // `Densitas iuran JP`
    std::vector<WageYear> wages;
    std::optional<Money> weighted_wage_yearly;  // where it is known by itself
    Money contributions, return_on_them;
    friend bool operator==(const JpFacts&, const JpFacts&) = default;
};

enum class JobLossCause : std::uint8_t {
    laid_off,
    resigned,
    total_disability,
    pension,
    death,
    contract_end
};
std::string_view name_of(JobLossCause cause);
std::optional<JobLossCause> parse_job_loss_cause(std::string_view word);

struct JkpFacts {
    Day laid_off;
    JobLossCause cause = JobLossCause::laid_off;
    std::optional<Money> wage;
    std::vector<WageOfMonth> wages;
    std::optional<int> months_paid_in_24, months_paid_in_row;  // else counted from the cover
    int claims_before = 0;
    int months_since_claim = 0;
    bool works_again = false;
    int months_in_arrears = 0;
    bool employer_bankrupt = false;
    bool citizen = true;
    std::optional<int> age_when_enrolled;
    friend bool operator==(const JkpFacts&, const JkpFacts&) = default;
};

struct ClaimFacts {
    Segment segment = Segment::pu;
    Day claimed;  // the day on which the claim was handed in
    std::optional<Day> birth;
    std::vector<CoveredMonth> cover;  // sorted by month
    std::vector<FamilyMember> family;
    /// Papers show that there is nobody else (family card, certificate of heirs).
    bool family_complete = true;
    std::optional<Will> will;
    std::vector<std::string> documents;  // handed in, by their names in `Dokumen klaim`
    std::optional<Day> complete;         // when technical and administrative conditions were met
    std::optional<Day> paid;             // of a claim that was paid: was it on time?
    std::variant<JkkFacts, JkmFacts, JhtFacts, JpFacts, JkpFacts> of;

    ClaimKind kind() const { return static_cast<ClaimKind>(of.index()); }
    /// Accident, death, end of work …: the day that decides which law applies.
    Day event() const;
    friend bool operator==(const ClaimFacts&, const ClaimFacts&) = default;
};

/// "PU" …, as the law calls segments; "" where unknown.
std::string_view law_word(Segment segment);

}  // namespace payung
