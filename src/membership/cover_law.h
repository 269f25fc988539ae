#pragma once

/// Covered months, derived: the spells of a membership and the months that were paid for are shown
/// to the law as they stood on a day.
///
/// Shape    `as_of` is the day on which it is asked: receipts of later days do not count. Months
///          without a break between them are a run; the first contribution of a run begins its
///          protection. Spells that stand in the same month (a sponsor pays JKK and JKM, the worker
///          himself JHT) are looked at by themselves.
/// Gaps     outside employment, months that were unpaid too long cannot be paid for any more once
///          the law says so (`Bulan kosong dapat dibayar`): a later receipt counts from the month
///          in which it came.
/// Law      `Dasar perlindungan`, `Perlindungan BPU`, `Jatuh tempo iuran`, `Bulan kosong dapat
///          dibayar`, `Masa tunggu JKM dihitung ulang`, `Masa iur beasiswa dihitung ulang`
///          (legislation/umum/jatuh_tempo.dmn).
/// Errors   law_malformed, from open(); no_law: a month before July 2015 or after 2099, or a day
///          within two weeks behind a due day whose holidays no calendar has.
/// Cost     O(months); the law is asked once for each kind of month. Not for two threads at a time.

#include <array>
#include <map>
#include <span>
#include <vector>

#include "legislation/rulebook.h"
#include "membership/cover.h"
#include "membership/law_says.h"

namespace payung {

class CoverLine;

/// How long somebody contributed, as waiting times ask it.
struct TimeContributed {
    std::int32_t months_covered =
        0;                         // since the wait for JKM last began anew, up to the month asked
    std::int32_t months_paid = 0;  // of these
    std::int32_t months_of_study = 0;  // paid, that count for scholarships
    friend bool operator==(const TimeContributed&, const TimeContributed&) = default;
};

class CoverLaw {
public:
    static Result<CoverLaw> open(const Rulebook& law);

    /// Every month of [from, until): one line for each spell that stands in it, by the number of
    /// the spell, or one line that nobody is enrolled.
    Result<std::vector<CoveredMonth>> months(std::span<const SpellFacts> spells,
                                             std::span<const MonthPaid> paid, Month from,
                                             Month until, Day as_of);
    /// The same of one month.
    Result<std::vector<CoveredMonth>> month(std::span<const SpellFacts> spells,
                                            std::span<const MonthPaid> paid, Month month,
                                            Day as_of);
    /// Of JKM, up to and with `month`.
    Result<TimeContributed> time_contributed(std::span<const SpellFacts> spells,
                                             std::span<const MonthPaid> paid, Month month,
                                             Day as_of);

private:
    friend class CoverLine;
    /// As the law was asked.
    struct Reading {
        CoverReason reason = CoverReason::not_enrolled;
        std::string cite;
    };
    struct Question {
        Segment segment = Segment::unknown;
        bool paid = false, first_paid = false, due = false;
        int unpaid = 0;  // months one after another
        friend auto operator<=>(const Question&, const Question&) = default;
    };
    struct DueDay {
        Day day;
        bool exact = false;  // the holidays of its time are known
    };
    enum class Gap : std::uint8_t { payable, wait_anew, study_anew };

    explicit CoverLaw(const Rulebook& law) : law_(law) {}
    Result<const Reading*> ask(const Question& question);
    /// Whether the contribution of `month` was due before `day`.
    Result<bool> due_before(Segment segment, Month month, Day day);
    Result<DueDay> due_day(Segment segment, Month month);
    bool gap_is(Gap what, int months);
    Result<void> add_time(CoverLine& line, Month last, TimeContributed& time);

    Rulebook law_;
    const rules::Node* basis_ = nullptr;
    const rules::Node* protection_ = nullptr;
    const rules::Node* due_ = nullptr;
    const rules::Node* due_plain_ = nullptr;
    std::array<const rules::Node*, 3> gaps_{};
    std::map<Question, Reading> readings_;
    std::map<std::pair<Segment, Month>, DueDay> due_days_;
    std::map<std::pair<Gap, int>, bool> gaps_known_;
};

}  // namespace payung
