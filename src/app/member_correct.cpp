/// `payung member change`, `correct`, `correct-decide`.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/member_commands.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "membership/account_fields.h"
#include "office/identity.h"
#include "office/terms.h"
#include "registry/field_readers.h"

namespace payung::app {
namespace {

// ------------------------------------------------------------------------------- change

struct ChangeRequest {
    DeskOptions desk;
    std::string kpj, from, income, programmes;
};

Error wrong_option(std::string_view option, const std::string& value, std::string_view reason) {
    return {Code::invalid_option,
            {{"option", std::string(option)}, {"value", value}, {"reason", std::string(reason)}}};
}

Result<TermsChange> terms_of(const ChangeRequest& request, const Console& console) {
    TermsChange change{request.kpj, parse_month(request.from).value_or(Month{}), {}, {}};
    if (!request.income.empty()) {
        TRY_ASSIGN(change.income, parse_rupiah(request.income));
    }
    if (!request.programmes.empty()) {
        const auto read = read_programmes(request.programmes);
        if (read.doubt || read.value == 0)
            return wrong_option("--programmes", request.programmes, "JKK+JKM+JHT");
        change.programmes = read.value;
    }
    if (!change.income && !change.programmes)
        return wrong_option("--income / --programmes", "",
                            say(console, "sebut salah satu", "name one of them"));
    return change;
}

Result<int> change_one(const ChangeRequest& request, const Console& console) {
    TRY_ASSIGN(const TermsChange change, terms_of(request, console));
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Done done, change_terms(opened.desk(), change));
    tell_done(done,
              fmt::format(fmt::runtime(console.say(
                              "KPJ {}: penghasilan dan program yang baru berlaku mulai {}; tagihan "
                              "sejak bulan itu mengikutinya.",
                              "KPJ {}: the new income and programmes hold from {}; bills follow "
                              "them from that month on.")),
                          request.kpj, request.from),
              console);
    return in_order;
}

// ------------------------------------------------------------------------------- correct

struct CorrectRequest {
    DeskOptions desk;
    std::string kpj, name, birth, sex, document;
};

void write_follows(JsonWriter& json, const IdentityFollows& follows) {
    json.key("claims").begin_array();
    for (const std::string& claim : follows.claims) json.text(claim);
    json.end_array();
    const auto day = [](const std::optional<Day>& one) { return one ? to_text(*one) : ""; };
    json.key("pension_day_before").text(day(follows.pension_before));
    json.key("pension_day_after").text(day(follows.pension_after));
    json.key("months_billed").whole(follows.months_billed);
    json.key("nik_says_otherwise").boolean(follows.nik_says_otherwise);
}

void tell_follows(const IdentityFollows& follows, const Console& console) {
    if (!follows.claims.empty()) {
        console.tell(fmt::format(
            "{} {}",
            console.say(
                "klaim yang dinilai dengan data lama, periksa dengan `payung claim reassess`:",
                "claims assessed with the old data, look with `payung claim reassess`:"),
            fmt::join(follows.claims, ", ")));
    }
    if (follows.pension_before && follows.pension_after) {
        console.tell(fmt::format(fmt::runtime(console.say("usia pensiun JP: {}, semula {}.",
                                                          "pension age of JP: {}, before {}.")),
                                 to_text(*follows.pension_after),
                                 to_text(*follows.pension_before)));
    }
    if (follows.months_billed > 0) {
        console.tell(fmt::format(
            fmt::runtime(console.say(
                "{} bulan sejak usia pensiun sudah ditagih: `payung bill issue` bulan-bulan itu "
                "menagih atau mengambil kembali selisih JP.",
                "{} months since pension age are billed: `payung bill issue` of those months bills "
                "or takes back the difference of JP.")),
            follows.months_billed));
    }
    if (follows.nik_says_otherwise) {
        console.tell(console.say(
            "NIK menyebut tanggal lahir atau jenis kelamin lain: cocokkan dengan dokumennya.",
            "The NIK says another birth date or sex: compare it with the document."));
    }
}

/// The answer of the command, and what rests on the old data.
Result<int> tell_correction(const Desk& desk, const Done& done, std::string_view sentence,
                            const Console& console) {
    const std::int64_t number = number_in(done.answer, "correction");
    if (number == 0) {
        tell_done(done, sentence, console);
        return in_order;
    }
    TRY_ASSIGN(const IdentityFollows follows, what_follows(desk, number));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("correction").whole(number);
        constexpr std::array<std::string_view, 3> states{"asked", "made", "refused"};
        json.key("state").text(states.at(static_cast<std::size_t>(follows.correction.state)));
        json.key("again").boolean(done.again);
        write_follows(json, follows);
        json.end_object().finish();
        console.tell_lines(out);
        return in_order;
    }
    tell_done(done, sentence, console);
    if (follows.correction.state != IdentityState::refused) tell_follows(follows, console);
    return in_order;
}

Result<int> correct_one(const CorrectRequest& asked, const Console& console) {
    IdentityRequest request{asked.kpj, {}, parse_day(asked.birth), {}, asked.document};
    if (!asked.name.empty()) request.name = asked.name;
    if (!asked.sex.empty()) {
        request.sex = read_sex(asked.sex).value;
        if (*request.sex == 0) return wrong_option("--sex", asked.sex, "L / P");
    }
    if (!request.name && !request.birth && !request.sex)
        return wrong_option("--name / --birth / --sex", "",
                            say(console, "sebut salah satu", "name one of them"));
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(asked.desk));
    TRY_ASSIGN(const Done done, correct_identity(opened.desk(), request));
    const bool waits = done.answer.find("asked") != std::string::npos;
    const std::string sentence =
        waits ? fmt::format(fmt::runtime(console.say(
                                "Perbaikan {0} diminta; orang kedua memutuskan: payung member "
                                "correct-decide {0} --approve",
                                "Correction {0} is asked for; a second person decides: payung "
                                "member correct-decide {0} --approve")),
                            number_in(done.answer, "correction"))
              : fmt::format(fmt::runtime(console.say("Data peserta KPJ {} diperbaiki.",
                                                     "The data of KPJ {} are corrected.")),
                            asked.kpj);
    return tell_correction(opened.desk(), done, sentence, console);
}

struct DecideRequest {
    DeskOptions desk;
    std::int64_t correction = 0;
    bool approve = false, refuse = false;
};

Result<int> decide(const DecideRequest& request, const Console& console) {
    if (request.approve == request.refuse)
        return wrong_option("--approve / --refuse", "",
                            say(console, "sebut salah satu", "name one of them"));
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Done done,
               decide_identity(opened.desk(), request.correction, request.approve));
    const std::string_view sentence =
        request.approve ? console.say("Perbaikan disetujui dan berlaku.",
                                      "The correction is approved and holds.")
                        : console.say("Perbaikan ditolak; datanya tetap.",
                                      "The correction is refused; the data stay.");
    return tell_correction(opened.desk(), done, sentence, console);
}

}  // namespace

TopicAnswer build_member_change(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ChangeRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("kpj", request->kpj, "KPJ")->required();
    add_month(sub, console, "--from", request->from,
              say(console, "mulai bulan iuran", "from this contribution month on"), true);
    sub.add_option("--income", request->income,
                   say(console, "penghasilan sebulan yang dinyatakan", "declared income a month"));
    sub.add_option("--programmes", request->programmes, "JKK+JKM+JHT");
    return [request](const Console& c) { return change_one(*request, c); };
}

TopicAnswer build_member_correct(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CorrectRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("kpj", request->kpj, "KPJ")->required();
    sub.add_option("--name", request->name, say(console, "nama yang benar", "the right name"));
    add_day(sub, console, "--birth", request->birth,
            say(console, "tanggal lahir yang benar", "the right birth date"));
    sub.add_option("--sex", request->sex, "L / P");
    sub.add_option("--document", request->document,
                   say(console, "nama dan tanggal dokumennya, tanpa NIK",
                       "name and day of the document, without a NIK"))
        ->required();
    return [request](const Console& c) { return correct_one(*request, c); };
}

TopicAnswer build_member_correct_decide(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<DecideRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("correction", request->correction,
                   say(console, "nomor perbaikan", "number of the correction"))
        ->required();
    sub.add_flag("--approve", request->approve, say(console, "menyetujui", "approve"));
    sub.add_flag("--refuse", request->refuse, say(console, "menolak", "refuse"));
    return [request](const Console& c) { return decide(*request, c); };
}

}  // namespace payung::app
