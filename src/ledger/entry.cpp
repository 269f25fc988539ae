#include "ledger/entry.h"

#include <fmt/format.h>

#include "base/hash.h"

namespace payung {
namespace {

/// Texts are led by their length, so that no two different groups are written alike.
void write_text(std::string& out, std::string_view text) {
    fmt::format_to(std::back_inserter(out), "{}:{},", text.size(), text);
}

std::string canonical(const Group& group) {
    std::string out = "group,";
    write_text(out, group.reason);
    write_text(out, group.refers_to);
    const Settlement settles = group.settles.value_or(Settlement{});
    fmt::format_to(std::back_inserter(out), "{},{},{},{},", group.reverses.value_or(0),
                   group.pending_until ? to_text(*group.pending_until) : "-", settles.number,
                   static_cast<int>(settles.outcome));
    for (const Entry& entry : group.entries) {
        fmt::format_to(std::back_inserter(out), "entry,{},{},{},", name_of(entry.book),
                       entry.event.number(), entry.value_date ? entry.value_date->number() : 0);
        for (const Line& line : entry.lines) {
            fmt::format_to(std::back_inserter(out), "line,{},", line.account);
            write_text(out, line.key);
            fmt::format_to(std::back_inserter(out), "{},", line.amount.sen());
        }
    }
    return out;
}

unsigned from_hex(char digit) {
    return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

}  // namespace

IdempotencyKey key_of(std::string_view event) {
    Sha256 hash;
    hash.add(event);
    const std::string hex = hash.hex();
    IdempotencyKey key;
    for (std::size_t i = 0; i < key.bytes.size(); ++i) {
        key.bytes.at(i) =
            static_cast<std::uint8_t>(from_hex(hex[2 * i]) << 4U | from_hex(hex[2 * i + 1]));
    }
    return key;
}

std::string digest_of(const Group& group) {
    Sha256 hash;
    hash.add(canonical(group));
    return hash.hex();
}

Group reversal_of(const Group& group, GroupNumber number, IdempotencyKey key, Day on) {
    Group reversal{key,    "pembalikan", group.refers_to, group.entries,
                   number, std::nullopt, std::nullopt};
    for (Entry& entry : reversal.entries) {
        entry.event = on;
        entry.value_date.reset();
        for (Line& line : entry.lines) line.amount = Money{} - line.amount;
    }
    return reversal;
}

}  // namespace payung
