#include "rehearsal/bank.h"

#include <fmt/format.h>

namespace payung::rehearsal {
namespace {

std::string balance_xml(std::string_view kind, Money amount, Day on) {
    return fmt::format(
        "<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy=\"IDR\">{}</Amt>"
        "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{}</Dt></Dt></Bal>\n",
        kind, amount.rupiah(), to_text(on));
}

/// Texts of ours hold nothing that XML would mind.
std::string entry_xml(const Transfer& line) {
    return fmt::format(
        "<Ntry><Amt Ccy=\"IDR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{}"
        "</Dt></BookgDt><ValDt><Dt>{}</Dt></ValDt><AcctSvcrRef>{}</AcctSvcrRef><NtryDtls><TxDtls>"
        "<RltdPties><Dbtr><Nm>{}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls>"
        "</NtryDtls></Ntry>\n",
        line.amount.rupiah(), line.out ? "DBIT" : "CRDT", to_text(line.booked), to_text(line.value),
        line.reference, line.payer, line.text);
}

/// What stands between <tag> and </tag>, behind `from`; `from` moves behind it.
std::string_view between(std::string_view text, std::string_view tag, std::size_t& from) {
    const std::string open = fmt::format("<{}>", tag), close = fmt::format("</{}>", tag);
    const std::size_t begin = text.find(open, from);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = text.find(close, begin);
    if (end == std::string_view::npos) return {};
    from = end;
    return text.substr(begin + open.size(), end - begin - open.size());
}

}  // namespace

std::string BankStatement::camt_053() const {
    std::string xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>\n"
        "<GrpHdr><MsgId>{0}</MsgId></GrpHdr>\n<Stmt><Id>{0}</Id><FrToDt><FrDtTm>{1}T00:00:00"
        "</FrDtTm><ToDtTm>{2}T23:59:59</ToDtTm></FrToDt>\n"
        "<Acct><Id><Othr><Id>{3}</Id></Othr></Id><Ccy>IDR</Ccy></Acct>\n",
        number, to_text(from), to_text(until), account);
    xml += balance_xml("OPBD", opening, from) + balance_xml("CLBD", closing, until);
    for (const Transfer& line : lines) xml += entry_xml(line);
    return xml + "</Stmt></BkToCstmrStmt></Document>\n";
}

const Transfer& Bank::receive(const std::string& account, Transfer transfer) {
    Account& kept = accounts_[account];
    transfer.reference = fmt::format("BK{:09}", ++transfers_);
    if (transfer.out) {
        kept.balance -= transfer.amount;
    } else {
        kept.balance += transfer.amount;
        received_ += transfer.amount;
    }
    return kept.unsaid.emplace_back(std::move(transfer));
}

std::vector<BankStatement> Bank::statements(Day until) {
    std::vector<BankStatement> said;
    for (auto& [name, account] : accounts_) {
        if (account.unsaid.empty()) continue;
        BankStatement& statement = said.emplace_back();
        statement.number = fmt::format("RK{:07}", ++statements_);
        statement.account = name;
        statement.from = statement.until = until;
        for (const Transfer& line : account.unsaid) {
            statement.from = std::min(statement.from, line.booked);
        }
        statement.opening = account.said;
        statement.closing = account.said = account.balance;
        statement.lines = std::move(account.unsaid);
        account.unsaid.clear();
    }
    return said;
}

Money Bank::balance(const std::string& account) const {
    const auto at = accounts_.find(account);
    return at == accounts_.end() ? Money{} : at->second.balance;
}

std::string payment_answer(std::string_view order, std::string_view message,
                           const std::vector<std::string>& settled,
                           const std::vector<std::string>& rejected) {
    std::string lines;
    const auto add = [&](const std::string& id, std::string_view status, std::string_view why) {
        lines += fmt::format(
            "<TxInfAndSts><OrgnlEndToEndId>{}</OrgnlEndToEndId><TxSts>{}</TxSts>{}</TxInfAndSts>\n",
            id, status, why);
    };
    for (const std::string& id : settled) add(id, "ACSC", "");
    for (const std::string& id : rejected) {
        add(id, "RJCT", "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>");
    }
    return fmt::format(
        "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"
        "\"><CstmrPmtStsRpt><GrpHdr><MsgId>{}</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{}"
        "</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>\n{}</OrgnlPmtInfAndSts>"
        "</CstmrPmtStsRpt></Document>\n",
        message, order, lines);
}

OrderRead read_order(std::string_view pain_001) {
    OrderRead read;
    std::size_t at = 0;
    read.message = between(pain_001, "MsgId", at);
    for (;;) {
        const std::string_view id = between(pain_001, "EndToEndId", at);
        if (id.empty()) return read;
        read.payments.emplace_back(id);
    }
}

}  // namespace payung::rehearsal
