#include "storage/told_books.h"

#include <charconv>
#include <cstring>
#include <vector>

#include "storage/ledger_rows.h"
#include "storage/numbers.h"

namespace payung {
namespace {

constexpr std::int64_t events_at_once = 4096;

constexpr Sql select_told{"told_books.events",
                          "SELECT number, subject, content FROM audit_event"
                          " WHERE action = 'ledger.post' AND number > $1 AND number <= $2"
                          " ORDER BY number"};
constexpr Sql select_last_event{"told_books.last_event", "SELECT MAX(number) FROM audit_event"};
constexpr Sql select_last_group{"told_books.last_group", "SELECT MAX(number) FROM ledger_group"};

/// "group:17" or "group:17-80".
struct ToldGroups {
    GroupNumber first = 0, last = 0;
    Digest content{};
};

ToldGroups groups_at(const Row& row) {
    constexpr std::string_view before = "group:";
    ToldGroups told;
    std::string_view subject = row.text(1).value_or("");
    if (!subject.starts_with(before)) return told;
    subject.remove_prefix(before.size());
    const char* const end = subject.data() + subject.size();
    const auto first = std::from_chars(subject.data(), end, told.first);
    told.last = told.first;
    if (first.ptr != end && *first.ptr == '-') std::from_chars(first.ptr + 1, end, told.last);
    const auto bytes = row.bytes(2);
    if (bytes && bytes->size() == told.content.size())
        std::memcpy(told.content.data(), bytes->data(), told.content.size());
    return told;
}

/// False where a group is not there, or not as it was told.
Result<bool> as_told(Transaction& snapshot, const ToldGroups& told) {
    std::vector<Digest> digests;
    for (GroupNumber number = told.first; number <= told.last; ++number) {
        const auto booked = read_booked(snapshot, number);
        if (!booked && booked.error().code() == Code::ledger_not_found) return false;
        if (!booked) return booked.error();
        digests.push_back(digest_of(booked->group));
    }
    return posted_content(digests) == told.content;
}

/// In order, without a hole; stops at the first that differs.
Result<void> compare(Transaction& snapshot, const std::vector<ToldGroups>& all, ToldBooks& books) {
    for (const ToldGroups& told : all) {
        const bool follows = told.first == books.groups + 1 && told.last >= told.first;
        TRY_ASSIGN(const bool same, follows ? as_told(snapshot, told) : Result<bool>(false));
        if (!same) {
            books.differs = books.groups + 1;
            return {};
        }
        books.groups = told.last;
    }
    return {};
}

}  // namespace

Result<ToldBooks> compare_with_chain(Transaction& snapshot) {
    ToldBooks books;
    TRY_ASSIGN(const std::int64_t last, number_of(snapshot, select_last_event));
    for (std::int64_t from = 0; from < last && !books.differs; from += events_at_once) {
        std::vector<ToldGroups> told;
        TRY(snapshot.query(select_told, {{Value{from}, Value{from + events_at_once}}},
                           [&](const Row& row) -> Result<void> {
                               told.push_back(groups_at(row));
                               return {};
                           }));
        TRY(compare(snapshot, told, books));
    }
    TRY_ASSIGN(const std::int64_t posted, number_of(snapshot, select_last_group));
    if (!books.differs && posted > books.groups) books.differs = books.groups + 1;
    return books;
}

}  // namespace payung
