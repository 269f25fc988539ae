#include "claims/payment_answer_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "base/xml_stream.h"
#include "claims/errors.h"

namespace payung {
namespace {

constexpr std::size_t bytes_max = std::size_t{8} << 20U, lines_max = 200'000, text_max = 4096;

Error broken(std::string apa, std::string what) {
    return {claim_error::payment_answer_broken,
            {{"apa", std::move(apa)}, {"what", std::move(what)}}};
}

Error mismatch(std::string apa, std::string what) {
    return {claim_error::payment_answer_mismatch,
            {{"apa", std::move(apa)}, {"what", std::move(what)}}};
}

struct StatusWord {
    std::string_view word;
    BankStatus status;
};
constexpr std::array status_words{
    StatusWord{"PDNG", BankStatus::pending},  StatusWord{"RCVD", BankStatus::pending},
    StatusWord{"ACTC", BankStatus::accepted}, StatusWord{"ACCP", BankStatus::accepted},
    StatusWord{"ACSP", BankStatus::accepted}, StatusWord{"ACWC", BankStatus::accepted},
    StatusWord{"ACSC", BankStatus::settled},  StatusWord{"ACCC", BankStatus::settled},
    StatusWord{"RJCT", BankStatus::rejected}, StatusWord{"CANC", BankStatus::rejected},
};

std::optional<BankStatus> status_of(std::string_view word) {
    const auto* const found = std::ranges::find(status_words, word, &StatusWord::word);
    if (found == status_words.end()) return std::nullopt;
    return found->status;
}

/// "42000000", "42000000.00": digits and at most two decimals, nothing else.
std::optional<Money> amount_of(std::string_view text) {
    const std::size_t point = text.find('.');
    const auto whole = parse_u64(text.substr(0, point));
    if (!whole || *whole > 10'000'000'000'000'000ULL) return std::nullopt;
    std::int64_t sen = static_cast<std::int64_t>(*whole) * 100;
    if (point != std::string_view::npos) {
        const std::string_view decimals = text.substr(point + 1);
        const auto part = parse_u64(decimals);
        if (!part || decimals.size() > 2) return std::nullopt;
        sen += static_cast<std::int64_t>(*part) * (decimals.size() == 1 ? 10 : 1);
    }
    return Money::from_sen(sen);
}

/// Follows the elements; what counts is told by the name of an element and of those around it.
class AnswerReader final : public XmlHandler {
public:
    void start(std::string_view name, const XmlAttributes&) override {
        path_.emplace_back(name);
        text_.clear();
        if (name == "CstmrPmtStsRpt") found_ = true;
        if (name == "TxInfAndSts") begin_line();
    }
    void end(std::string_view name) override {
        if (const auto problem = take(name, trim(text_))) stop(*problem);
        text_.clear();
        path_.pop_back();
    }
    void text(std::string_view piece) override {
        if (text_.size() + piece.size() > text_max) {
            return stop(
                broken("isi unsur terlalu panjang", "the content of an element is too long"));
        }
        text_ += piece;
    }
    Result<PaymentAnswer> finish() {
        if (!found_) return broken("bukan jawaban pain.002", "it is no pain.002 answer");
        if (answer_.order_id.empty()) {
            return broken("tidak menyebut perintah yang dijawab (OrgnlMsgId)",
                          "it does not name the order it answers (OrgnlMsgId)");
        }
        return std::move(answer_);
    }

private:
    bool within(std::string_view name) const {
        return std::ranges::find(path_, name) != path_.end();
    }

    void begin_line() {
        if (answer_.lines.size() == lines_max) {
            return stop(broken("terlalu banyak pembayaran", "there are too many payments"));
        }
        answer_.lines.emplace_back();
        line_status_.reset();
    }

    std::optional<Error> take_status(std::string_view word, std::optional<BankStatus>& into) {
        if (word == "PART") return std::nullopt;  // Each payment says its own.
        into = status_of(word);
        if (into) return std::nullopt;
        return broken("status " + std::string(word.substr(0, 4)) + " tidak dikenal",
                      "status " + std::string(word.substr(0, 4)) + " is unknown");
    }

    std::optional<Error> take(std::string_view name, std::string_view value) {
        if (within("TxInfAndSts")) return take_line(name, value);
        if (within("OrgnlPmtInfAndSts")) {
            if (name == "PmtInfSts") return take_status(value, answer_.all);
            if (name == "Cd" || name == "Prtry") answer_.all_reason = value;
            return std::nullopt;
        }
        if (within("OrgnlGrpInfAndSts")) return take_group(name, value);
        if (name == "MsgId" && within("GrpHdr")) answer_.message_id = value;
        return std::nullopt;
    }

    std::optional<Error> take_group(std::string_view name, std::string_view value) {
        if (name == "OrgnlMsgId") answer_.order_id = value;
        if (name == "GrpSts") return take_status(value, answer_.all);
        if (name == "Cd" || name == "Prtry") answer_.all_reason = value;
        if (name == "OrgnlNbOfTxs") {
            const auto count = parse_u64(value);
            if (!count || *count > lines_max)
                return broken("jumlah pembayaran", "number of payments");
            answer_.count = static_cast<std::int64_t>(*count);
        }
        if (name == "OrgnlCtrlSum") {
            answer_.sum = amount_of(value);
            if (!answer_.sum) return broken("jumlah kendali", "the control sum");
        }
        return std::nullopt;
    }

    std::optional<Error> take_line(std::string_view name, std::string_view value) {
        PaymentAnswerLine& line = answer_.lines.back();
        if (name == "OrgnlEndToEndId") line.id = value;
        if (name == "TxSts") return take_status(value, line_status_);
        if ((name == "Cd" || name == "Prtry") && within("StsRsnInf")) line.reason = value;
        if (name == "InstdAmt") {
            line.amount = amount_of(value);
            if (!line.amount) return broken("jumlah pembayaran", "the amount of a payment");
        }
        // A day, or a day and a time of which the day counts.
        if (name == "AccptncDtTm" || name == "ValDt" || name == "FctvIntrBkSttlmDt" ||
            (name == "Dt" && (within("ValDt") || within("FctvIntrBkSttlmDt")))) {
            if (!value.empty()) line.on = parse_day(value.substr(0, 10));
            if (!value.empty() && !line.on) return broken("tanggal", "a date");
        }
        if (name == "TxInfAndSts") {
            if (line.id.empty() || !line_status_) {
                return broken("pembayaran tanpa OrgnlEndToEndId atau TxSts",
                              "a payment without OrgnlEndToEndId or TxSts");
            }
            line.status = *line_status_;
        }
        return std::nullopt;
    }

    PaymentAnswer answer_;
    std::vector<std::string> path_;
    std::string text_;
    std::optional<BankStatus> line_status_;
    bool found_ = false;
};

Result<void> check_totals(const PaymentAnswer& answer, std::span<const PaymentSent> sent) {
    if (answer.count && *answer.count != static_cast<std::int64_t>(sent.size())) {
        return mismatch("jumlah pembayarannya lain", "it counts other payments than were sent");
    }
    Money sum;
    for (const PaymentSent& payment : sent) sum += payment.amount;
    if (answer.sum && *answer.sum != sum) {
        return mismatch("jumlah kendalinya lain", "its control sum is not that of the order");
    }
    return {};
}

using ById = std::map<std::string_view, const PaymentAnswerLine*>;

Result<ById> by_id(const PaymentAnswer& answer) {
    ById lines;
    for (const PaymentAnswerLine& line : answer.lines) {
        if (!lines.emplace(line.id, &line).second) {
            return mismatch("satu pembayaran dijawab dua kali", "one payment is answered twice");
        }
    }
    return lines;
}

}  // namespace

std::string_view name_of(BankStatus status) {
    constexpr std::array<std::string_view, 4> names{"pending", "accepted", "settled", "rejected"};
    return names.at(static_cast<std::size_t>(status));
}

Result<PaymentAnswer> read_payment_answer(std::string_view xml) {
    if (xml.size() > bytes_max) return broken("berkas terlalu besar", "the file is too large");
    AnswerReader reader;
    XmlStream stream("pain.002", reader);
    const bool read = stream.feed(xml) && stream.finish();
    if (reader.failure()) return *reader.failure();
    if (!read) return broken("XML-nya rusak", "its XML is broken");
    return reader.finish();
}

Result<std::vector<PaymentAnswerLine>> match_payment_answer(const PaymentAnswer& answer,
                                                            std::string_view order_id,
                                                            std::span<const PaymentSent> sent) {
    if (answer.order_id != order_id) {
        return mismatch("menjawab perintah lain", "it answers another order");
    }
    TRY(check_totals(answer, sent));
    TRY_ASSIGN(const ById lines, by_id(answer));
    std::vector<PaymentAnswerLine> matched;
    std::size_t met = 0;
    for (const PaymentSent& payment : sent) {
        const auto found = lines.find(payment.id);
        if (found == lines.end()) {
            if (answer.all)
                matched.push_back(
                    {std::string(payment.id), *answer.all, answer.all_reason, {}, {}});
            continue;
        }
        ++met;
        if (found->second->amount.value_or(payment.amount) != payment.amount) {
            return mismatch("jumlah satu pembayaran lain", "the amount of a payment is another");
        }
        matched.push_back(*found->second);
    }
    if (met == lines.size()) return matched;
    return mismatch("menyebut pembayaran yang tidak ada dalam perintah",
                    "it names payments that are not in the order");
}

}  // namespace payung
