#pragma once

/// For tests: one bank day as camt.053 and as CSV: two receipts and a fee.

#include <string>

namespace payung {

inline std::string camt_entry_for_tests(const std::string& reference, const std::string& amount,
                                        const std::string& side = "CRDT",
                                        const std::string& details = "") {
    return "<Ntry><Amt Ccy=\"IDR\">" + amount + "</Amt><CdtDbtInd>" + side +
           "</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-15</Dt></BookgDt>"
           "<ValDt><Dt>2026-03-16</Dt></ValDt><AcctSvcrRef>" +
           reference + "</AcctSvcrRef>" +
           (details.empty() ? "" : "<NtryDtls>" + details + "</NtryDtls>") + "</Ntry>\n";
}

inline std::string camt_detail_for_tests() {
    return "<TxDtls><RltdPties><Dbtr><Nm>PT MAJU</Nm></Dbtr><DbtrAcct><Id><Othr><Id>9988776655</Id>"
           "</Othr></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>iuran 000000000123</Ustrd></RmtInf>"
           "</TxDtls>";
}

inline std::string camt_balance_for_tests(const std::string& kind, const std::string& amount) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + kind + "</Cd></CdOrPrtry></Tp><Amt Ccy=\"IDR\">" + amount +
           "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-15</Dt></Dt></Bal>\n";
}

inline std::string camt_for_tests() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>\n"
           "<GrpHdr><MsgId>M1</MsgId></GrpHdr>\n"
           "<Stmt><Id>S1</Id><FrToDt><FrDtTm>2026-03-15T00:00:00</FrDtTm>"
           "<ToDtTm>2026-03-15T23:59:59</ToDtTm></FrToDt>\n"
           "<Acct><Id><Othr><Id>0011-223344</Id></Othr></Id><Ccy>IDR</Ccy></Acct>\n" +
           camt_balance_for_tests("OPBD", "5000000.00") +
           camt_balance_for_tests("CLBD", "7381000.00") +
           camt_entry_for_tests("BRI-0001", "1386000.00", "CRDT", camt_detail_for_tests()) +
           camt_entry_for_tests("BRI-0002", "1000000") +
           camt_entry_for_tests("BRI-0003", "5000.00", "DBIT") +
           "</Stmt></BkToCstmrStmt></Document>\n";
}

inline std::string csv_line_for_tests() {
    return "0011-223344,2026-03-15,,BRI-0002,,KOPERASI,,1000000,IDR,K,\n";
}

inline std::string bank_csv_for_tests() {
    return "rekening,tanggal,tanggal_valuta,referensi,kode_bayar,pembayar,rekening_pembayar,jumlah,"
           "mata_uang,dk,keterangan\n"
           "0011-223344,15/03/2026,,,,,,5.000.000,IDR,SALDO AWAL,\n"
           "0011-223344,15/03/2026,2026-03-16,BRI-0001,000000000123,PT MAJU,9988776655,"
           "1.386.000,IDR,K,iuran\n" +
           csv_line_for_tests() +
           "0011-223344,2026-03-15,,BRI-0003,,,,Rp 5.000,IDR,D,biaya\n"
           "0011-223344,15/03/2026,,,,,,7.381.000,IDR,SALDO AKHIR,\n";
}

}  // namespace payung
