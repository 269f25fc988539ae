/// The command line: words to requests, requests to commands, failures to messages and exit status.
///
/// Exit status 0 done; 1 refused or failed, with a message that says what to do; 2 wrong use.

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>

#include "app/commands.h"
#include "app/console.h"
#include "app/key_file.h"
#include "app/law.h"
#include "base/interrupt.h"
#include "base/language.h"
#include "base/parallel.h"

namespace payung::app {
namespace {

using Command = std::function<Result<void>(const Console&)>;

constexpr int failed = 1, wrong_use = 2;

/// --lang is looked for first, so that help and complaints speak it too.
Language language_of(int count, char** words) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        std::optional<Language> named;
        if (word.starts_with("--lang=")) named = parse_language(word.substr(7));
        if (word == "--lang" && i + 1 < count) named = parse_language(words[i + 1]);
        if (named) return *named;
    }
    return language_from_environment();
}

/// Builds the sub-commands; the one that was asked for leaves itself in `chosen`.
class Grammar {
public:
    Grammar(CLI::App& program, Console& console, Command& chosen)
        : program_(program), console_(console), chosen_(chosen) {
        program.require_subcommand(1);
        program.option_defaults()->group(say("Pilihan", "Options"));
        speak(program);
        program.set_version_flag("--version", PAYUNG_VERSION,
                                 say("versi program", "version of the program"));
        add_language(program);
        add_run();
        add_plan();
        add_questions();
        add_synth();
        add_demo();
        add_rehearse();
        add_topic({"law",
                   {"hukum sebagai data: memeriksa, menguji, bertanya",
                    "the law as data: checking, testing, asking"},
                   law_commands});
        for (const Topic& topic : topics()) add_topic(topic);
    }

    /// What the answer was, where no error stopped it.
    int status() const { return status_; }

private:
    std::string say(std::string_view id, std::string_view en) const {
        return std::string(console_.say(id, en));
    }

    CLI::App* command(const std::string& name, std::string_view id, std::string_view en) {
        CLI::App* const sub = program_.add_subcommand(name, say(id, en));
        sub->group(say("Perintah", "Commands"));
        speak(*sub);
        add_language(*sub);
        sub->add_flag("--quiet", console_.quiet,
                      say("tanpa pesan dan kemajuan", "no notes, no progress"));
        return sub;
    }

    /// The words that the parser itself puts into help.
    void speak(CLI::App& app) const {
        app.set_help_flag("-h,--help", say("tampilkan bantuan ini", "show this help"));
        const auto words = std::make_shared<CLI::Formatter>();
        words->column_width(34);
        if (console_.language == Language::id) {
            words->label("Usage", "Cara pakai");
            words->label("Options", "Pilihan");
            words->label("OPTIONS", "PILIHAN");
            words->label("Positionals", "Sebutan");
            words->label("Subcommands", "Perintah");
            words->label("SUBCOMMAND", "PERINTAH");
            words->label("SUBCOMMANDS", "PERINTAH");
            words->label("REQUIRED", "WAJIB");
        }
        app.formatter(words);
    }

    void add_language(CLI::App& app) {
        app.add_option("--lang", language_, say("bahasa: id atau en", "language: id or en"))
            ->check(CLI::IsMember({"id", "en"}, CLI::ignore_case));
    }

    void json(CLI::App* sub) {
        sub->add_flag("--json", console_.json, say("hasil sebagai JSON", "results as JSON"));
    }

    void month(CLI::App* sub, Month& into, bool required) {
        CLI::Option* const option = sub->add_option_function<std::string>(
            "--month",
            [this, &into](const std::string& text) {
                const auto parsed = parse_month(text);
                if (!parsed || *parsed < Month::from_ym(2000, 1) ||
                    *parsed > Month::from_ym(2099, 12)) {
                    throw CLI::ValidationError(
                        "--month", say("bukan bulan TTTT-BB antara 2000-01 dan 2099-12: ",
                                       "not a month YYYY-MM between 2000-01 and 2099-12: ") +
                                       text);
                }
                into = *parsed;
            },
            say("bulan pertama, misalnya 2026-01", "first month, for example 2026-01"));
        if (required) option->required();
    }

    void threads(CLI::App* sub, unsigned& into) {
        into = threads_available();
        sub->add_option("--threads", into, say("jumlah utas", "number of threads"))
            ->check(CLI::Range(1, 256));
    }

    void settings(CLI::App* sub, Settings& into) {
        threads(sub, into.threads);
        sub->add_option("--law", into.law,
                        say("folder hukum (bawaan: milik program)",
                            "folder of the law (default: the program's own)"));
        sub->add_option("--priority", into.priority,
                        say("urutan: desil, lalu risiko, umur, umur_muda, penghasilan",
                            "order: desil, then risiko (risk of the sector), umur (age, oldest "
                            "first), umur_muda, penghasilan (income)"))
            ->capture_default_str();
        sub->add_option_function<std::string>(
               "--small-cells",
               [&into](const std::string& how) { into.show_small_cells = how == "show"; },
               say("sel di bawah 5 pekerja: hide (ditahan) atau show",
                   "cells below 5 workers: hide (withheld) or show"))
            ->check(CLI::IsMember({"hide", "show"}));
    }

    void add_run() {
        CLI::App* const sub = command("run",
                                      "pekerjaan utama: dari berkas register, kepesertaan dan "
                                      "anggaran ke daftar, tagihan dan cakupan",
                                      "the main job: from register, membership and budget files to "
                                      "rosters, bills and coverage");
        sub->add_option("--registry", run_.registry,
                        say("berkas register; boleh berulang", "register file; may be repeated"))
            ->required();
        sub->add_option(
               "--membership", run_.membership,
               say("berkas kepesertaan; boleh berulang", "membership file; may be repeated"))
            ->required();
        sub->add_option("--budgets", run_.budgets, say("berkas anggaran", "budgets file"))
            ->required();
        sub->add_option("--out", run_.out, say("folder hasil", "folder for the results"))
            ->required();
        sub->add_option("--db", run_.database,
                        say("simpan juga, misalnya sqlite:payung.db",
                            "keep it too, for example sqlite:payung.db"));
        add_key_file(*sub, console_, run_.key_file);
        month(sub, run_.month, true);
        settings(sub, run_.settings);
        json(sub);
        sub->callback([this] { chosen_ = [this](const Console& c) { return run(run_, c); }; });
    }

    void add_plan() {
        CLI::App* const sub = command(
            "plan", "merencanakan lagi dari basis data dengan anggaran lain, tanpa berkas asal",
            "plan again from the database with other budgets, without the files");
        ask(sub, plan_.ask, false);
        sub->add_option("--budgets", plan_.budgets, say("berkas anggaran", "budgets file"))
            ->required();
        sub->add_option("--out", plan_.out, say("folder hasil", "folder for the results"))
            ->required();
        settings(sub, plan_.settings);
        json(sub);
        sub->callback(
            [this] { chosen_ = [this](const Console& c) { return plan_again(plan_, c); }; });
    }

    void ask(CLI::App* sub, AskRequest& into, bool rows) {
        sub->add_option("--db", into.database,
                        say("basis data, misalnya sqlite:payung.db",
                            "database, for example sqlite:payung.db"))
            ->required();
        add_key_file(*sub, console_, into.key_file);
        sub->add_option(
            "--run", into.run,
            say("nomor hasil (bawaan: yang terakhir)", "which run (default: the latest)"));
        if (!rows) return;
        sub->add_option("--area", into.area,
                        say("kode wilayah atau awalannya", "area code or its beginning"));
        sub->add_option("--rows", into.rows, say("jumlah baris di layar", "rows on the screen"))
            ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}))
            ->capture_default_str();
        sub->add_flag("--csv", into.csv, say("semuanya sebagai CSV", "all of it as CSV"));
        json(sub);
    }

    void question(const std::string& name, std::string_view id, std::string_view en,
                  AskRequest& request, Result<void> (*answer)(const AskRequest&, const Console&)) {
        CLI::App* const sub = command(name, id, en);
        ask(sub, request, true);
        sub->callback([this, &request, answer] {
            chosen_ = [&request, answer](const Console& c) { return answer(request, c); };
        });
    }

    void add_questions() {
        question("coverage", "cakupan sebelum dan sesudah, nasional sampai desa",
                 "coverage before and after, nation to village", coverage_, ask_coverage);
        question("gap", "pekerja rentan yang belum terlindungi, menurut urutan",
                 "unprotected vulnerable workers, by rank", gap_, ask_gap);
        CLI::App* const runs = command("runs", "hasil yang tersimpan", "the runs that are kept");
        runs->add_option("--db", runs_.database,
                         say("basis data, misalnya sqlite:payung.db",
                             "database, for example sqlite:payung.db"))
            ->required();
        json(runs);
        runs->callback(
            [this] { chosen_ = [this](const Console& c) { return ask_runs(runs_.database, c); }; });

        CLI::App* const roster = command("roster", "daftar pekerja yang dibayar suatu sumber",
                                         "the workers a source pays for");
        ask(roster, roster_.ask, true);
        roster->add_option("--source", roster_.source,
                           say("id sumber (kolom sumber)", "id of the source (column sumber)"));
        roster->add_option("--xlsx", roster_.xlsx,
                           say("tulis ke berkas XLSX", "write to an XLSX file"));
        roster->callback(
            [this] { chosen_ = [this](const Console& c) { return ask_roster(roster_, c); }; });

        CLI::App* const person =
            command("person", "mengapa seseorang masuk atau tidak", "why somebody is in or out");
        ask(person, person_.ask, false);
        json(person);
        person->add_option("id", person_.id, say("id dalam register", "id in the register"))
            ->required();
        person->callback(
            [this] { chosen_ = [this](const Console& c) { return ask_person(person_, c); }; });
    }

    void add_synth() {
        CLI::App* const sub = command(
            "synth", "penduduk buatan: register, kepesertaan, pemberi kerja, dan kebenarannya",
            "a made-up population: register, membership, employers, and the truth");
        sub->add_option("--area", synth_.areas,
                        say("kode provinsi atau kabupaten/kota; boleh berulang",
                            "province or regency code; may be repeated"));
        sub->add_option("--workers", synth_.workers,
                        say("jumlah pekerja dalam register", "workers in the register"))
            ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{300'000'000}));
        sub->add_option("--accounts", synth_.accounts,
                        say("jumlah akun kepesertaan", "membership accounts"))
            ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{600'000'000}));
        sub->add_option(
               "--protected", synth_.protected_ppm,
               say("pekerja terlindungi, per sejuta", "workers protected, parts per million"))
            ->check(CLI::Range(0, 1'000'000));
        sub->add_option("--seed", synth_.seed, say("benih acak", "random seed"))
            ->capture_default_str();
        sub->add_option("--shards", synth_.shards,
                        say("bagi ke beberapa berkas", "split into several files"))
            ->check(CLI::Range(1, 99));
        sub->add_flag("--everybody", synth_.everybody,
                      say("semua orang, bukan hanya pekerja", "everybody, not only workers"));
        sub->add_option("--out", synth_.out, say("folder hasil", "folder for the results"))
            ->required();
        month(sub, synth_.month, true);
        threads(sub, synth_.threads);
        json(sub);
        sub->callback([this] { chosen_ = [this](const Console& c) { return synth(synth_, c); }; });
    }

    void add_demo() {
        CLI::App* const sub =
            command("demo", "Kalimantan Selatan buatan, dari register sampai cakupan",
                    "a made-up Kalimantan Selatan, from register to coverage");
        demo_.folder = "demo";
        sub->add_option("--out", demo_.folder,
                        say("folder untuk berkas dan hasil", "folder for files and results"))
            ->capture_default_str();
        sub->add_option("--workers", demo_.workers,
                        say("lebih sedikit pekerja (bawaan: 1,5 juta)",
                            "fewer workers (default: 1.5 million)"))
            ->check(CLI::Range(std::uint64_t{1'000}, std::uint64_t{10'000'000}));
        sub->add_flag("!--no-serve", demo_.serve,
                      say("berhenti sesudah ringkasan", "end after the summary"));
        settings(sub, demo_.settings);
        sub->callback([this] { chosen_ = [this](const Console& c) { return demo(demo_, c); }; });
    }

    void add_rehearse() {
        CLI::App* const sub = command(
            "rehearse", "gladi: kantor menjalani berbulan-bulan sebuah kota buatan, dengan bukti",
            "rehearsal: an office lives through months of a made-up town, with proofs");
        rehearse_.out = "rehearsal";
        rehearsal::TownPlan& plan = rehearse_.plan;
        sub->add_option("--db", rehearse_.database,
                        say("basis data kosong, misalnya sqlite:gladi.db",
                            "an empty database, for example sqlite:rehearsal.db"))
            ->required();
        sub->add_option("--out", rehearse_.out, say("folder hasil", "folder for the results"))
            ->capture_default_str();
        sub->add_option("--seed", plan.seed, say("benih acak", "random seed"))
            ->capture_default_str();
        month(sub, plan.from, false);
        const auto number = [&](const char* name, auto& into, std::string_view id,
                                std::string_view en) {
            sub->add_option(name, into, say(id, en))
                ->check(CLI::Range(0, 1'000'000))
                ->capture_default_str();
        };
        number("--months", plan.months, "jumlah bulan", "how many months");
        number("--employers", plan.employers, "pemberi kerja", "employers");
        number("--workers", plan.workers, "pekerja mereka", "their workers");
        number("--self-paying", plan.self_paying, "peserta mandiri", "members who pay themselves");
        number("--sponsored", plan.sponsored, "peserta yang ditanggung", "sponsored members");
        number("--deaths", rehearse_.commands_a_death,
               "satu proses mati tiap sekian perintah (0: tidak ada)",
               "one process dies in so many commands (0: none)");
        sub->add_option("--law", rehearse_.law,
                        say("folder hukum (bawaan: milik program)",
                            "folder of the law (default: the program's own)"));
        sub->callback([this] {
            chosen_ = [this](const Console& c) -> Result<void> {
                TRY_ASSIGN(status_, rehearse(rehearse_, c));
                return {};
            };
        });
    }

    void add_topic(const Topic& topic) {
        if (topic.commands().empty()) return;
        CLI::App* const group = program_.add_subcommand(
            std::string(topic.word), std::string(topic.about.in(console_.language)));
        group->group(say("Perintah", "Commands"));
        speak(*group);
        add_language(*group);
        group->require_subcommand(1);
        for (const TopicCommand& known : topic.commands()) {
            CLI::App* const sub = group->add_subcommand(
                std::string(known.word), std::string(known.about.in(console_.language)));
            sub->group(say("Perintah", "Commands"));
            speak(*sub);
            add_language(*sub);
            json(sub);
            sub->add_flag("--quiet", console_.quiet,
                          say("tanpa pesan dan kemajuan", "no notes, no progress"));
            const TopicAnswer answer = known.build(*sub, console_);
            sub->callback([this, answer] {
                chosen_ = [this, answer](const Console& c) -> Result<void> {
                    TRY_ASSIGN(status_, answer(c));
                    return {};
                };
            });
        }
    }

    CLI::App& program_;
    Console& console_;
    Command& chosen_;
    int status_ = 0;
    std::string language_;
    RunRequest run_;
    PlanRequest plan_;
    AskRequest coverage_, gap_, runs_;
    RosterRequest roster_;
    PersonRequest person_;
    SynthRequest synth_;
    DemoRequest demo_;
    RehearseRequest rehearse_;
};

int parse_and_run(int count, char** words) {
    Console console;
    console.language = language_of(count, words);
    CLI::App program(
        std::string(console.say("Payung: jaminan sosial pekerja dari ujung ke ujung.",
                                "Payung: the social security of workers from end to end.")));
    Command chosen;
    const Grammar grammar(program, console, chosen);
    try {
        program.parse(count, words);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return program.exit(error);
        console.wrong_use(error.get_name(), error.what());
        return wrong_use;
    }
    Result<void> done = chosen(console);
    if (done) done = console.finish();
    if (done) return grammar.status();
    console.fail(done.error());
    return done.error().code() == Code::invalid_option ? wrong_use : failed;
}

}  // namespace
}  // namespace payung::app

int main(int count, char** words) {
    umask(077);  // Rosters and databases name people: they are for their owner's eyes.
    payung::catch_interrupts();
    return payung::app::parse_and_run(count, words);
}
