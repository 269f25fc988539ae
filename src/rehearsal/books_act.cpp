#include "rehearsal/books_act.h"

#include "office/closing.h"
#include "office/jht_crediting.h"

namespace payung::rehearsal {
namespace {

constexpr std::string_view rate = "0.0575", decision = "KEP-GLADI";

}  // namespace

Result<void> credit_savings(Stage& stage, Month month) {
    CreditRequest request;
    request.month = month;
    request.rate = rate;
    request.reference = decision;
    request.part = 7;
    const auto credited = stage.counter.ask<CreditReport>(
        clerk, [&](const Desk& desk) { return credit_jht(desk, request); });
    if (!credited) return credited.error();
    stage.note("credit").month("month", month).text("rate", rate);
    return {};
}

Result<void> close_books(Stage& stage, Month month) {
    for (const Book book : all_books) {
        const auto closed = stage.counter.ask<CloseReport>(
            supervisor, [&](const Desk& desk) { return close_month(desk, book, month); });
        if (!closed) return closed.error();
    }
    stage.note("close").month("month", month);
    return {};
}

}  // namespace payung::rehearsal
