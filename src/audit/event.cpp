#include "audit/event.h"

#include <charconv>

namespace payung {
namespace {

void write_number(std::string& out, std::int64_t number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void write_text(std::string& out, std::string_view text) {
    write_number(out, static_cast<std::int64_t>(text.size()));
    out += ':';
    out += text;
    out += ',';
}

}  // namespace

namespace {

void write_canonical(std::string& out, const AuditEvent& event) {
    out += "payung-event-1,";
    write_number(out, event.number);
    out += ',';
    write_number(out, event.at.time_since_epoch().count());
    out += ',';
    write_text(out, event.actor);
    write_text(out, event.action);
    write_text(out, event.subject);
    out += bytes_of(event.content);
}

}  // namespace

std::string canonical(const AuditEvent& event) {
    std::string out;
    write_canonical(out, event);
    return out;
}

Digest chained(const Digest& before, const AuditEvent& event) {
    thread_local std::string record;  // Its room is used again.
    record.clear();
    write_canonical(record, event);
    return sha256(std::array<std::string_view, 2>{bytes_of(before), record});
}

void ChainVerifier::next(const AuditEvent& event, const Digest& hash) {
    const EventNumber expected = last_ + 1;
    const Digest right = chained(hash_, event);
    if (!fault_) {
        if (event.number != expected) {
            fault_ = Found{expected, Fault::number_missing};
        } else if (right != hash) {
            fault_ = Found{event.number, Fault::hash_differs};
        }
    }
    last_ = event.number;
    hash_ = hash;
}

}  // namespace payung
