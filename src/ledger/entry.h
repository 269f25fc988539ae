#pragma once

/// What is booked: lines of an account, entries of one book, and the linked group of entries that
/// one event makes, which stands or falls as a whole.
///
/// Units    Money; a debit is positive, a credit negative, and the lines of an entry add up to
/// nought. Dates    `event` is when it happened and decides the period; the ledger says when it was
/// booked.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/digest.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/money.h"
#include "ledger/book.h"
#include "ledger/chart.h"

namespace payung {

struct Line {
    AccountCode account = 0;
    std::string key;  // of the sub-account
    Money amount;     // debit positive, credit negative
    friend bool operator==(const Line&, const Line&) = default;
};

struct Entry {
    Book book = Book::jkk;
    Day event;
    std::optional<Day> value_date;  // the bank's, on cash accounts
    std::vector<Line> lines;
    friend bool operator==(const Entry&, const Entry&) = default;
};

/// 128 bits made by whoever asks, from its source and the event in its world: the same event gives
/// the same key, however often it is sent.
struct IdempotencyKey {
    std::array<std::uint8_t, 16> bytes{};
    friend auto operator<=>(const IdempotencyKey&, const IdempotencyKey&) = default;
};
/// The key of an event: "receipt:BRI:2026-05-03:000123".
IdempotencyKey key_of(std::string_view event);

using GroupNumber = std::int64_t;  // from 1, without holes

/// How a pending group ends: once, in one of three ways.
enum class Outcome : std::uint8_t { confirmed, cancelled, expired };
struct Settlement {
    GroupNumber number = 0;
    Outcome outcome = Outcome::confirmed;
    friend bool operator==(const Settlement&, const Settlement&) = default;
};

/// What is asked of the ledger.
struct Group {
    IdempotencyKey key;
    std::string reason;     // "tagihan", "penerimaan" …: one word of the caller's table of events
    std::string refers_to;  // what it is about: a bill, a receipt, a claim
    std::vector<Entry> entries;
    std::optional<GroupNumber> reverses;  // the entries are the mirror of that group's
    /// Not yet booked but set aside until then: confirmed once, cancelled once, or expired.
    std::optional<Instant> pending_until;
    /// Ends that pending group. Confirming posts the entries given here, line by line no more than
    /// what was set aside; cancelling and expiring have none.
    std::optional<Settlement> settles;
    friend bool operator==(const Group&, const Group&) = default;
};

/// A digest that two groups share exactly when they ask for the same: all but the key.
Digest digest_of(const Group& group);

/// The group that takes this one back: each line mirrored, on the day of the correction.
Group reversal_of(const Group& group, GroupNumber number, IdempotencyKey key, Day on);

}  // namespace payung
