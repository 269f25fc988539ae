#include "claims/cover_months.h"

namespace payung {
namespace {

constexpr int window = 24;

bool counts(const CoveredMonth& month, ProgrammeBit programme) {
    return (month.programmes & programme) != 0 && month.reason != CoverReason::lapsed &&
           month.reason != CoverReason::not_enrolled && month.reason != CoverReason::not_paid_yet;
}

}  // namespace

CoverMonths count_months(std::span<const CoveredMonth> cover, ProgrammeBit programme, Day event) {
    const Month last = month_of(event);
    CoverMonths out;
    Month begun, before;
    bool running = false, paid_running = false;
    for (const CoveredMonth& month : cover) {
        if (month.month > last || !counts(month, programme)) continue;
        const bool follows = running && month.month - before <= 1;
        if (!follows) {
            begun = month.month;
            out.paid_in_row = 0;
            paid_running = false;
        }
        running = true;
        if (!follows || month.month != before) ++out.covered_in_all;
        before = month.month;
        const bool paid = month.reason == CoverReason::paid;
        if (month.reason == CoverReason::arrears) ++out.in_arrears;
        if (paid) {
            ++out.paid_in_row;
            ++out.contributed;
            if (month.month < last && last - month.month <= window) ++out.contributed_24;
        }
        if (month.month == last) continue;
        out.paid_right_before = paid ? (paid_running ? out.paid_right_before + 1 : 1) : 0;
        paid_running = paid;
    }
    out.covered = running && before == last;
    if (out.covered) out.elapsed = last - begun;
    const bool until_now = running && last - before <= 1;
    if (!until_now) out.paid_right_before = 0;
    return out;
}

}  // namespace payung
