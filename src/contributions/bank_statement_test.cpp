#include "contributions/bank_statement.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "base/file.h"
#include "contributions/bank_statement_for_tests.h"
#include "contributions/receipt_errors.h"

namespace payung {
namespace {

using namespace receipt_error;

const KnownAccounts ours{"0011223344", "ID99BANK0001"};

StatementFile read(std::string_view text) {
    auto file = read_statements(text, "koran", ours);
    EXPECT_TRUE(file) << describe(file.error(), Language::en);
    return file ? std::move(*file) : StatementFile{};
}

/// `text` with the first `from` replaced; the test is wrong where it is not there.
std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
}

std::string codes_of(const StatementFile& file) {
    std::string codes;
    for (const StatementFault& fault : file.faults)
        codes += (codes.empty() ? "" : " ") + std::string(name_of(fault.error.code()));
    return codes;
}

const std::string camt = camt_for_tests();
const std::string csv = bank_csv_for_tests();

}  // namespace

// Goal: camt.053 and CSV say the same of the same day: everything that is read, field by field.
TEST(BankStatement, reads_both_kinds_alike) {
    for (const std::string& text : {camt, csv}) {
        SCOPED_TRACE(text.substr(0, 40));
        const StatementFile file = read(text);
        EXPECT_EQ(codes_of(file), "");
        ASSERT_EQ(file.statements.size(), 1U);
        const Statement& statement = file.statements[0];
        EXPECT_EQ(statement.account, "0011223344");
        EXPECT_EQ(to_text(statement.from) + to_text(statement.until), "2026-03-152026-03-15");
        EXPECT_EQ(to_text(statement.opening) + " " + to_text(statement.closing), "5000000 7381000");
        ASSERT_EQ(statement.lines.size(), 3U);
        const StatementLine& first = statement.lines[0];
        EXPECT_EQ(first.reference, "BRI-0001");
        EXPECT_EQ(to_text(first.booked) + to_text(first.value), "2026-03-152026-03-16");
        EXPECT_EQ(first.amount, Money::from_rupiah(1'386'000));
        EXPECT_EQ(first.side, Side::credit);
        EXPECT_EQ(first.payer_name, "PT MAJU");
        EXPECT_EQ(first.payer_account, "9988776655");
        EXPECT_EQ(first.codes, (std::vector<std::string>{"000000000123"}));
        EXPECT_EQ(statement.lines[2].side, Side::debit);
        EXPECT_EQ(statement.lines[2].amount, Money::from_rupiah(5'000));
    }
}

// Goal: versions 001.02 to 001.08 differ in where the status and the payer's name stand, and in
// prefixes; all are read.
TEST(BankStatement, reads_every_version_of_camt) {
    const std::array<std::string, 4> versions{
        with(camt, "camt.053.001.02", "camt.053.001.08"),
        with(with(camt, "<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>"),
             "<Dbtr><Nm>PT MAJU</Nm></Dbtr>", "<Dbtr><Pty><Nm>PT MAJU</Nm></Pty></Dbtr>"),
        with(with(camt, "<Dt>2026-03-15</Dt></BookgDt>",
                  "<DtTm>2026-03-15T09:00:00+07:00</DtTm></BookgDt>"),
             "<Cd>OPBD</Cd>", "<Cd>PRCD</Cd>"),
        "<Envelope><Body>" + camt.substr(camt.find("<Document")) + "</Body></Envelope>",
    };
    for (const std::string& text : versions) {
        const StatementFile file = read(text);
        EXPECT_EQ(codes_of(file), "");
        ASSERT_EQ(file.statements.size(), 1U);
        ASSERT_EQ(file.statements[0].lines.size(), 3U);
        EXPECT_EQ(file.statements[0].lines[0].payer_name, "PT MAJU");
    }
    std::string prefixed = camt;
    for (std::size_t at = 0; (at = prefixed.find('<', at)) != prefixed.npos; ++at)
        if (prefixed[at + 1] != '?') prefixed.insert(at + (prefixed[at + 1] == '/' ? 2 : 1), "n:");
    prefixed = with(prefixed, "xmlns=", "xmlns:n=");
    EXPECT_EQ(read(prefixed).statements.at(0).lines.size(), 3U);
}

// Goal: a batch with amounts of its own is so many receipts, each with a reference of its own; one
// without is a single receipt with all codes; details that do not add up sink the statement.
TEST(BankStatement, opens_batches) {
    const std::string batch = with(
        camt, camt_detail_for_tests(),
        "<TxDtls><Refs><AcctSvcrRef>P-1</AcctSvcrRef></Refs><Amt Ccy=\"IDR\">386000</Amt></TxDtls>"
        "<TxDtls><Amt Ccy=\"IDR\">1000000</Amt><RmtInf><Ustrd>KODE "
        "000000000456</Ustrd></RmtInf></TxDtls>");
    const StatementFile file = read(batch);
    EXPECT_EQ(codes_of(file), "");
    ASSERT_EQ(file.statements.at(0).lines.size(), 4U);
    EXPECT_EQ(file.statements[0].lines[0].reference, "P-1");
    EXPECT_EQ(file.statements[0].lines[1].reference, "BRI-0001/2");
    EXPECT_EQ(file.statements[0].lines[1].amount, Money::from_rupiah(1'000'000));
    EXPECT_EQ(file.statements[0].lines[1].codes, (std::vector<std::string>{"000000000456"}));
    const StatementFile wrong = read(with(batch, ">386000<", ">386001<"));
    EXPECT_EQ(codes_of(wrong), "statement_details_differ");
    EXPECT_EQ(wrong.refused, 1U);
}

// Goal: what is announced but not booked is no line, and is not in the balance.
TEST(BankStatement, passes_over_what_is_not_booked) {
    const std::string pending = with(
        camt, "<Ntry>",
        "<Ntry><Amt Ccy=\"IDR\">999</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry><Ntry>");
    EXPECT_EQ(read(pending).statements.at(0).lines.size(), 3U);
}

// Goal: every rule of a statement, by a file that breaks it: which code, whether the statement
// falls, and how many lines are left.
TEST(BankStatement, tells_what_is_wrong) {
    struct Case {
        std::string_view why;
        std::string text;
        std::string_view codes;
        std::size_t statements, lines;
    };
    const std::array cases{
        Case{"camt: another currency",
             with(camt, "<Amt Ccy=\"IDR\">1386000.00", "<Amt Ccy=\"USD\">1386000.00"),
             "statement_currency", 0, 0},
        Case{"camt: account in dollars", with(camt, "<Ccy>IDR", "<Ccy>USD"), "statement_currency",
             0, 0},
        Case{"camt: sen", with(with(camt, "1386000.00", "1386000.50"), "7381000.00", "7381000.50"),
             "statement_amount_sen", 1, 2},
        Case{"camt: a part of a sen", with(camt, "1386000.00", "1386000.00001"),
             "statement_balance_differs statement_amount_sen", 0, 0},
        Case{"camt: negative", with(camt, "1386000.00", "-1386000.00"), "statement_amount_negative",
             0, 0},
        Case{"camt: no number", with(camt, "1386000.00", "1.386.000"),
             "statement_amount_unreadable", 0, 0},
        Case{"camt: too many digits", with(camt, "1386000.00", "1234567890123456"),
             "statement_amount_unreadable", 0, 0},
        Case{"camt: no amount", with(camt, "<Amt Ccy=\"IDR\">1386000.00</Amt>", ""),
             "statement_field_missing statement_field_missing", 0, 0},
        Case{"camt: unknown account", with(camt, "0011-223344", "0011-223345"),
             "statement_account_unknown", 0, 0},
        Case{"camt: no account", with(camt, "<Id>0011-223344</Id>", ""), "statement_field_missing",
             0, 0},
        Case{"camt: no side",
             with(camt, "<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<CdtDbtInd>X</CdtDbtInd><Sts>"),
             "statement_side_unreadable", 0, 0},
        Case{"camt: no such day",
             with(camt, "2026-03-15</Dt></BookgDt>", "2026-02-30</Dt></BookgDt>"),
             "statement_date_unreadable", 0, 0},
        Case{"camt: day outside",
             with(camt, "2026-03-15</Dt></BookgDt>", "2026-03-14</Dt></BookgDt>"),
             "statement_date_outside", 1, 2},
        Case{"camt: reference twice", with(camt, "BRI-0002", "BRI-0001"),
             "statement_reference_twice", 1, 2},
        Case{"camt: no reference", with(camt, "<AcctSvcrRef>BRI-0002</AcctSvcrRef>", ""),
             "statement_field_missing", 1, 2},
        Case{"camt: nought",
             with(camt, "</Stmt>", camt_entry_for_tests("BRI-9", "0.00") + "</Stmt>"),
             "statement_amount_zero", 1, 3},
        Case{"camt: balance", with(camt, "7381000.00", "7381001.00"), "statement_balance_differs",
             0, 0},
        Case{"camt: no closing balance", with(camt, "<Cd>CLBD</Cd>", "<Cd>ITBD</Cd>"),
             "statement_field_missing", 0, 0},
        Case{"camt: ends before it begins",
             with(camt, "2026-03-15T23:59:59", "2026-03-01T23:59:59"), "statement_dates_reversed",
             0, 0},
        Case{"camt: beyond all bounds",
             with(with(camt, "1386000.00", "999999999999999.00"), "<Amt Ccy=\"IDR\">5000.00",
                  "<Amt Ccy=\"IDR\">999999999999999.00"),
             "statement_beyond_range", 0, 0},
        Case{"csv: another currency", with(csv, "1.386.000,IDR", "1.386.000,USD"),
             "statement_currency", 0, 0},
        Case{"csv: sen",
             with(with(csv, "1.386.000,IDR", "\"1.386.000,50\",IDR"), "7.381.000",
                  "\"7.381.000,50\""),
             "statement_amount_sen", 1, 2},
        Case{"csv: negative", with(csv, "1.386.000,IDR", "-1.386.000,IDR"),
             "statement_amount_negative", 0, 0},
        Case{"csv: no number", with(csv, "1.386.000,IDR", "sejuta,IDR"),
             "statement_amount_unreadable", 0, 0},
        Case{"csv: unknown account",
             with(csv, "0011-223344,15/03/2026,,,,,,5.000.000", "77,15/03/2026,,,,,,5.000.000"),
             "statement_account_unknown statement_field_missing statement_field_missing "
             "statement_field_missing "
             "statement_field_missing",
             0, 0},
        Case{"csv: side", with(csv, "IDR,K", "IDR,X"), "statement_side_unreadable", 0, 0},
        Case{"csv: american day", with(csv, "15/03/2026,2026-03-16", "03/15/2026,2026-03-16"),
             "statement_date_unreadable", 0, 0},
        Case{"csv: day outside", with(csv, "15/03/2026,2026-03-16", "16/03/2026,2026-03-16"),
             "statement_date_outside", 1, 2},
        Case{"csv: reference twice", with(csv, "BRI-0002", "BRI-0001"), "statement_reference_twice",
             1, 2},
        Case{"csv: balance", with(csv, "7.381.000", "7.381.001"), "statement_balance_differs", 0,
             0},
        Case{"csv: a line is missing", with(csv, csv_line_for_tests(), ""),
             "statement_balance_differs", 0, 0},
        Case{"csv: two opening balances", with(csv, "SALDO AKHIR", "SALDO AWAL"),
             "statement_field_missing statement_field_missing statement_balance_twice", 0, 0},
        Case{"csv: a field too many", with(csv, "IDR,D,", "IDR,D,,"), "statement_row_uneven", 0, 0},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const StatementFile file = read(c.text);
        EXPECT_EQ(codes_of(file), c.codes);
        EXPECT_EQ(file.statements.size(), c.statements);
        EXPECT_EQ(file.refused, 1 + (c.why == "csv: unknown account") - c.statements);
        EXPECT_EQ(file.statements.empty() ? 0 : file.statements[0].lines.size(), c.lines);
        for (const StatementFault& fault : file.faults) {
            EXPECT_GT(fault.line, 0U);
            EXPECT_EQ(describe(fault.error, Language::id).find('{'), std::string::npos)
                << describe(fault.error, Language::id);
        }
    }
}

// Goal: what cannot be read at all is one error that says where and what to do.
TEST(BankStatement, refuses_what_is_no_statement) {
    std::string deep = "<Document><BkToCstmrStmt>";
    for (int i = 0; i < 100; ++i) deep += "<a>";
    struct Case {
        std::string_view why;
        std::string text;
        Code code;
    };
    const std::array cases{
        Case{"cut off", camt.substr(0, camt.size() / 2), statement_broken},
        Case{"a tag not closed", with(camt, "</Ntry>", "</Ntri>"), statement_broken},
        Case{"a document type", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", statement_broken},
        Case{"too deep", deep, statement_broken},
        Case{"another message", "<Document><CstmrCdtTrfInitn/></Document>", statement_not_camt},
        Case{"no statement in it", "<Document><BkToCstmrStmt/></Document>", statement_empty},
        Case{"no row in it", csv.substr(0, csv.find('\n') + 1), statement_empty},
        Case{"no amounts", with(csv, "jumlah", "nama"), Code::column_missing},
        Case{"empty", "", Code::file_empty},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto file = read_statements(c.text, "koran", ours);
        ASSERT_FALSE(file);
        EXPECT_EQ(name_of(file.error().code()), name_of(c.code));
    }
    const std::string large(statement_bytes_max + 1, ' ');
    const auto refused = read_statements(large, "koran", ours);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), statement_too_large);
}

// Goal: two accounts in one file stand or fall each by itself.
TEST(BankStatement, keeps_statements_apart) {
    const std::string body =
        camt.substr(camt.find("<Stmt>"), camt.find("</Stmt>") + 7 - camt.find("<Stmt>"));
    const std::string second =
        with(with(body, "0011-223344", "ID99 BANK 0001"), "7381000.00", "1.00");
    const StatementFile file = read(with(camt, "</Stmt>", "</Stmt>" + second));
    EXPECT_EQ(codes_of(file), "statement_balance_differs");
    ASSERT_EQ(file.statements.size(), 1U);
    EXPECT_EQ(file.statements[0].account, "0011223344");
    EXPECT_EQ(file.refused, 1U);
}

// Goal: the samples of the guide are one bank day, told in two ways.
TEST(BankStatement, reads_the_samples_of_the_guide) {
    const KnownAccounts accounts{"001101223344301"};
    std::vector<Statement> days;
    for (const std::string_view name : {"bank_statement.camt053.xml", "bank_statement.csv"}) {
        const auto text = read_file(Path(PAYUNG_SOURCE_DIR) / "docs/guides/samples" / name);
        ASSERT_TRUE(text);
        const auto file = read_statements(*text, std::string(name), accounts);
        ASSERT_TRUE(file) << describe(file.error(), Language::en);
        EXPECT_EQ(codes_of(*file), "");
        ASSERT_EQ(file->statements.size(), 1U);
        days.push_back(file->statements[0]);
    }
    ASSERT_EQ(days[0].lines.size(), 3U);
    ASSERT_EQ(days[1].lines.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(days[0].lines[i].reference, days[1].lines[i].reference);
        EXPECT_EQ(days[0].lines[i].amount, days[1].lines[i].amount);
        EXPECT_EQ(days[0].lines[i].codes, days[1].lines[i].codes);
    }
}

// Goal: words that may be payment codes, and those that may not.
TEST(PaymentCodes, are_found_in_what_the_payer_wrote) {
    using Words = std::vector<std::string>;
    EXPECT_EQ(payment_codes_in({"Iuran Maret kode 0000-0000-0123, NPP 12345678 thx"}),
              (Words{"0000-0000-0123", "000000000123", "12345678"}));
    EXPECT_EQ(payment_codes_in({"kode 0000 0000 0123 terima kasih"}), (Words{"000000000123"}));
    EXPECT_EQ(payment_codes_in({"0000.0000", "0123"}), Words{});
    EXPECT_EQ(payment_codes_in({"npp aa1234 lunas", "AA1234"}), (Words{"AA1234"}));
    EXPECT_EQ(payment_codes_in({"12345", "ABCDEFGH", std::string(36, '1')}), Words{});
    std::string many;
    for (int i = 0; i < 40; ++i) many += fmt::format("{:08} ", i);
    EXPECT_EQ(payment_codes_in({many}).size(), 16U);
}

}  // namespace payung
