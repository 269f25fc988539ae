#include "ledger/laws.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace payung {
namespace {

Error malformed(std::string apa, std::string what) {
    return {Code::ledger_malformed, {{"apa", std::move(apa)}, {"what", std::move(what)}}};
}

/// Brings income and expense to the result, and moves nothing else: what was rounded all through a
/// month may come together there.
bool closes(const Entry& entry) {
    constexpr AccountCode result_of_period = 3120;
    bool to_result = false;
    for (const Line& line : entry.lines) {
        const Account* const account = find_account(line.account);
        if (line.account == result_of_period) {
            to_result = true;
        } else if (account == nullptr || !account->of_result()) {
            return false;
        }
    }
    return to_result;
}

Result<void> check_line(const Entry& entry, const Line& line) {
    const Account* const account = find_account(line.account);
    if (account == nullptr || !account->stands_in(entry.book)) {
        return Error{Code::ledger_wrong_account,
                     {{"account", fmt::format("{:04}", line.account)},
                      {"book", std::string(name_of(entry.book))}}};
    }
    if (line.amount == Money{}) {
        return malformed("ada baris bernilai nol", "a line is of nought");
    }
    if (line.account == rounding_account && !closes(entry) &&
        (line.amount.sen() > rounding_sen_max || line.amount.sen() < -rounding_sen_max)) {
        return malformed("selisih pembulatan lebih dari Rp1",
                         "the rounding difference is beyond Rp 1");
    }
    return {};
}

Result<void> check_entry(const Entry& entry) {
    if (entry.lines.size() < 2) {
        return malformed("jurnal memerlukan dua baris atau lebih",
                         "an entry needs two lines or more");
    }
    __int128 sum = 0;
    for (const Line& line : entry.lines) {
        TRY(check_line(entry, line));
        sum += line.amount.sen();
    }
    if (sum == 0) return {};
    return Error{Code::ledger_unbalanced, {{"book", std::string(name_of(entry.book))}}};
}

/// The sum over a group of one account of one book, under one key (empty: all keys).
__int128 moved(const Group& group, Book book, AccountCode account, std::string_view key) {
    __int128 sum = 0;
    for (const Entry& entry : group.entries) {
        if (entry.book != book) continue;
        for (const Line& line : entry.lines)
            if (line.account == account && (key.empty() || line.key == key))
                sum += line.amount.sen();
    }
    return sum;
}

/// One of the three lawful ways of money from book to book: what one owes the other claims.
struct Mirror {
    Book owing;
    AccountCode owes;
    Book claiming;
    AccountCode claims;
};

Result<void> check_mirror(const Group& group, const Mirror& mirror) {
    // The party in the middle keeps one sub-account for each fund, under the fund's name.
    const bool clearing = mirror.owing == Book::clearing;
    const std::string_view owed_to = clearing ? name_of(mirror.claiming) : std::string_view{};
    const std::string_view claimed_of =
        mirror.claiming == Book::bpjs ? name_of(mirror.owing) : std::string_view{};
    const __int128 owed = moved(group, mirror.owing, mirror.owes, owed_to);
    const __int128 claimed = moved(group, mirror.claiming, mirror.claims, claimed_of);
    if (owed + claimed == 0) return {};
    return Error{Code::ledger_flow_unlawful,
                 {{"from", fmt::format("{} {:04}", name_of(mirror.owing), mirror.owes)},
                  {"to", fmt::format("{} {:04}", name_of(mirror.claiming), mirror.claims)}}};
}

/// A sub-account of clearing or of the agency that bears no fund's name would escape its mirror.
Result<void> check_fund_keys(const Group& group) {
    for (const Entry& entry : group.entries) {
        for (const Line& line : entry.lines) {
            if (line.account != 2420 && line.account != 1430) continue;
            const std::optional<Book> fund = parse_book(line.key);
            if (fund && (only(*fund) & the_funds) != 0) continue;
            return malformed(fmt::format("akun {} harus menyebut dananya", line.account),
                             fmt::format("account {} must name its fund", line.account));
        }
    }
    return {};
}

/// Most groups move no money between books, and need not be summed to know it.
bool crosses_books(const Group& group) {
    constexpr std::array<AccountCode, 6> mirrored{1410, 1420, 1430, 2410, 2420, 2430};
    return std::ranges::any_of(group.entries, [&](const Entry& entry) {
        return std::ranges::any_of(entry.lines, [&](const Line& line) {
            return std::ranges::find(mirrored, line.account) != mirrored.end();
        });
    });
}

Result<void> check_flows(const Group& group) {
    if (!crosses_books(group)) return {};
    TRY(check_fund_keys(group));
    for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp, Book::jkp}) {
        TRY(check_mirror(group, {Book::clearing, 2420, fund, 1410}));
        TRY(check_mirror(group, {fund, 2410, Book::bpjs, 1430}));
    }
    return check_mirror(group, {Book::jkk, 2430, Book::jkp, 1420});
}

}  // namespace

Result<void> check_laws(const Group& group) {
    const bool ends_without_posting = group.settles && group.settles->outcome != Outcome::confirmed;
    if (ends_without_posting != group.entries.empty()) {
        return malformed("jurnal kosong, atau pembatalan yang berisi jurnal",
                         "no entry at all, or a cancellation with entries");
    }
    for (const Entry& entry : group.entries) TRY(check_entry(entry));
    return check_flows(group);
}

}  // namespace payung
