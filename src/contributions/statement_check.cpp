#include "contributions/statement_check.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "contributions/receipt_errors.h"

namespace payung {
namespace {

using namespace receipt_error;

constexpr std::size_t text_bytes_max = 2'000;

/// References and accounts are shown as they are, but never long.
std::string shown(std::string_view text) {
    constexpr std::size_t shown_bytes = 40;
    return std::string(text.substr(0, shown_bytes));
}

Money money_of(__int128 sen) {
    return Money::from_sen(static_cast<std::int64_t>(sen));
}

class Judge {
public:
    Judge(const StatementForm& form, const std::string& file, StatementFile& into)
        : form_(form), file_(file), into_(into) {}

    void judge(RawStatement raw, const KnownAccounts& accounts);

private:
    /// The whole statement falls.
    void sink(std::uint64_t line, Error error) {
        sunk_ = true;
        faults_.push_back({line, {}, located(std::move(error), line)});
    }
    void leave_out(const RawLine& raw, Error error) {
        faults_.push_back(
            {raw.amount.line, shown(raw.reference), located(std::move(error), raw.amount.line)});
    }
    Error located(Error error, std::uint64_t line) const {
        return std::move(error).with("file", file_).with("line", std::to_string(line));
    }
    static Error of_field(Code code, std::string_view field) {
        return {code, {{"field", std::string(field)}}};
    }

    void check_currency(const RawAmount& raw, std::string_view otherwise);
    /// Signed, with sen; nothing and a fault where it cannot be counted.
    std::optional<Money> counted(const RawAmount& raw, std::string_view field);
    std::optional<Day> day_of(std::string_view text, std::string_view field, std::uint64_t line);
    void find_period(const RawStatement& raw);
    std::optional<Money> balance(const std::optional<RawAmount>& raw, std::string_view field);
    void take_line(RawLine& raw);
    /// Why a line that was counted is not taken all the same.
    std::optional<Error> objection(const RawLine& raw, const StatementLine& line);
    void check_range();
    void check_sum();

    const StatementForm& form_;
    const std::string& file_;
    StatementFile& into_;
    Statement statement_;
    std::vector<StatementFault> faults_;
    std::map<std::tuple<Day, Side, std::string>, std::uint64_t> references_;  // line of the first
    __int128 sum_ = 0, gross_ = 0;
    bool sunk_ = false;
};

void Judge::check_currency(const RawAmount& raw, std::string_view otherwise) {
    const std::string_view currency = raw.currency.empty() ? otherwise : raw.currency;
    if (currency.empty()) return sink(raw.line, of_field(statement_field_missing, form_.currency));
    if (upper_ascii(currency) != "IDR")
        sink(raw.line, Error{statement_currency, {{"value", shown(currency)}}});
}

std::optional<Money> Judge::counted(const RawAmount& raw, std::string_view field) {
    if (raw.amount.empty()) {
        sink(raw.line, of_field(statement_field_missing, field));
        return std::nullopt;
    }
    const auto amount = form_.read_amount(raw.amount);
    const auto side = form_.read_side(raw.side);
    if (!amount) sink(raw.line, of_field(statement_amount_unreadable, field));
    if (amount && *amount < Money{}) sink(raw.line, of_field(statement_amount_negative, field));
    if (!side) sink(raw.line, of_field(statement_side_unreadable, form_.side));
    if (!amount || !side || *amount < Money{}) return std::nullopt;
    return *side == Side::credit ? *amount : Money{} - *amount;
}

std::optional<Day> Judge::day_of(std::string_view text, std::string_view field,
                                 std::uint64_t line) {
    const auto day = form_.read_day(text);
    if (!day)
        sink(line,
             of_field(text.empty() ? statement_field_missing : statement_date_unreadable, field));
    return day;
}

std::optional<Money> Judge::balance(const std::optional<RawAmount>& raw, std::string_view field) {
    if (!raw) {
        sink(statement_.line, of_field(statement_field_missing, field));
        return std::nullopt;
    }
    return counted(*raw, field);
}

void Judge::find_period(const RawStatement& raw) {
    const bool stated = !raw.from.empty() && !raw.until.empty();
    const std::string from = stated || !raw.opening ? raw.from : raw.opening->day;
    const std::string until = stated || !raw.closing ? raw.until : raw.closing->day;
    const auto first = day_of(from, form_.period, raw.line);
    const auto last = day_of(until, form_.period, raw.line);
    if (!first || !last) return;
    statement_.from = *first;
    statement_.until = *last;
    if (*last < *first) {
        sink(raw.line, Error{statement_dates_reversed,
                             {{"from", to_text(*first)}, {"until", to_text(*last)}}});
    }
}

std::optional<Error> Judge::objection(const RawLine& raw, const StatementLine& line) {
    if (line.amount == Money{}) return of_field(statement_amount_zero, form_.amount);
    if (line.amount.sen() % 100 != 0)
        return of_field(statement_amount_sen, form_.amount).with("value", to_text(line.amount));
    if (line.reference.empty()) return of_field(statement_field_missing, form_.reference);
    if (line.booked < statement_.from || line.booked > statement_.until) {
        return of_field(statement_date_outside, form_.booked)
            .with("value", to_text(line.booked))
            .with("from", to_text(statement_.from))
            .with("until", to_text(statement_.until));
    }
    const auto [first, fresh] =
        references_.try_emplace({line.booked, line.side, line.reference}, raw.amount.line);
    if (fresh) return std::nullopt;
    return Error{statement_reference_twice,
                 {{"value", shown(line.reference)}, {"first", std::to_string(first->second)}}};
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) {
        if (!all.empty()) all += ' ';
        all += text;
        if (all.size() > text_bytes_max) break;
    }
    if (all.size() <= text_bytes_max) return all;
    std::size_t cut = text_bytes_max;
    while (cut > 0 && (static_cast<unsigned char>(all[cut]) & 0xC0U) == 0x80U) --cut;
    return all.substr(0, cut);
}

void Judge::take_line(RawLine& raw) {
    const auto amount = counted(raw.amount, form_.amount);
    check_currency(raw.amount, {});
    const auto booked = day_of(raw.booked, form_.booked, raw.amount.line);
    const auto value = raw.value.empty() ? booked : day_of(raw.value, form_.value, raw.amount.line);
    if (!amount || !booked || !value) return;
    sum_ += amount->sen();
    gross_ += amount->sen() < 0 ? -amount->sen() : amount->sen();
    const bool credit = *form_.read_side(raw.amount.side) == Side::credit;
    StatementLine line;
    line.line = raw.amount.line;
    line.reference = std::string(trim(raw.reference));
    line.booked = *booked;
    line.value = *value;
    line.amount = credit ? *amount : Money{} - *amount;
    line.side = credit ? Side::credit : Side::debit;
    line.reversal = raw.reversal;
    if (sunk_) return;  // nothing of it is taken; only what sinks it is told
    if (auto why_not = objection(raw, line)) return leave_out(raw, std::move(*why_not));
    line.payer_name = std::move(raw.payer_name);
    line.payer_account = std::move(raw.payer_account);
    line.codes = payment_codes_in(raw.texts);
    line.text = joined(raw.texts);
    statement_.lines.push_back(std::move(line));
}

/// Sums that are told and booked stay far from the end of Money.
void Judge::check_range() {
    constexpr std::int64_t trillions_max = 1'000;
    const Money limit = Money::from_rupiah(trillions_max * 1'000'000'000'000);
    if (gross_ <= limit.sen()) return;
    sink(statement_.line,
         Error{statement_beyond_range, {{"limit", std::to_string(trillions_max)}}});
}

void Judge::check_sum() {
    const __int128 difference = sum_ + statement_.opening.sen() - statement_.closing.sen();
    if (difference == 0) return;
    sink(statement_.line, Error{statement_balance_differs,
                                {{"opening", to_text(statement_.opening)},
                                 {"sum", to_text(money_of(sum_))},
                                 {"closing", to_text(statement_.closing)},
                                 {"difference", to_text(money_of(difference))}}});
}

void Judge::judge(RawStatement raw, const KnownAccounts& accounts) {
    statement_.line = raw.line;
    statement_.number = std::move(raw.number);
    statement_.account = account_key(raw.account);
    for (StatementFault& fault : raw.faults) sink(fault.line, std::move(fault.error));
    if (statement_.account.empty()) {
        sink(raw.line, of_field(statement_field_missing, form_.account));
    } else if (!accounts.contains(statement_.account)) {
        sink(raw.line, Error{statement_account_unknown, {{"value", shown(statement_.account)}}});
    }
    if (!raw.currency.empty()) check_currency({raw.line, {}, raw.currency, {}, {}}, {});
    const auto opening = balance(raw.opening, form_.opening);
    const auto closing = balance(raw.closing, form_.closing);
    statement_.opening = opening.value_or(Money{});
    statement_.closing = closing.value_or(Money{});
    find_period(raw);
    for (RawLine& line : raw.lines) take_line(line);
    check_range();
    if (!sunk_) check_sum();
    std::ranges::stable_sort(faults_, {}, &StatementFault::line);
    std::ranges::move(faults_, std::back_inserter(into_.faults));
    if (sunk_) {
        ++into_.refused;
    } else {
        into_.statements.push_back(std::move(statement_));
    }
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool in_code(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '-';
}

/// Words that may be codes, and codes written in groups: "0000 0000 0195".
class CodeFinder {
public:
    void read(std::string_view text) {
        for (const char c : upper_ascii(text)) {
            if (in_code(c)) {
                word_ += c;
            } else {
                end_word();
            }
            if (is_digit(c)) {
                digits_ += c;
            } else if (c != ' ' && c != '.' && c != '-') {
                end_digits();
            }
        }
        end_word();
        end_digits();
    }
    std::vector<std::string> take() { return std::move(codes_); }

private:
    static constexpr std::size_t codes_max = 16, shortest = 6, longest = 35, grouped_digits = 12;
    static constexpr std::ptrdiff_t digits_min = 4;

    void end_word() {
        if (word_.size() >= shortest && word_.size() <= longest &&
            std::ranges::count_if(word_, is_digit) >= digits_min)
            keep(word_);
        word_.clear();
    }
    void end_digits() {
        if (digits_.size() == grouped_digits) keep(digits_);
        digits_.clear();
    }
    void keep(const std::string& code) {
        if (codes_.size() < codes_max && std::ranges::find(codes_, code) == codes_.end())
            codes_.push_back(code);
    }

    std::string word_, digits_;
    std::vector<std::string> codes_;
};

}  // namespace

void judge_statement(RawStatement raw, const StatementForm& form, const std::string& file,
                     const KnownAccounts& accounts, StatementFile& into) {
    Judge(form, file, into).judge(std::move(raw), accounts);
}

std::string account_key(std::string_view account) {
    std::string key;
    for (const char c : upper_ascii(account))
        if (in_code(c) && c != '-') key += c;
    return key;
}

std::vector<std::string> payment_codes_in(const std::vector<std::string>& texts) {
    CodeFinder finder;
    for (const std::string& text : texts) finder.read(text);
    return finder.take();
}

}  // namespace payung
