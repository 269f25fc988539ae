/// `payung claim report`, `document`, `family`, `facts`, `account`: what is taken in.

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/claim_commands.h"
#include "base/hash.h"
#include "base/text.h"
#include "claims/fact_words.h"

namespace payung::app {
namespace {

/// "name=value", each.
Result<ClaimWords> words_of(const std::vector<std::string>& facts) {
    ClaimWords words;
    for (const std::string& fact : facts) {
        const std::size_t equals = fact.find('=');
        if (equals == std::string::npos) {
            return Error{Code::invalid_option,
                         {{"option", "--fact"}, {"value", fact}, {"reason", "nama=nilai"}}};
        }
        words[fact.substr(0, equals)] = fact.substr(equals + 1);
    }
    return words;
}

void tell_fact_words(ClaimKind kind, const Console& console) {
    TextTable table({std::string(console.say("FAKTA", "FACT")),
                     std::string(console.say("ARTI", "MEANING")),
                     std::string(console.say("NILAI", "VALUE"))});
    for (const FactWord& word : fact_words()) {
        if (word.kind != kind) continue;
        table.add({std::string(word.name), std::string(word.about.in(console.language)),
                   std::string(word.form.in(console.language))});
    }
    table.tell(console, {});
    for (const FactWord& word : fact_words())
        if (word.kind == kind && !word.words.empty())
            console.tell(fmt::format("{}: {}", word.name, word.words));
}

struct ReportRequest {
    DeskOptions desk;
    std::string kind, kpj, event, claimed, estimate;
    std::vector<std::string> facts;
    bool words = false;
};

Result<int> report(const ReportRequest& request, const Console& console) {
    TRY_ASSIGN(const ClaimKind kind, fund_of_option(request.kind, "--kind"));
    if (request.words) {
        tell_fact_words(kind, console);
        return in_order;
    }
    ReportClaim claim;
    claim.kind = kind;
    claim.kpj = request.kpj;
    TRY_ASSIGN(claim.event, day_of_option("--event", request.event));
    if (!request.claimed.empty()) {
        TRY_ASSIGN(claim.claimed, day_of_option("--claimed", request.claimed));
    }
    if (!request.estimate.empty()) {
        TRY_ASSIGN(claim.estimate, money_of_option("--estimate", request.estimate));
    }
    TRY_ASSIGN(claim.facts, words_of(request.facts));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) {
        return tell_done(report_claim(desk, claim), console);
    });
}

struct DocumentRequest : ClaimOptions {
    std::string name, file, sha256, received;
};

Result<int> document(const DocumentRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        ClaimDocument paper;
        paper.name = request.name;
        paper.sha256 = request.sha256;
        if (!request.file.empty()) {
            TRY_ASSIGN(const std::string bytes, read_file(request.file));
            paper.sha256 = to_hex(sha256(bytes));
        }
        TRY_ASSIGN(paper.received, day_of_option("--received", request.received, desk.today()));
        return tell_done(add_document(desk, request.claim, paper), console);
    });
}

struct FamilyRequest : ClaimOptions {
    std::int64_t number = 0;
    std::string name, kinship, birth, died, work, school, starts;
    int months_worked = 0;
    bool married = false;
};

/// All words of an enumeration up to its last.
template <class T>
std::string words_up_to(T last) {
    std::string words;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i)
        words += fmt::format("{}{}", i == 0 ? "" : "; ", name_of(static_cast<T>(i)));
    return words;
}

template <class T>
Result<T> word_of(const std::string& option, const std::string& text, std::optional<T> word,
                  T last) {
    if (word) return *word;
    return Error{Code::invalid_option,
                 {{"option", option}, {"value", text}, {"reason", words_up_to(last)}}};
}

/// "SD:5"
Result<std::optional<SchoolYear>> school_of(const std::string& text) {
    if (text.empty()) return std::optional<SchoolYear>{};
    const std::size_t colon = text.find(':');
    const auto year = parse_u64(colon == std::string::npos ? "1" : text.substr(colon + 1));
    if (!year || *year > 20)
        return Error{Code::invalid_option,
                     {{"option", "--school"}, {"value", text}, {"reason", "SD:5"}}};
    return std::optional<SchoolYear>{{text.substr(0, colon), static_cast<int>(*year)}};
}

Result<int> family(const FamilyRequest& request, const Console& console) {
    ClaimRelative relative;
    FamilyMember& member = relative.member;
    relative.name = request.name;
    member.relative = request.number;
    TRY_ASSIGN(member.kinship, word_of("--kinship", request.kinship, parse_kinship(request.kinship),
                                       Kinship::other));
    if (!request.birth.empty()) {
        TRY_ASSIGN(member.birth, day_of_option("--birth", request.birth));
    }
    if (!request.died.empty()) {
        TRY_ASSIGN(member.died, day_of_option("--died", request.died));
    }
    if (!request.starts.empty()) {
        TRY_ASSIGN(member.starts_school, day_of_option("--starts-school", request.starts));
    }
    if (!request.work.empty()) {
        TRY_ASSIGN(member.work, word_of("--work", request.work, parse_child_work(request.work),
                                        ChildWork::apprentice));
    }
    TRY_ASSIGN(member.school, school_of(request.school));
    member.married = request.married;
    member.months_as_wage_earner = request.months_worked;
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) {
        return tell_done(set_relative(desk, request.claim, relative), console);
    });
}

struct FactsRequest : ClaimOptions {
    std::vector<std::string> facts;
};

Result<int> facts(const FactsRequest& request, const Console& console) {
    TRY_ASSIGN(const ClaimWords words, words_of(request.facts));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        if (!words.empty()) return tell_done(set_claim_facts(desk, request.claim, words), console);
        TRY_ASSIGN(const auto snapshot, desk.desk.database->read());
        TRY_ASSIGN(const ClaimRecord claim, known_claim(*snapshot, request.claim));
        tell_fact_words(claim.kind, console);
        return in_order;
    });
}

struct AccountRequest : ClaimOptions {
    std::string payee;
    std::int64_t relative = 0;
    BankAccount account;
};

Result<int> account(const AccountRequest& request, const Console& console) {
    TRY_ASSIGN(const PayeeRole role, role_of_option(request.payee, request.relative));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) {
        return tell_done(set_account(desk, request.claim, role, request.relative, request.account),
                         console);
    });
}

std::string about(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

}  // namespace

TopicAnswer build_claim_report(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ReportRequest>();
    add_desk_options(sub, console, request->desk);
    add_text(sub, console, "--kind", request->kind,
             {"program: JKK, JKM, JHT, JP, JKP", "programme"}, true);
    add_text(sub, console, "--kpj", request->kpj, {"nomor peserta", "number of the member"});
    add_text(sub, console, "--event", request->event,
             {"hari peristiwa TTTT-BB-HH", "day of the event YYYY-MM-DD"});
    add_text(sub, console, "--claimed", request->claimed,
             {"hari klaim diajukan (bawaan: hari kerja ini)", "day of the claim (default: today)"});
    add_text(sub, console, "--estimate", request->estimate,
             {"perkiraan yang dicadangkan", "estimate to be reserved"});
    sub.add_option("--fact", request->facts,
                   about(console, "fakta: nama=nilai", "a fact: name=value"));
    sub.add_flag("--words", request->words,
                 about(console, "tampilkan fakta yang dikenal", "show the facts that are known"));
    return [request](const Console& c) { return report(*request, c); };
}

TopicAnswer build_claim_document(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<DocumentRequest>();
    add_claim_options(sub, console, *request);
    add_text(sub, console, "--name", request->name,
             {"nama dokumen menurut hukum", "the paper as the law calls it"}, true);
    auto* const file = sub.add_option("--file", request->file,
                                      about(console, "berkasnya: hanya SHA-256-nya yang disimpan",
                                            "its file: only its SHA-256 is kept"));
    auto* const digest = sub.add_option("--sha256", request->sha256, "SHA-256");
    file->excludes(digest);
    add_text(sub, console, "--received", request->received,
             {"hari diterima (bawaan: hari kerja ini)", "day received (default: today)"});
    return [request](const Console& c) { return document(*request, c); };
}

TopicAnswer build_claim_family(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FamilyRequest>();
    add_claim_options(sub, console, *request);
    sub.add_option("--number", request->number,
                   about(console, "nomor dalam klaim ini, mulai 1", "number in this claim, from 1"))
        ->required()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{999}));
    add_text(sub, console, "--name", request->name, {"nama", "name"}, true);
    add_text(sub, console, "--kinship", request->kinship,
             {"hubungan: pasangan, anak, orang tua, saudara kandung …",
              "kinship: pasangan, anak, orang tua, saudara kandung …"},
             true);
    add_text(sub, console, "--birth", request->birth, {"tanggal lahir", "day of birth"});
    add_text(sub, console, "--died", request->died, {"tanggal meninggal", "day of death"});
    sub.add_flag("--married", request->married, about(console, "sudah menikah", "married"));
    add_text(sub, console, "--work", request->work,
             {"pekerjaan anak (kata dari hukum)", "what a child works as (word of the law)"});
    sub.add_option("--months-worked", request->months_worked,
                   about(console, "bulan bekerja berturut-turut", "months worked without a break"));
    add_text(sub, console, "--school", request->school,
             {"sekolah dan tahunnya: SD:5", "school and its year: SD:5"});
    add_text(sub, console, "--starts-school", request->starts,
             {"hari mulai sekolah, bila belum", "day of starting school, where it is to come"});
    return [request](const Console& c) { return family(*request, c); };
}

TopicAnswer build_claim_facts(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FactsRequest>();
    add_claim_options(sub, console, *request);
    sub.add_option("--fact", request->facts,
                   about(console, "nama=nilai; nilai kosong mencabutnya; tanpa ini: daftar fakta",
                         "name=value; an empty value takes it back; without: the facts there are"));
    return [request](const Console& c) { return facts(*request, c); };
}

TopicAnswer build_claim_account(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AccountRequest>();
    add_claim_options(sub, console, *request);
    add_text(sub, console, "--payee", request->payee,
             {"penerima: peserta, ahli waris, anak, pemberi kerja …",
              "payee: member, heirs, child, employer …"});
    sub.add_option("--relative", request->relative,
                   about(console, "nomor keluarga; 0 peserta", "number of relative; 0 the member"));
    add_text(sub, console, "--holder", request->account.holder, {"pemilik rekening", "holder"},
             true);
    add_text(sub, console, "--bank", request->account.bank, {"BIC bank", "BIC of the bank"});
    add_text(sub, console, "--account", request->account.number,
             {"nomor rekening", "account number"}, true);
    return [request](const Console& c) { return account(*request, c); };
}

}  // namespace payung::app
