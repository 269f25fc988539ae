#include "claims/payment_order_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "claims/errors.h"

namespace payung {
namespace {

constexpr std::size_t id_length_max = 35, name_length_max = 140, account_length_max = 34;

Error refused(std::string apa, std::string what) {
    return {claim_error::payment_file_refused,
            {{"apa", std::move(apa)}, {"what", std::move(what)}}};
}

/// At most `bytes`, cut between characters.
std::string_view cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    std::size_t end = 0;
    while (true) {
        const std::size_t next = end + std::max<std::size_t>(1, utf8_length(text.substr(end)));
        if (next > bytes) return text.substr(0, end);
        end = next;
    }
}

/// Elements one in another, each on a line of its own.
class XmlWriter {
public:
    explicit XmlWriter(std::string& out) : out_(&out) {}

    void open(std::string_view name, std::string_view attributes = {}) {
        indent();
        *out_ += fmt::format("<{}{}>\n", name, attributes);
        open_.push_back(name);
    }
    void close() {
        const std::string_view name = open_.back();
        open_.pop_back();
        indent();
        *out_ += fmt::format("</{}>\n", name);
    }
    void leaf(std::string_view name, std::string_view value, std::string_view attributes = {}) {
        indent();
        *out_ += fmt::format("<{}{}>", name, attributes);
        escape(value);
        *out_ += fmt::format("</{}>\n", name);
    }

private:
    void indent() { out_->append(open_.size() * 2, ' '); }
    void escape(std::string_view text) {
        for (const char c : text) {
            switch (c) {
                case '&':
                    *out_ += "&amp;";
                    break;
                case '<':
                    *out_ += "&lt;";
                    break;
                case '>':
                    *out_ += "&gt;";
                    break;
                default:
                    // No control character is allowed in XML 1.0 but blanks, and they are no names.
                    *out_ += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
            }
        }
    }
    std::string* out_;
    std::vector<std::string_view> open_;
};

std::string rupiah(Money amount) {
    return fmt::format("{}", amount.rupiah());
}

Result<void> check_line(const PaymentLine& line) {
    if (!is_payment_id(line.id)) {
        return refused("nomor pembayaran tidak dapat dibaca bank",
                       "the id of a payment is not one that banks read");
    }
    if (line.amount <= Money{} || line.amount.sen() % 100 != 0) {
        return refused(line.id + ": jumlahnya bukan rupiah utuh di atas nol",
                       line.id + ": the amount is not whole rupiah above nought");
    }
    if (line.account.empty() || line.account.size() > account_length_max || line.name.empty()) {
        return refused(line.id + ": nama atau rekening penerima tidak ada",
                       line.id + ": there is no name or account of whoever is paid");
    }
    if (!is_utf8(line.name) || !is_utf8(line.account) || !is_utf8(line.text) ||
        !is_utf8(line.bank)) {
        return refused(line.id + ": teksnya bukan UTF-8", line.id + ": a text is not UTF-8");
    }
    return {};
}

Result<void> check(const PaymentFile& file) {
    if (file.lines.empty()) return refused("tidak ada pembayaran", "there is no payment");
    if (!is_payment_id(file.message_id)) {
        return refused("nomor perintah tidak dapat dibaca bank",
                       "the id of the order is not one that banks read");
    }
    if (file.payer_account.empty() || file.payer_account.size() > account_length_max) {
        return refused("rekening pembayar tidak ada", "there is no account to pay from");
    }
    std::set<std::string_view> ids;
    for (const PaymentLine& line : file.lines) {
        TRY(check_line(line));
        if (!ids.insert(line.id).second) {
            return refused("nomor " + line.id + " dipakai dua kali",
                           "id " + line.id + " is used twice");
        }
    }
    return {};
}

void write_agent(XmlWriter& xml, const PaymentFile& file, std::string_view element,
                 std::string_view bank) {
    xml.open(element);
    xml.open("FinInstnId");
    if (bank.empty()) {
        xml.open("Othr");
        xml.leaf("Id", "NOTPROVIDED");
        xml.close();
    } else {
        xml.leaf(file.format == PaymentFormat::pain_001_001_03 ? "BIC" : "BICFI", bank);
    }
    xml.close();
    xml.close();
}

void write_account(XmlWriter& xml, std::string_view element, std::string_view number) {
    xml.open(element);
    xml.open("Id");
    xml.open("Othr");
    xml.leaf("Id", number);
    xml.close();
    xml.close();
    if (element == "DbtrAcct") xml.leaf("Ccy", "IDR");
    xml.close();
}

void write_party(XmlWriter& xml, std::string_view element, std::string_view name) {
    xml.open(element);
    xml.leaf("Nm", cut(name, name_length_max));
    xml.close();
}

void write_line(XmlWriter& xml, const PaymentFile& file, const PaymentLine& line) {
    xml.open("CdtTrfTxInf");
    xml.open("PmtId");
    xml.leaf("InstrId", line.id);
    xml.leaf("EndToEndId", line.id);
    xml.close();
    xml.open("Amt");
    xml.leaf("InstdAmt", rupiah(line.amount), " Ccy=\"IDR\"");
    xml.close();
    write_agent(xml, file, "CdtrAgt", line.bank);
    write_party(xml, "Cdtr", line.name);
    write_account(xml, "CdtrAcct", line.account);
    if (!line.text.empty()) {
        xml.open("RmtInf");
        xml.leaf("Ustrd", cut(line.text, name_length_max));
        xml.close();
    }
    xml.close();
}

void write_totals(XmlWriter& xml, const PaymentFile& file) {
    Money sum;
    for (const PaymentLine& line : file.lines) sum += line.amount;
    xml.leaf("NbOfTxs", fmt::format("{}", file.lines.size()));
    xml.leaf("CtrlSum", rupiah(sum));
}

void write_header(XmlWriter& xml, const PaymentFile& file) {
    xml.open("GrpHdr");
    xml.leaf("MsgId", file.message_id);
    xml.leaf("CreDtTm", to_text(file.created));
    write_totals(xml, file);
    write_party(xml, "InitgPty", file.payer);
    xml.close();
}

void write_payments(XmlWriter& xml, const PaymentFile& file) {
    xml.open("PmtInf");
    xml.leaf("PmtInfId", file.message_id);
    xml.leaf("PmtMtd", "TRF");
    write_totals(xml, file);
    if (file.format == PaymentFormat::pain_001_001_03) {
        xml.leaf("ReqdExctnDt", to_text(file.execute_on));
    } else {
        xml.open("ReqdExctnDt");
        xml.leaf("Dt", to_text(file.execute_on));
        xml.close();
    }
    write_party(xml, "Dbtr", file.payer);
    write_account(xml, "DbtrAcct", file.payer_account);
    write_agent(xml, file, "DbtrAgt", file.payer_bank);
    for (const PaymentLine& line : file.lines) write_line(xml, file, line);
    xml.close();
}

}  // namespace

bool is_payment_id(std::string_view id) {
    const auto readable = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.' || c == '/';
    };
    return !id.empty() && id.size() <= id_length_max && id.front() != '/' && id.back() != '/' &&
           id.find("//") == std::string_view::npos && std::ranges::all_of(id, readable);
}

Result<std::string> write_payment_file(const PaymentFile& file) {
    TRY(check(file));
    const std::string_view form =
        file.format == PaymentFormat::pain_001_001_03 ? "pain.001.001.03" : "pain.001.001.09";
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    XmlWriter xml(out);
    xml.open("Document", fmt::format(" xmlns=\"urn:iso:std:iso:20022:tech:xsd:{}\"", form));
    xml.open("CstmrCdtTrfInitn");
    write_header(xml, file);
    write_payments(xml, file);
    xml.close();
    xml.close();
    return out;
}

}  // namespace payung
