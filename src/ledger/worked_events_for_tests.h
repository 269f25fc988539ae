#pragma once

/// For tests: the worked events E1 to E19 as linked groups, from tables/worked_events.csv. The
/// lines of an event are in order; an entry ends where the lines of its book add up to nought.

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/check.h"
#include "ledger/entry.h"

namespace payung {

struct WorkedEvent {
    std::string name;  // "E1"
    Group group;
};

inline WorkedEvent& event_named(std::vector<WorkedEvent>& events, const std::string& name) {
    if (events.empty() || events.back().name != name)
        events.push_back({name, {key_of(name), "contoh", name, {}, {}, {}, {}}});
    return events.back();
}

/// The entry of this book that is not yet nought, or a new one.
inline Entry& open_entry(Group& group, Book book, Day day) {
    if (!group.entries.empty() && group.entries.back().book == book) {
        Money sum;
        for (const Line& line : group.entries.back().lines) sum += line.amount;
        if (sum != Money{}) return group.entries.back();
    }
    group.entries.push_back({book, day, std::nullopt, {}});
    return group.entries.back();
}

inline std::vector<WorkedEvent> worked_events(Day day = *Day::from_ymd(2026, 5, 15)) {
    std::ifstream file(std::string(PAYUNG_SOURCE_DIR) + "/src/ledger/tables/worked_events.csv");
    std::string line;
    CHECK(static_cast<bool>(std::getline(file, line)));
    std::vector<WorkedEvent> events;
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::stringstream stream(line + ",");
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        const bool debit = !cells.at(4).empty();
        const Money amount = Money::from_rupiah(std::stoll(debit ? cells.at(4) : cells.at(5)));
        const Book book = *parse_book(cells.at(1));
        Group& group = event_named(events, cells.at(0)).group;
        open_entry(group, book, day)
            .lines.push_back({static_cast<AccountCode>(std::stoi(cells.at(2))), cells.at(3),
                              debit ? amount : Money{} - amount});
    }
    return events;
}

/// What the worked events find in the books: cash of every fund, and the JHT account of W9.
inline Group opening_for_worked_events(Day day = *Day::from_ymd(2026, 5, 1)) {
    Group group{key_of("pembukaan"), "pembukaan", "contoh", {}, {}, {}, {}};
    const Money much = Money::from_rupiah(10'000'000'000);
    for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp, Book::jkp}) {
        group.entries.push_back(
            {fund,
             day,
             std::nullopt,
             {{1110, "", much}, {1120, "", much}, {3110, "", Money{} - much - much}}});
    }
    const Money saved = Money::from_rupiah(20'000'000);
    group.entries.push_back(
        {Book::jht, day, std::nullopt, {{1110, "", saved}, {2310, "W9", Money{} - saved}}});
    return group;
}

}  // namespace payung
