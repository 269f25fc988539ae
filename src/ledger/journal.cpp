#include "ledger/journal.h"

#include <fmt/format.h>

namespace payung {
namespace {

/// What would be read as syntax becomes a blank: ':' parts accounts, two blanks end them, ';'
/// begins a comment, brackets make virtual postings.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool syntax = c == ':' || c == ';' || c == '(' || c == ')' || c == '[' || c == ']' ||
                            c == '"' || static_cast<unsigned char>(c) < ' ';
        const char kept = syntax ? ' ' : c;
        if (kept != ' ' || (!out.empty() && out.back() != ' ')) out += kept;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string account_text(const SubAccount& sub_account, const ShowKey& show_key) {
    const Account* const account = find_account(sub_account.account);
    std::string text = fmt::format("{}:{:04} {}", name_of(sub_account.book), sub_account.account,
                                   plain(account->name_id));
    const std::string key = plain(show_key ? show_key(sub_account) : sub_account.key);
    if (!key.empty()) text += ':' + key;
    return text;
}

std::string amount_text(Money amount) {
    const std::int64_t sen = amount.sen();
    const auto size = static_cast<std::uint64_t>(sen < 0 ? -sen : sen);
    return fmt::format("IDR {}{}.{:02}", sen < 0 ? "-" : "", size / 100, size % 100);
}

}  // namespace

void write_journal(std::string& out, const Booked& booked, const ShowKey& show_key) {
    if (booked.state == GroupState::pending || booked.state == GroupState::cancelled ||
        booked.state == GroupState::expired || booked.group.pending_until) {
        return;  // What was set aside is posted by the group that confirms it.
    }
    int part = 0;
    for (const Entry& entry : booked.group.entries) {
        fmt::format_to(std::back_inserter(out), "{} ({}.{}) {} {}\n", to_text(entry.event),
                       booked.number, ++part, plain(booked.group.reason),
                       plain(booked.group.refers_to));
        for (const Line& line : entry.lines) {
            fmt::format_to(std::back_inserter(out), "    {}  {}\n",
                           account_text({entry.book, line.account, line.key}, show_key),
                           amount_text(line.amount));
        }
        out += '\n';
    }
}

}  // namespace payung
