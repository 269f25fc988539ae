#include "office/bill_issue.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"
#include "base/json_writer.h"
#include "contributions/bill_posting.h"

namespace payung {
namespace {

/// All that the bills say, for the digest of the command; without what the command gives them.
std::string content_of(std::span<const BillWithMembers> bills) {
    std::string content;
    for (const BillWithMembers& made : bills) {
        const Bill& bill = made.bill;
        fmt::format_to(std::back_inserter(content), "{} {} {} {} {} {} {} {}", bill.payer,
                       name_of(bill.kind), static_cast<int>(bill.segment), to_text(bill.first),
                       to_text(bill.last), bill.version, bill.members, bill.jkp_state.sen());
        for (const BillPart part : all_bill_parts)
            fmt::format_to(std::back_inserter(content), " {}", bill.amount[part].sen());
        for (const BillMember& member : made.members)
            fmt::format_to(std::back_inserter(content), ";{},{}", member.membership,
                           member.amount.sum().sen());
        content += '\n';
    }
    return content;
}

/// Numbers of the assessment become numbers of the store.
Result<void> keep_bases(Transaction& transaction, std::span<BillWithMembers> bills,
                        const BasisText& text_of) {
    std::unordered_map<std::int64_t, std::int64_t> kept;
    for (BillWithMembers& made : bills) {
        for (BillMember& member : made.members) {
            const auto [at, added] = kept.try_emplace(member.basis, 0);
            if (added) {
                TRY_ASSIGN(
                    at->second,
                    keep_basis(transaction, text_of(static_cast<std::uint32_t>(member.basis))));
            }
            member.basis = at->second;
        }
    }
    return {};
}

bool is_booked(const Bill& bill) {
    return owed_before_paid(bill.segment) && bill.kind != BillKind::late_charge;
}

Result<void> book(Work& work, PayerRange payers, std::span<BillWithMembers> bills) {
    TRY_ASSIGN(const auto numbers, payer_numbers(work.transaction(), payers));
    std::vector<Group> groups;
    for (const BillWithMembers& made : bills)
        if (is_booked(made.bill))
            groups.push_back(accrual_of(made.bill, numbers.at(made.bill.payer)));
    if (groups.empty()) return {};
    TRY_ASSIGN(const auto receipts, work.post(groups));
    auto receipt = receipts.begin();
    for (BillWithMembers& made : bills)
        if (is_booked(made.bill)) made.bill.posted = (receipt++)->number;
    return {};
}

std::string answer_of(std::span<const BillWithMembers> bills) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("bills").whole(std::ssize(bills));
    json.key("first").whole(bills.front().bill.number);
    json.key("last").whole(bills.back().bill.number);
    json.end_object().finish();
    return out;
}

}  // namespace

Result<IssuedBills> add_made_bills(Work& work, PayerRange payers,
                                   std::span<BillWithMembers> bills) {
    CHECK(!bills.empty());
    TRY_ASSIGN(BillNumber next, next_bill_number(work.transaction()));
    for (BillWithMembers& made : bills) made.bill.number = next++;
    TRY(book(work, payers, bills));
    TRY(add_bills(work.transaction(), bills));
    return IssuedBills{bills.front().bill.number, bills.back().bill.number, false};
}

Result<IssuedBills> issue_made_bills(const Desk& desk, std::string kind, std::string_view event,
                                     PayerRange payers, std::vector<BillWithMembers>& bills,
                                     const BasisText& text_of) {
    const std::string content = content_of(bills);
    const std::string digest = to_hex(sha256(content));
    IssuedBills issued;
    const Command command{std::move(kind), fmt::format("{}:{}", event, digest), digest};
    TRY_ASSIGN(const Done done, carry_out(desk, command, [&](Work& work) -> Result<std::string> {
                   TRY(keep_bases(work.transaction(), bills, text_of));
                   TRY_ASSIGN(issued, add_made_bills(work, payers, bills));
                   work.tell(command.kind, fmt::format("bills:{}..{}", issued.first, issued.last),
                             content);
                   return answer_of(bills);
               }));
    issued.again = done.again;
    return issued;
}

}  // namespace payung
