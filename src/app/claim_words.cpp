#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "app/claim_commands.h"
#include "base/text.h"

namespace payung::app {
namespace {

constexpr std::array role_phrases{
    Phrase{"peserta", "member"},
    Phrase{"pemberi kerja", "employer"},
    Phrase{"rumah sakit", "hospital"},
    Phrase{"ahli waris", "heirs"},
    Phrase{"anak", "child"},
    Phrase{"pasangan", "spouse"},
    Phrase{"orang tua", "parent"},
    Phrase{"yang mengurus pemakaman", "who arranged the funeral"},
    Phrase{"dana jaminan sosial", "the fund"},
    Phrase{"Balai Harta Peninggalan", "estate chamber"},
    Phrase{"kas negara", "treasury"},
};

/// The text of a member of an answer, without reading all of JSON: answers are our own.
std::string member_of(std::string_view json, std::string_view key) {
    const std::string quoted = fmt::format("\"{}\":", key);
    std::size_t from = json.find(quoted);
    if (from == std::string_view::npos) return {};
    from += quoted.size();
    if (from < json.size() && json[from] == '"') ++from;
    return std::string(json.substr(from, json.find_first_of("\",}", from) - from));
}

/// What an order or an answer of the bank came to.
std::string order_line(const std::string& answer, const Console& console) {
    if (const std::string group = member_of(answer, "group"); !group.empty())
        return fmt::format("{} {}", console.say("Dibukukan: kelompok jurnal", "Booked: group"),
                           group);
    if (const std::string many = member_of(answer, "obligations"); !many.empty()) {
        const auto interest = parse_rupiah(member_of(answer, "interest"));
        return fmt::format("{} {}, {} Rp {}", many, console.say("kewajiban", "obligations"),
                           console.say("bunga", "interest"),
                           amount_text(interest ? *interest : Money{}, console));
    }
    const std::string order = member_of(answer, "order");
    if (order.empty()) return answer;
    if (const std::string payments = member_of(answer, "payments"); !payments.empty()) {
        const auto amount = parse_rupiah(member_of(answer, "amount"));
        std::string line =
            fmt::format("{}: {} {}, Rp {}", order, payments, console.say("pembayaran", "payments"),
                        amount_text(amount ? *amount : Money{}, console));
        if (answer.find("\"without_account\":[]") == std::string::npos)
            line += console.say("; sebagian menunggu rekening (lihat `payung payment due`)",
                                "; some wait for an account (see `payung payment due`)");
        return line;
    }
    return fmt::format("{}: {} {}, {} {}, {} {}, {} {}", order, member_of(answer, "paid"),
                       console.say("dibayar", "paid"), member_of(answer, "refused"),
                       console.say("ditolak bank", "refused by the bank"),
                       member_of(answer, "returned"), console.say("dikembalikan", "returned"),
                       member_of(answer, "waiting"), console.say("menunggu", "waiting"));
}

Error wrong_option(const std::string& option, const std::string& value, std::string reason) {
    return {Code::invalid_option,
            {{"option", option}, {"value", value}, {"reason", std::move(reason)}}};
}

}  // namespace

void add_claim_options(CLI::App& sub, const Console& console, ClaimOptions& into) {
    sub.add_option("claim", into.claim,
                   std::string(console.say("nomor klaim, misalnya K-2026-0000001",
                                           "number of the claim, for example K-2026-0000001")))
        ->required();
    add_desk_options(sub, console, into.desk);
}

void add_text(CLI::App& sub, const Console& console, const std::string& name, std::string& into,
              Phrase about, bool required) {
    sub.add_option(name, into, std::string(about.in(console.language)))->required(required);
}

Result<int> at_claim_desk(const DeskOptions& options, bool create,
                          const std::function<Result<int>(const ClaimDesk&)>& work) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(options, create));
    TRY_ASSIGN(const ClaimDesk desk, ClaimDesk::open(opened.desk()));
    return work(desk);
}

Result<int> tell_done(const Result<Done>& done, const Console& console) {
    if (!done) return done.error();
    if (console.json) {
        console.tell(done->answer);
        return in_order;
    }
    const std::string claim = member_of(done->answer, "claim");
    const auto state = parse_claim_state(member_of(done->answer, "stage"));
    std::string line = claim.empty() || !state
                           ? order_line(done->answer, console)
                           : fmt::format("{}: {}", claim, phrase_of(*state).in(console.language));
    const std::string version = member_of(done->answer, "version");
    if (!claim.empty() && version != "0" && !version.empty())
        line += fmt::format(" ({} {})", console.say("penilaian", "assessment"), version);
    if (done->again) line += console.say(" – sudah dikerjakan sebelumnya", " – was done before");
    console.tell(line);
    return in_order;
}

Result<Day> day_of_option(const std::string& option, const std::string& text) {
    const auto day = parse_day(text);
    if (day) return *day;
    return wrong_option(option, text, "TTTT-BB-HH");
}

Result<Day> day_of_option(const std::string& option, const std::string& text, Day otherwise) {
    if (text.empty()) return otherwise;
    return day_of_option(option, text);
}

Result<Money> money_of_option(const std::string& option, const std::string& text) {
    auto amount = parse_rupiah(text);
    if (amount) return *amount;
    return wrong_option(option, text, "1250000; 1.250.000");
}

Result<ClaimKind> fund_of_option(const std::string& text, const std::string& option) {
    const auto kind = parse_claim_kind(upper_ascii(std::string_view(text)));
    if (kind) return *kind;
    return wrong_option(option, text, "JKK, JKM, JHT, JP, JKP");
}

Result<PayeeRole> role_of_option(const std::string& text, std::int64_t relative) {
    if (text.empty()) return relative == 0 ? PayeeRole::member : PayeeRole::heirs;
    std::string known;
    for (std::size_t i = 0; i < role_phrases.size(); ++i) {
        const auto role = static_cast<PayeeRole>(i);
        if (name_of(role) == text || role_phrases[i].id == text || role_phrases[i].en == text)
            return role;
        known += fmt::format("{}{}", known.empty() ? "" : ", ", role_phrases[i].id);
    }
    return wrong_option("--payee", text, known);
}

std::string_view words_of(PayeeRole role, const Console& console) {
    return role_phrases.at(static_cast<std::size_t>(role)).in(console.language);
}

}  // namespace payung::app
