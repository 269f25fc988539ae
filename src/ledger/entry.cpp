#include "ledger/entry.h"

#include <algorithm>
#include <charconv>

namespace payung {
namespace {

void write_number(std::string& out, std::int64_t number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
    out += ',';
}

/// Texts are led by their length, so that no two different groups are written alike.
void write_text(std::string& out, std::string_view text) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, text.size()).ptr;
    out.append(digits, end);
    out += ':';
    out += text;
    out += ',';
}

void write_entry(std::string& out, const Entry& entry) {
    out += "entry,";
    out += name_of(entry.book);
    out += ',';
    write_number(out, entry.event.number());
    write_number(out, entry.value_date ? entry.value_date->number() : 0);
    for (const Line& line : entry.lines) {
        out += "line,";
        write_number(out, line.account);
        write_text(out, line.key);
        write_number(out, line.amount.sen());
    }
}

void write_canonical(std::string& out, const Group& group) {
    out += "group,";
    write_text(out, group.reason);
    write_text(out, group.refers_to);
    write_number(out, group.reverses.value_or(0));
    out += group.pending_until ? to_text(*group.pending_until) : "-";
    out += ',';
    const Settlement settles = group.settles.value_or(Settlement{});
    write_number(out, settles.number);
    write_number(out, static_cast<int>(settles.outcome));
    for (const Entry& entry : group.entries) write_entry(out, entry);
}

}  // namespace

IdempotencyKey key_of(std::string_view event) {
    const Digest digest = sha256(event);
    IdempotencyKey key;
    std::copy_n(digest.begin(), key.bytes.size(), key.bytes.begin());
    return key;
}

Digest digest_of(const Group& group) {
    thread_local std::string record;  // Its room is used again.
    record.clear();
    write_canonical(record, group);
    return sha256(record);
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
