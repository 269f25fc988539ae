/// `payung claim prove`, `end`, `interest`, `recover`, `compensate`: what comes after the decision.

#include <CLI/CLI.hpp>

#include "app/claim_commands.h"
#include "office/claim_payments.h"
#include "office/claim_steps.h"

namespace payung::app {
namespace {

struct ProveRequest : ClaimOptions {
    std::int64_t relative = 0;
    std::string what, file, sha256;
};

Result<int> prove(const ProveRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        std::string digest = request.sha256;
        if (!request.file.empty()) {
            TRY_ASSIGN(const std::string bytes, read_file(request.file));
            digest = digest_text(bytes);
        }
        return tell_done(
            prove_instalment(desk, request.claim, request.relative, request.what, digest), console);
    });
}

struct EndRequest : ClaimOptions {
    std::string code, on, reason;
};

Result<int> end(const EndRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const Day on, day_of_option("--on", request.on, desk.today()));
        return tell_done(end_obligation(desk, request.claim, request.code, on, request.reason),
                         console);
    });
}

struct InterestRequest {
    DeskOptions desk;
    std::string fund, on;
};

Result<int> interest(const InterestRequest& request, const Console& console) {
    TRY_ASSIGN(const ClaimKind fund, fund_of_option(request.fund));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const Day on, day_of_option("--on", request.on, desk.today()));
        return tell_done(book_interest(desk, fund, on), console);
    });
}

struct RecoverRequest : ClaimOptions {
    std::string amount, account, reference, on;
};

Result<int> recover(const RecoverRequest& request, const Console& console) {
    TRY_ASSIGN(const Money amount, money_of_option("--amount", request.amount));
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const Day on, day_of_option("--on", request.on, desk.today()));
        return tell_done(recover_overpayment(desk, request.claim, amount, request.account,
                                             request.reference, on),
                         console);
    });
}

Result<int> compensate(const ClaimOptions& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) {
        return tell_done(compensate_delay(desk, request.claim), console);
    });
}

void add_on(CLI::App& sub, const Console& console, std::string& into) {
    add_text(sub, console, "--on", into,
             {"hari TTTT-BB-HH (bawaan: hari kerja ini)", "day YYYY-MM-DD (default: today)"});
}

}  // namespace

TopicAnswer build_claim_prove(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ProveRequest>();
    add_claim_options(sub, console, *request);
    sub.add_option("--relative", request->relative,
                   std::string(console.say("nomor anak", "number of the child")))
        ->required();
    add_text(sub, console, "--what", request->what,
             {"angsuran, misalnya \"SD 5\"", "instalment, for example \"SD 5\""}, true);
    auto* const file = sub.add_option(
        "--file", request->file, std::string(console.say("surat sekolah", "paper of the school")));
    sub.add_option("--sha256", request->sha256, "SHA-256")->excludes(file);
    return [request](const Console& c) { return prove(*request, c); };
}

TopicAnswer build_claim_end(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<EndRequest>();
    add_claim_options(sub, console, *request);
    add_text(
        sub, console, "--code", request->code,
        {"kewajiban: beasiswa:2, uang_tunai_jkp …", "obligation: beasiswa:2, uang_tunai_jkp …"},
        true);
    add_on(sub, console, request->on);
    add_text(sub, console, "--reason", request->reason, {"sebab", "why"}, true);
    return [request](const Console& c) { return end(*request, c); };
}

TopicAnswer build_claim_interest(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<InterestRequest>();
    add_desk_options(sub, console, request->desk);
    add_text(sub, console, "--fund", request->fund, {"dana: JKK, JKM, JP", "fund: JKK, JKM, JP"},
             true);
    add_on(sub, console, request->on);
    return [request](const Console& c) { return interest(*request, c); };
}

TopicAnswer build_claim_recover(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<RecoverRequest>();
    add_claim_options(sub, console, *request);
    add_text(sub, console, "--amount", request->amount, {"jumlah", "amount"}, true);
    add_text(sub, console, "--to", request->account,
             {"rekening bank kustodian", "account at the custodian bank"}, true);
    add_text(sub, console, "--reference", request->reference, {"rujukan bank", "bank reference"},
             true);
    add_on(sub, console, request->on);
    return [request](const Console& c) { return recover(*request, c); };
}

TopicAnswer build_claim_compensate(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ClaimOptions>();
    add_claim_options(sub, console, *request);
    return [request](const Console& c) { return compensate(*request, c); };
}

}  // namespace payung::app
