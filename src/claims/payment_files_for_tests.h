#pragma once

/// For tests and fuzzers: an order of three payments, a bank's answer to it, and what must hold of
/// the reading of any bytes.

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "claims/payment_answer_file.h"
#include "claims/payment_order_file.h"

namespace payung {

inline PaymentFile payment_file_for_tests() {
    PaymentFile file;
    file.message_id = "B-JKM-2026-000001";
    file.created = std::chrono::sys_days{std::chrono::year{2026} / 1 / 5} + std::chrono::hours{3};
    file.execute_on = *Day::from_ymd(2026, 1, 5);
    file.payer = "DJS JKM";
    file.payer_bank = "BRINIDJA";
    file.payer_account = "020601000000301";
    file.lines = {
        {"P-1", Money::from_rupiah(42'000'000), "Siti & Anak <Budi>", "BMRIIDJA", "1310001", "K-1"},
        {"P-2", Money::from_rupiah(1'500'000), "Ayu", "", "77", "beasiswa"},
        {"P-3", Money::from_rupiah(12'000'000), "Bagas", "CENAIDJA", "8880001", ""},
    };
    return file;
}

inline std::vector<PaymentSent> sent_of(const PaymentFile& file) {
    std::vector<PaymentSent> sent;
    for (const PaymentLine& line : file.lines) sent.push_back({line.id, line.amount});
    return sent;
}

/// One TxInfAndSts.
inline std::string answered(std::string_view id, std::string_view status,
                            std::string_view more = {}) {
    return fmt::format(
        "<TxInfAndSts><OrgnlEndToEndId>{}</OrgnlEndToEndId><TxSts>{}</TxSts>{}</TxInfAndSts>", id,
        status, more);
}

inline std::string answer_xml(std::string_view order, std::string_view group,
                              std::string_view payments) {
    return fmt::format(
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">"
        "<CstmrPmtStsRpt><GrpHdr><MsgId>BANK-1</MsgId></GrpHdr><OrgnlGrpInfAndSts>"
        "<OrgnlMsgId>{}</OrgnlMsgId>{}</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>{}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>",
        order, group, payments);
}

/// Any bytes are read or refused; what was read and matched decides on payments of the order only,
/// each at most once, and never on other amounts.
inline std::string try_payment_answer(std::string_view bytes) {
    const auto answer = read_payment_answer(bytes);
    if (!answer) return {};
    const PaymentFile file = payment_file_for_tests();
    const auto sent = sent_of(file);
    const auto matched = match_payment_answer(*answer, file.message_id, sent);
    if (!matched) return {};
    if (answer->order_id != file.message_id) return "an answer to another order was taken";
    std::size_t at = 0;
    for (const PaymentAnswerLine& line : *matched) {
        while (at < sent.size() && sent[at].id != line.id) ++at;
        if (at == sent.size()) return "a payment decided twice, or not of the order";
        if (line.amount.value_or(sent[at].amount) != sent[at].amount) return "another amount";
        ++at;
    }
    return {};
}

}  // namespace payung
