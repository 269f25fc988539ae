#include "contributions/camt_053.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/xml_stream.h"
#include "contributions/receipt_errors.h"
#include "contributions/statement_check.h"

namespace payung {
namespace {

/// "1386000.00" as ISO 20022 writes amounts: at most 15 digits, and 5 behind the point.
std::optional<Money> read_decimal(std::string_view text) {
    constexpr std::size_t whole_max = 15, part_max = 5;
    text = trim(text);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    std::string part(text.substr(std::min(point + 1, text.size())));
    if (whole.size() > whole_max || part.size() > part_max) return std::nullopt;
    if (point < text.size() && part.empty()) return std::nullopt;
    part.resize(part_max, '0');
    const auto rupiah = parse_u64(whole);
    const auto fraction = parse_u64(part);
    if (!rupiah || !fraction) return std::nullopt;
    // Less than a sen cannot be held; it is sen all the same.
    const std::uint64_t sen = (*fraction + 999) / 1000;
    const Money amount = Money::from_sen(static_cast<std::int64_t>(*rupiah * 100 + sen));
    return negative ? Money{} - amount : amount;
}

/// The day of "2026-03-15" or "2026-03-15T10:00:00+07:00".
std::optional<Day> read_iso_day(std::string_view text) {
    constexpr std::size_t day_length = 10;
    text = trim(text);
    if (text.size() > day_length && text[day_length] != 'T') return std::nullopt;
    return parse_day(text.substr(0, day_length));
}

std::optional<Side> read_iso_side(std::string_view text) {
    if (text == "CRDT") return Side::credit;
    if (text == "DBIT") return Side::debit;
    return std::nullopt;
}

constexpr StatementForm camt_form{
    "Ntry/AcctSvcrRef", "Ntry/BookgDt", "Ntry/ValDt",     "Ntry/Amt",       "Amt/@Ccy",
    "CdtDbtInd",        "Acct/Id",      "Bal/Amt (OPBD)", "Bal/Amt (CLBD)", "FrToDt, Bal/Dt",
    read_decimal,       read_iso_day,   read_iso_side,
};

/// One of the parts of an entry (TxDtls).
struct Detail {
    RawAmount amount;
    std::string reference, transaction;
    std::string payer_name, payer_account;
    std::vector<std::string> texts;
};

struct RawEntry {
    RawLine line;
    std::string bank_reference, entry_reference, status;
    std::vector<std::string> more;  // of the entry itself
    std::vector<Detail> details;
};

/// A balance while it is read.
struct RawBalance {
    RawAmount amount;
    std::string kind;
};

bool have_amounts(const std::vector<Detail>& details) {
    return std::ranges::none_of(details,
                                [](const Detail& detail) { return detail.amount.amount.empty(); });
}

/// The details of a batch add up to the entry.
bool add_up(const RawEntry& entry) {
    __int128 sum = 0;
    for (const Detail& detail : entry.details) {
        const auto part = read_decimal(detail.amount.amount);
        const bool same_side =
            detail.amount.side.empty() || detail.amount.side == entry.line.amount.side;
        if (!part || !same_side || *part < Money{}) return false;
        sum += part->sen();
    }
    const auto whole = read_decimal(entry.line.amount.amount);
    return whole && sum == whole->sen();
}

void append(std::vector<std::string>& to, std::vector<std::string>& from) {
    std::ranges::move(from, std::back_inserter(to));
}

/// Of texts by their path below BkToCstmrStmt. What stands twice is told by its first.
class CamtReader final : public XmlHandler {
public:
    CamtReader(const std::string& file, const KnownAccounts& accounts)
        : file_(file), accounts_(accounts) {}

    void follow(const XmlStream& stream) { stream_ = &stream; }
    bool seen() const { return seen_; }
    StatementFile take() { return std::move(into_); }

    void start(std::string_view name, const XmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override {
        if (text_.size() + piece.size() <= text_max) text_ += piece;
    }

private:
    static constexpr std::size_t text_max = 4'096, path_max = 512;

    void begin_part();
    void end_part();
    bool take_of_statement(std::string_view path);
    bool take_of_balance(std::string_view path);
    bool take_of_entry(std::string_view path);
    bool take_of_detail(std::string_view path);
    void end_entry();
    void take_batch();
    void take_single();
    void end_balance();

    /// The text just read, into a field that is still empty. True, for chains of questions.
    bool keep(std::string& field) {
        if (field.empty()) field = trim(text_);
        return true;
    }
    bool keep(std::vector<std::string>& texts) {
        constexpr std::size_t texts_max = 64;
        if (texts.size() < texts_max) texts.emplace_back(trim(text_));
        return true;
    }
    bool keep(RawAmount& amount) {
        if (!amount.amount.empty()) return true;
        amount.amount = trim(text_);
        amount.currency = currency_;
        return true;
    }

    const std::string& file_;
    const KnownAccounts& accounts_;
    const XmlStream* stream_ = nullptr;
    StatementFile into_;
    bool seen_ = false;
    std::string path_;               // below BkToCstmrStmt: "Stmt/Ntry/Amt"
    std::vector<std::size_t> ends_;  // lengths of the path before each of its elements
    std::string text_, currency_;
    RawStatement statement_;
    RawBalance balance_;
    RawEntry entry_;
};

constexpr std::string_view statement_path = "Stmt", balance_path = "Stmt/Bal",
                           entry_path = "Stmt/Ntry", detail_path = "Stmt/Ntry/NtryDtls/TxDtls";

void CamtReader::start(std::string_view name, const XmlAttributes& attributes) {
    text_.clear();
    if (ends_.empty() && name != "BkToCstmrStmt") return;  // an envelope
    seen_ = true;
    ends_.push_back(path_.size());
    if (ends_.size() == 1 || path_.size() + name.size() > path_max) return;
    if (!path_.empty()) path_ += '/';
    path_ += name;
    currency_ = attributes["Ccy"];
    begin_part();
}

void CamtReader::begin_part() {
    if (path_ == statement_path) {
        statement_ = {};
        statement_.line = stream_->line();
    } else if (path_ == balance_path) {
        balance_ = {};
        balance_.amount.line = stream_->line();
    } else if (path_ == entry_path) {
        entry_ = {};
        entry_.line.amount.line = stream_->line();
    } else if (path_ == detail_path) {
        entry_.details.emplace_back().amount.line = stream_->line();
    }
}

/// What is left of a path below another; empty where it does not lie there.
std::string_view below(std::string_view path, std::string_view part) {
    if (path.size() <= part.size() || !path.starts_with(part) || path[part.size()] != '/')
        return {};
    return path.substr(part.size() + 1);
}

bool CamtReader::take_of_statement(std::string_view path) {
    if (path == "Id") return keep(statement_.number);
    if (path == "Acct/Id/IBAN" || path == "Acct/Id/Othr/Id") return keep(statement_.account);
    if (path == "Acct/Ccy") return keep(statement_.currency);
    if (path == "FrToDt/FrDtTm") return keep(statement_.from);
    if (path == "FrToDt/ToDtTm") return keep(statement_.until);
    return false;
}

bool CamtReader::take_of_balance(std::string_view path) {
    if (path == "Tp/CdOrPrtry/Cd") return keep(balance_.kind);
    if (path == "Amt") return keep(balance_.amount);
    if (path == "CdtDbtInd") return keep(balance_.amount.side);
    if (path == "Dt/Dt" || path == "Dt/DtTm") return keep(balance_.amount.day);
    return false;
}

bool CamtReader::take_of_entry(std::string_view path) {
    if (path == "NtryRef") return keep(entry_.entry_reference);
    if (path == "AcctSvcrRef") return keep(entry_.bank_reference);
    if (path == "Amt") return keep(entry_.line.amount);
    if (path == "CdtDbtInd") return keep(entry_.line.amount.side);
    if (path == "Sts" || path == "Sts/Cd") return text_.empty() || keep(entry_.status);
    if (path == "BookgDt/Dt" || path == "BookgDt/DtTm") return keep(entry_.line.booked);
    if (path == "ValDt/Dt" || path == "ValDt/DtTm") return keep(entry_.line.value);
    if (path == "AddtlNtryInf") return keep(entry_.more);
    if (path != "RvslInd") return false;
    entry_.line.reversal = trim(text_) == "true" || trim(text_) == "1";
    return true;
}

bool CamtReader::take_of_detail(std::string_view path) {
    Detail& detail = entry_.details.back();
    if (path == "Refs/AcctSvcrRef") return keep(detail.reference);
    if (path == "Refs/TxId") return keep(detail.transaction);
    if (path == "Amt" || path == "AmtDtls/TxAmt/Amt") return keep(detail.amount);
    if (path == "CdtDbtInd") return keep(detail.amount.side);
    if (path == "RltdPties/Dbtr/Nm" || path == "RltdPties/Dbtr/Pty/Nm")
        return keep(detail.payer_name);
    if (path == "RltdPties/DbtrAcct/Id/IBAN" || path == "RltdPties/DbtrAcct/Id/Othr/Id")
        return keep(detail.payer_account);
    if (path == "RmtInf/Strd/CdtrRefInf/Ref" || path == "RmtInf/Strd/RfrdDocInf/Nb" ||
        path == "RmtInf/Ustrd" || path == "RltdPties/CdtrAcct/Id/Othr/Id" ||
        path == "Refs/EndToEndId" || path == "AddtlTxInf") {
        return keep(detail.texts);
    }
    return false;
}

void CamtReader::end(std::string_view) {
    if (ends_.empty()) return;
    const std::string_view path = path_;
    if (const auto of_detail = below(path, detail_path); !of_detail.empty()) {
        take_of_detail(of_detail);
    } else if (const auto of_entry = below(path, entry_path); !of_entry.empty()) {
        take_of_entry(of_entry);
    } else if (const auto of_balance = below(path, balance_path); !of_balance.empty()) {
        take_of_balance(of_balance);
    } else if (const auto of_statement = below(path, statement_path); !of_statement.empty()) {
        take_of_statement(of_statement);
    }
    text_.clear();
    end_part();
    path_.resize(ends_.back());
    ends_.pop_back();
}

void CamtReader::end_part() {
    if (path_.size() == ends_.back()) return;  // too long to be one of ours
    if (path_ == entry_path) {
        end_entry();
    } else if (path_ == balance_path) {
        end_balance();
    } else if (path_ == statement_path) {
        judge_statement(std::move(statement_), camt_form, file_, accounts_, into_);
    }
}

void CamtReader::end_balance() {
    const bool closing = balance_.kind == "CLBD";
    if (!closing && balance_.kind != "OPBD" && balance_.kind != "PRCD") return;
    auto& place = closing ? statement_.closing : statement_.opening;
    // OPBD is what this statement begins with; PRCD, what the one before ended with.
    if (!place || balance_.kind == "OPBD") place = std::move(balance_.amount);
}

void CamtReader::end_entry() {
    if (!entry_.status.empty() && entry_.status != "BOOK") return;  // announced, not booked
    if (entry_.bank_reference.empty()) entry_.bank_reference = entry_.entry_reference;
    if (entry_.details.size() > 1 && have_amounts(entry_.details)) {
        take_batch();
    } else {
        take_single();
    }
}

void CamtReader::take_single() {
    RawLine& line = entry_.line;
    line.reference = std::move(entry_.bank_reference);
    for (Detail& detail : entry_.details) {
        if (line.reference.empty()) line.reference = std::move(detail.reference);
        if (line.reference.empty()) line.reference = std::move(detail.transaction);
        if (line.payer_name.empty()) line.payer_name = std::move(detail.payer_name);
        if (line.payer_account.empty()) line.payer_account = std::move(detail.payer_account);
        append(line.texts, detail.texts);
    }
    append(line.texts, entry_.more);
    statement_.lines.push_back(std::move(line));
}

void CamtReader::take_batch() {
    if (!add_up(entry_)) {
        const std::uint64_t at = entry_.line.amount.line;
        statement_.faults.push_back(
            {at,
             {},
             Error{receipt_error::statement_details_differ, {{"value", entry_.bank_reference}}}});
        return;
    }
    std::size_t number = 0;
    for (Detail& detail : entry_.details) {
        RawLine line = entry_.line;
        ++number;
        line.reference =
            detail.reference.empty() ? std::move(detail.transaction) : std::move(detail.reference);
        // A part without a reference of its own, or with that of the whole, is told by its place.
        if (line.reference.empty() || line.reference == entry_.bank_reference)
            line.reference = entry_.bank_reference + '/' + std::to_string(number);
        line.amount.line = detail.amount.line;
        line.amount.amount = std::move(detail.amount.amount);
        if (!detail.amount.currency.empty()) line.amount.currency = detail.amount.currency;
        line.payer_name = std::move(detail.payer_name);
        line.payer_account = std::move(detail.payer_account);
        line.texts = std::move(detail.texts);
        line.texts.insert(line.texts.end(), entry_.more.begin(), entry_.more.end());
        statement_.lines.push_back(std::move(line));
    }
}

Error broken(const Error& cause, const XmlStream& stream, const std::string& file) {
    std::string reason;
    for (const auto& [name, value] : cause.arguments())
        if (name == "reason") reason = value;
    return {receipt_error::statement_broken,
            {{"file", file}, {"line", std::to_string(stream.line())}, {"reason", reason}}};
}

}  // namespace

Result<StatementFile> read_camt_053(std::string_view bytes, const std::string& file,
                                    const KnownAccounts& accounts) {
    CamtReader reader(file, accounts);
    XmlStream stream("XML", reader);
    reader.follow(stream);
    auto fed = stream.feed(bytes);
    if (fed) fed = stream.finish();
    if (!fed) return broken(fed.error(), stream, file);
    if (!reader.seen()) return Error{receipt_error::statement_not_camt, {{"file", file}}};
    return reader.take();
}

}  // namespace payung
