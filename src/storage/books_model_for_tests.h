#pragma once

/// For tests: the books once more, as simply as they can be written and without a line of the code
/// that is tested (posting.cpp, laws.cpp, chart.cpp, trial_balance.cpp): what the rules of
/// docs/reference/ledger.md say, for the accounts that the random operations use. All in memory,
/// all by walking.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "ledger/entry.h"

namespace payung {

/// What the books answer: a number, or why not.
struct ModelAnswer {
    GroupNumber number = 0;
    bool again = false;
    std::string refused;  // the name of the error
    friend bool operator==(const ModelAnswer&, const ModelAnswer&) = default;
};

class ModelBooks {
public:
    using Where = std::tuple<Book, int, std::string>;
    struct Amounts {
        std::int64_t posted = 0, reserved = 0;
        friend bool operator==(const Amounts&, const Amounts&) = default;
    };
    enum class State { posted, pending, confirmed, cancelled, expired };
    struct Kept {
        Group group;
        State state = State::posted;
        bool reversed = false;
        std::vector<Month> months;
    };

    ModelAnswer post(const Group& group, Instant now) {
        if (const std::string why = unlawful(group); !why.empty()) return {0, false, why};
        if (const auto known = numbers_.find(group.key); known != numbers_.end()) {
            const bool same = groups[static_cast<std::size_t>(known->second) - 1].group == group;
            return same ? ModelAnswer{known->second, true, ""}
                        : ModelAnswer{0, false, "ledger_key_conflict"};
        }
        if (!reversal_right(group)) return {0, false, wrong_};
        if (!end_right(group, now)) return {0, false, wrong_};
        if (group.pending_until && *group.pending_until <= now)
            return {0, false, "ledger_settlement"};
        std::map<Where, Amounts> after = amounts;
        if (group.settles) set_aside(after, kept(group.settles->number).group, -1);
        group.pending_until ? set_aside(after, group, 1) : book(after, group);
        if (!within_limits(after)) return {0, false, "ledger_limit"};
        return {take(group, std::move(after)), false, ""};
    }

    /// False where a month would be opened again.
    bool close(Book book, Month first_open) {
        Month& open = open_[book];
        if (first_open < open) return false;
        open = first_open;
        return true;
    }

    std::map<Where, Amounts> amounts;
    std::vector<Kept> groups;  // by number - 1

private:
    static bool owes(int account) {
        return account == 2110 || account == 2220 || account == 2210 || account == 2310;
    }
    static bool is_cash(int account) {
        return account == 1110 || account == 1120 || account == 1130;
    }
    static bool of_clearing(int account) {
        return account == 1130 || account == 2220 || account == 2420;
    }
    static bool stands_in(int account, Book book) {
        if (of_clearing(account)) return book == Book::clearing;
        const std::set<int> funds{1120, 1310, 1410, 2110, 4110, 5110};
        return book != Book::clearing && book != Book::bpjs && funds.contains(account);
    }
    Kept& kept(GroupNumber number) { return groups[static_cast<std::size_t>(number) - 1]; }
    bool is_there(GroupNumber number) const {
        return number >= 1 && number <= static_cast<GroupNumber>(groups.size());
    }

    static std::string unlawful(const Group& group) {
        const bool empty_end = group.settles && group.settles->outcome != Outcome::confirmed;
        if (empty_end != group.entries.empty()) return "ledger_malformed";
        for (const Entry& entry : group.entries) {
            if (entry.lines.size() < 2) return "ledger_malformed";
            std::int64_t sum = 0;
            for (const Line& line : entry.lines) {
                if (!stands_in(line.account, entry.book)) return "ledger_wrong_account";
                if (line.amount.sen() == 0) return "ledger_malformed";
                sum += line.amount.sen();
            }
            if (sum != 0) return "ledger_unbalanced";
        }
        // What clearing owes a fund, the fund claims of clearing.
        std::map<std::string, std::int64_t> between;
        for (const Entry& entry : group.entries)
            for (const Line& line : entry.lines) {
                if (line.account == 2420) between[line.key] += line.amount.sen();
                if (line.account == 1410) between[fund_name(entry.book)] += line.amount.sen();
            }
        for (const auto& [fund, sum] : between)
            if (sum != 0) return "ledger_flow_unlawful";
        return "";
    }
    static std::string fund_name(Book book) {
        const char* const names[]{"JKK", "JKM", "JHT", "JP", "JKP", "BPJS", "CLR"};
        return names[static_cast<int>(book)];
    }

    bool refuse(const char* why) {
        wrong_ = why;
        return false;
    }
    bool reversal_right(const Group& group) {
        if (!group.reverses) return true;
        if (!is_there(*group.reverses)) return refuse("ledger_not_found");
        const Kept& original = kept(*group.reverses);
        if (original.group.pending_until || original.group.entries.empty())
            return refuse("ledger_reversal");
        if (original.reversed) return refuse("ledger_reversal");
        std::vector<Entry> mirrored = original.group.entries;
        for (std::size_t i = 0; i < mirrored.size() && i < group.entries.size(); ++i) {
            mirrored[i].event = group.entries[i].event;
            mirrored[i].value_date = group.entries[i].value_date;
            for (Line& line : mirrored[i].lines) line.amount = Money::from_sen(-line.amount.sen());
        }
        return mirrored == group.entries || refuse("ledger_reversal");
    }
    bool end_right(const Group& group, Instant now) {
        if (!group.settles) return true;
        if (!is_there(group.settles->number)) return refuse("ledger_not_found");
        const Kept& pending = kept(group.settles->number);
        if (pending.state != State::pending) return refuse("ledger_settlement");
        const bool over = now >= *pending.group.pending_until;
        const Outcome outcome = group.settles->outcome;
        if (outcome == Outcome::expired && !over) return refuse("ledger_settlement");
        if (outcome == Outcome::confirmed && over) return refuse("ledger_settlement");
        return covered(group, pending.group) || refuse("ledger_settlement");
    }
    static bool covered(const Group& group, const Group& pending) {
        std::map<std::pair<Where, bool>, std::int64_t> room;
        for (const Entry& entry : pending.entries)
            for (const Line& line : entry.lines)
                room[{{entry.book, line.account, line.key}, line.amount.sen() > 0}] +=
                    std::abs(line.amount.sen());
        for (const Entry& entry : group.entries)
            for (const Line& line : entry.lines)
                room[{{entry.book, line.account, line.key}, line.amount.sen() > 0}] -=
                    std::abs(line.amount.sen());
        for (const auto& [where, left] : room)
            if (left < 0) return false;
        return true;
    }

    static void book(std::map<Where, Amounts>& in, const Group& group) {
        for (const Entry& entry : group.entries)
            for (const Line& line : entry.lines)
                in[{entry.book, line.account, line.key}].posted += line.amount.sen();
    }
    static void set_aside(std::map<Where, Amounts>& in, const Group& group, int sign) {
        for (const Entry& entry : group.entries)
            for (const Line& line : entry.lines) {
                const std::int64_t sen = line.amount.sen();
                const bool towards =
                    (is_cash(line.account) && sen < 0) || (owes(line.account) && sen > 0);
                in[{entry.book, line.account, line.key}].reserved += towards ? sign * sen : 0;
            }
    }
    /// No account that was brought nearer to its limit may be beyond it.
    bool within_limits(const std::map<Where, Amounts>& after) const {
        for (const auto& [where, now] : after) {
            const auto at = amounts.find(where);
            const std::int64_t before =
                at == amounts.end() ? 0 : at->second.posted + at->second.reserved;
            const std::int64_t sum = now.posted + now.reserved;
            const int account = std::get<1>(where);
            if (is_cash(account) && sum < before && sum < 0) return false;
            if (owes(account) && sum > before && sum > 0) return false;
        }
        return true;
    }
    GroupNumber take(const Group& group, std::map<Where, Amounts> after) {
        amounts = std::move(after);
        Kept one{group, group.pending_until ? State::pending : State::posted, false, {}};
        for (const Entry& entry : group.entries) {
            const Month month = month_of(entry.event);
            one.months.push_back(std::max(month, open_[entry.book]));
        }
        if (group.reverses) kept(*group.reverses).reversed = true;
        if (group.settles) {
            const State ends[]{State::confirmed, State::cancelled, State::expired};
            kept(group.settles->number).state = ends[static_cast<int>(group.settles->outcome)];
        }
        groups.push_back(std::move(one));
        const auto number = static_cast<GroupNumber>(groups.size());
        numbers_[group.key] = number;
        return number;
    }

    std::map<IdempotencyKey, GroupNumber> numbers_;
    std::map<Book, Month> open_;
    std::string wrong_;
};

}  // namespace payung
