#include "office/receiving.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/digest.h"
#include "base/language.h"
#include "contributions/receipt_errors.h"
#include "office/bill_payments.h"
#include "office/receipt_matching.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

constexpr std::size_t batch_lines = 256;

/// What became of the lines of one command; told to the report once it is done.
struct Taken {
    std::uint64_t taken = 0, known = 0;
    Money amount, allocated;
    std::map<MatchRule, std::uint64_t> matched;
    std::map<Unmatched, std::uint64_t> unmatched;
    std::vector<StatementFault> faults;
};

/// Codes as they are kept: not what may be the number of a person.
std::string kept_codes(std::span<const std::string> words) {
    std::string all;
    for (const std::string& word : words)
        if (mask_identifiers(word) == word) all += (all.empty() ? "" : " ") + word;
    return all;
}

/// One statement of a file on its way in.
class StatementImport {
public:
    StatementImport(const Desk& desk, const Statement& statement, std::string channel,
                    ImportReport& report, const std::string& file)
        : desk_(desk),
          statement_(statement),
          channel_(std::move(channel)),
          report_(report),
          file_(file) {}

    Result<void> run();

private:
    using Lines = std::span<const StatementLine* const>;

    Result<void> take_batch(Lines lines, std::size_t number);
    Result<Done> take(Lines lines, const std::string& event);
    Result<std::string> effect(Work& work, Lines lines, Taken& taken) const;
    Result<void> arrive(Work& work, std::vector<Receipt>& receipts, Taken& taken) const;
    struct Fresh {
        std::vector<Receipt> receipts;
        std::vector<const StatementLine*> lines;  // of the receipt of the same place
    };
    Error differs(const Receipt& booked, const StatementLine& line) const {
        return {receipt_error::receipt_differs,
                {{"receipt", std::to_string(booked.number)},
                 {"booked", format_count(booked.amount.sen() / 100, Language::id)},
                 {"amount", format_count(line.amount.sen() / 100, Language::id)}}};
    }
    /// Of lines that were sent before: what was told of them is told again.
    Result<void> look_again(Lines lines);
    /// Those that are not there yet; the rest is counted.
    Result<Fresh> fresh(Work& work, Lines lines, Taken& taken) const;
    using Matched = std::vector<std::pair<std::size_t, Match>>;
    Result<Matched> match(Work& work, Fresh& fresh) const;
    ReceiptAt place_of(const StatementLine& line) const {
        return {channel_, line.reference, line.booked, line.value};
    }
    void count(const Taken& taken);

    const Desk& desk_;
    const Statement& statement_;
    std::string channel_;
    ImportReport& report_;
    const std::string& file_;
    Taken last_;
};

Result<StatementImport::Fresh> StatementImport::fresh(Work& work, Lines lines, Taken& taken) const {
    std::vector<ReceiptAt> places;
    for (const StatementLine* const line : lines) places.push_back(place_of(*line));
    TRY_ASSIGN(const auto known, receipts_at(work.transaction(), places));
    TRY_ASSIGN(ReceiptNumber next, next_receipt(work.transaction()));
    Fresh found_new;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const StatementLine& line = *lines[i];
        if (const auto found = known.find(places[i].key()); found != known.end()) {
            ++taken.known;
            if (found->second.amount == line.amount) continue;
            taken.faults.push_back({line.line, line.reference, differs(found->second, line)});
            continue;
        }
        Receipt receipt;
        receipt.number = next++;
        receipt.at = places[i];
        receipt.amount = line.amount;
        receipt.payer_name = mask_identifiers(line.payer_name);
        receipt.note = mask_identifiers(line.text);
        receipt.codes = kept_codes(line.codes);
        receipt.line = line.line;
        found_new.receipts.push_back(std::move(receipt));
        found_new.lines.push_back(&line);
    }
    return found_new;
}

/// Sets payer and reason of each receipt; which bills those that are matched pay.
Result<StatementImport::Matched> StatementImport::match(Work& work, Fresh& fresh) const {
    std::vector<std::string> words;
    for (const StatementLine* const line : fresh.lines)
        words.insert(words.end(), line->codes.begin(), line->codes.end());
    ReceiptMatching matching;
    TRY(matching.load(work.transaction(), words));
    Matched matched;
    for (std::size_t i = 0; i < fresh.receipts.size(); ++i) {
        Receipt& receipt = fresh.receipts[i];
        auto found = matching.match(receipt.amount, fresh.lines[i]->codes);
        receipt.payer = found.payer;
        receipt.reason = found.match.reason;
        if (!found.match.bills.empty()) matched.emplace_back(i, std::move(found.match));
    }
    return matched;
}

/// The money is there, whatever it is for.
Result<void> StatementImport::arrive(Work& work, std::vector<Receipt>& receipts,
                                     Taken& taken) const {
    TRY_ASSIGN(const std::int64_t statement,
               keep_statement(work.transaction(), statement_, report_.sha256, file_, desk_.actor,
                              work.now()));
    std::vector<Group> arrivals;
    for (const Receipt& receipt : receipts) arrivals.push_back(arrival(receipt.at, receipt.amount));
    TRY_ASSIGN(const auto posted, work.post(arrivals));
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        Receipt& receipt = receipts[i];
        receipt.statement = statement;
        receipt.posted = posted[i].number;
        taken.amount += receipt.amount;
        ++taken.taken;
        if (receipt.reason != Unmatched::matched) ++taken.unmatched[receipt.reason];
        work.tell("receipt.take", "receipt:" + std::to_string(receipt.number),
                  receipt.at.key() + '|' + to_text(receipt.amount));
    }
    return add_receipts(work.transaction(), receipts);
}

Result<std::string> StatementImport::effect(Work& work, Lines lines, Taken& taken) const {
    TRY_ASSIGN(Fresh here, fresh(work, lines, taken));
    TRY_ASSIGN(const Matched matched, match(work, here));
    TRY(arrive(work, here.receipts, taken));
    BillPayments payments(work);
    for (const auto& [at, found] : matched) {
        Receipt& receipt = here.receipts[at];
        TRY(payments.add({&receipt, found.bills, found.rule, std::nullopt, receipt.at.booked}));
        ++taken.matched[found.rule];
        taken.allocated += receipt.allocated;
    }
    TRY(payments.finish());
    return fmt::format(R"({{"taken":{},"known":{},"matched":{}}})", taken.taken, taken.known,
                       matched.size());
}

Result<void> StatementImport::look_again(Lines lines) {
    last_.known = lines.size();
    std::vector<ReceiptAt> places;
    for (const StatementLine* const line : lines) places.push_back(place_of(*line));
    TRY_ASSIGN(const auto snapshot, desk_.database->read());
    TRY_ASSIGN(const auto known, receipts_at(*snapshot, places));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const StatementLine& line = *lines[i];
        const auto found = known.find(places[i].key());
        if (found != known.end() && found->second.amount != line.amount)
            last_.faults.push_back({line.line, line.reference, differs(found->second, line)});
    }
    return {};
}

Result<Done> StatementImport::take(Lines lines, const std::string& event) {
    last_ = {};
    TRY_ASSIGN(Done done, carry_out(desk_, {"receipt.import", event, event},
                                    [&](Work& work) -> Result<std::string> {
                                        last_ = {};  // the store may begin it anew
                                        return effect(work, lines, last_);
                                    }));
    if (done.again) TRY(look_again(lines));
    count(last_);
    return done;
}

void StatementImport::count(const Taken& taken) {
    report_.taken += taken.taken;
    report_.known += taken.known;
    report_.amount += taken.amount;
    report_.allocated += taken.allocated;
    for (const auto& [rule, times] : taken.matched) report_.matched[rule] += times;
    for (const auto& [reason, times] : taken.unmatched) report_.unmatched[reason] += times;
    report_.faults.insert(report_.faults.end(), taken.faults.begin(), taken.faults.end());
}

/// Where the store itself is the trouble, going on line by line would only tell it many times.
bool of_the_store(Code code) {
    return name_of(code).starts_with("store_") || code == Code::interrupted;
}

Result<void> StatementImport::take_batch(Lines lines, std::size_t number) {
    const auto whole =
        take(lines, fmt::format("{}:{}:{}", report_.sha256, statement_.account, number));
    if (whole) return {};
    if (of_the_store(whole.error().code())) return whole.error();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto one = take(lines.subspan(i, 1),
                              fmt::format("{}:{}", report_.sha256, place_of(*lines[i]).key()));
        if (one) continue;
        if (of_the_store(one.error().code())) return one.error();
        report_.faults.push_back({lines[i]->line, lines[i]->reference, one.error()});
    }
    return {};
}

Result<void> StatementImport::run() {
    std::vector<const StatementLine*> credits;
    for (const StatementLine& line : statement_.lines) {
        if (line.reversal) {
            report_.faults.push_back(
                {line.line, line.reference,
                 Error{receipt_error::statement_reversal,
                       {{"line", std::to_string(line.line)}, {"reference", line.reference}}}});
        } else if (line.side == Side::debit) {
            ++report_.debits;
        } else {
            credits.push_back(&line);
        }
    }
    report_.lines += credits.size();
    const Lines all(credits);
    for (std::size_t first = 0; first < all.size(); first += batch_lines)
        TRY(take_batch(all.subspan(first, std::min(batch_lines, all.size() - first)),
                       first / batch_lines));
    return {};
}

}  // namespace

Result<Done> open_channel(const Desk& desk, std::string_view channel, std::string_view account) {
    const std::string key = account_key(account);
    if (key.empty() || channel.empty() || channel.find(':') != channel.npos) {
        return Error{receipt_error::channel_malformed,
                     {{"channel", std::string(channel)}, {"account", std::string(account)}}};
    }
    const std::string content = fmt::format("{}:{}", channel, key);
    return carry_out(
        desk, {"receipt.channel", content, content}, [&](Work& work) -> Result<std::string> {
            TRY(add_collection_account(work.transaction(), key, channel, desk.actor, work.now()));
            work.tell("receipt.channel", "channel:" + std::string(channel), content);
            return std::string("{}");
        });
}

Result<ImportReport> import_statement(const Desk& desk, std::string_view bytes,
                                      const std::string& file) {
    std::map<std::string, std::string> channels;
    {
        TRY_ASSIGN(const auto snapshot, desk.database->read());
        TRY_ASSIGN(channels, collection_accounts(*snapshot));
    }
    KnownAccounts known;
    for (const auto& [account, channel] : channels) known.insert(account);
    TRY_ASSIGN(StatementFile read, read_statements(bytes, file, known));
    ImportReport report;
    report.sha256 = to_hex(sha256(bytes));
    report.refused = read.refused;
    report.faults = std::move(read.faults);
    for (const Statement& statement : read.statements) {
        TRY(StatementImport(desk, statement, channels.at(statement.account), report, file).run());
    }
    std::ranges::stable_sort(report.faults, {}, &StatementFault::line);
    return report;
}

}  // namespace payung
