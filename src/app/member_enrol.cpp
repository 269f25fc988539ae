/// `payung member enrol`, `import`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/desk_words.h"
#include "app/member_commands.h"
#include "base/csv_writer.h"
#include "base/language.h"
#include "base/text.h"
#include "membership/account_fields.h"
#include "membership/programme_law.h"
#include "office/enrolment.h"
#include "office/worker_files.h"
#include "storage/party_store.h"

namespace payung::app {
namespace {

struct EnrolRequest {
    DeskOptions desk;
    std::string employer, birth, sex, from, income, programmes, sector;
    NewMember member;
    bool foreigner = false;
};

/// Who pays, and in what: of an employer what the law has him take.
Result<void> set_payer(const OpenDesk& opened, const EnrolRequest& request, NewMember& member) {
    if (request.employer.empty()) {
        member.segment = Segment::bpu;
        if (!request.programmes.empty())
            member.programmes = read_programmes(request.programmes).value;
        return check_programmes(opened.desk().law, member.segment, member.programmes, member.from);
    }
    TRY_ASSIGN(const auto snapshot, opened.desk().database->read());
    TRY_ASSIGN(const PartyRecord party,
               known_party(*snapshot, PartyKind::employer, request.employer));
    TRY_ASSIGN(const auto fact, employer_fact_in(*snapshot, party.party, member.from));
    member.segment = Segment::pu;
    member.payer = party.party;
    TRY_ASSIGN(member.programmes,
               programmes_of_worker(opened.desk().law, fact.value_or(EmployerFact{}), member.from));
    return {};
}

Result<int> enrol_one(const EnrolRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk, true));
    NewMember member = request.member;
    member.birth = parse_day(request.birth).value_or(Day{});
    member.from = parse_month(request.from).value_or(Month{});
    member.sex = read_sex(request.sex).value;
    member.citizen = !request.foreigner;
    member.sector = request.sector.empty() ? '\0' : request.sector.front();
    if (!request.income.empty()) {
        TRY_ASSIGN(member.income, parse_rupiah(request.income));
    }
    TRY(set_payer(opened, request, member));
    TRY_ASSIGN(const Done done, enrol(opened.desk(), member));
    const std::size_t at = done.answer.find("\"kpj\":\"") + 7;
    const std::string kpj = done.answer.substr(at, done.answer.find('"', at) - at);
    tell_done(done,
              fmt::format(fmt::runtime(console.say("{} terdaftar mulai {} dengan KPJ {}.",
                                                   "{} is enrolled from {} under KPJ {}.")),
                          member.name, request.from, kpj),
              console);
    return in_order;
}

struct ImportRequest {
    DeskOptions desk;
    WorkerFileRequest file;
    std::string from;
    Path rejects, numbers;
};

/// Who got which number, for whoever handed the file in.
Result<void> write_numbers(const Path& path, const std::vector<WorkerTaken>& taken) {
    std::string csv = "line,nama,kpj\n";
    for (const WorkerTaken& one : taken) {
        CsvWriter(csv)
            .whole(static_cast<std::int64_t>(one.line))
            .text(one.name)
            .text(one.kpj)
            .end();
    }
    TRY_ASSIGN(OutputFile output, OutputFile::create(path));
    output.write(csv);
    return output.close();
}

Result<int> import(const ImportRequest& asked, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(asked.desk, true));
    WorkerFileRequest request = asked.file;
    request.from = parse_month(asked.from);
    TRY_ASSIGN(const WorkersTaken taken, take_workers(opened.desk(), request));
    const auto count = [&](std::string_view key) {
        return format_count(number_in(taken.done.answer, key), console.language);
    };
    Done done = taken.done;
    if (done.answer.ends_with('}')) {
        done.answer.pop_back();
        done.answer += fmt::format(R"(,"advances":{},"advanced":"{}"}})", taken.advances,
                                   taken.advanced.sen());
    }
    tell_done(with_rows(std::move(done), taken.verdicts, console),
              fmt::format(fmt::runtime(console.say("{} pekerja didaftarkan, {} baris ditolak.",
                                                   "{} workers enrolled, {} rows rejected.")),
                          count("enrolled"), count("rejected")),
              console);
    if (taken.advances > 0 && !console.json) {
        console.tell(
            fmt::format(fmt::runtime(console.say("{} tagihan di muka terbit, {}.",
                                                 "{} bills of months ahead are issued, {}.")),
                        format_count(taken.advances, console.language),
                        format_rupiah(taken.advanced, console.language)));
    }
    TRY(tell_rows(taken.file, taken.verdicts, asked.rejects, console));
    if (!asked.numbers.empty()) TRY(write_numbers(asked.numbers, taken.taken));
    return number_in(taken.done.answer, "rejected") == 0 ? in_order : not_in_order;
}

}  // namespace

TopicAnswer build_member_enrol(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<EnrolRequest>();
    NewMember& member = request->member;
    add_desk_options(sub, console, request->desk);
    sub.add_option("--name", member.name, say(console, "nama", "name"))->required();
    sub.add_option("--nik", member.nik, "NIK");
    add_day(sub, console, "--birth", request->birth, say(console, "tanggal lahir", "birth date"),
            true);
    add_month(sub, console, "--from", request->from, say(console, "bulan pertama", "first month"),
              true);
    sub.add_option("--sex", request->sex, "L / P");
    sub.add_option("--employer", request->employer,
                   say(console, "NPP pemberi kerja; tanpa itu: bukan penerima upah",
                       "employer (NPP); without one: outside employment"));
    sub.add_option("--kpj", member.kpj, say(console, "KPJ yang sudah ada", "a KPJ there already"));
    sub.add_option("--programmes", request->programmes, "JKK+JKM+JHT");
    sub.add_option("--income", request->income,
                   say(console, "penghasilan sebulan", "income a month"));
    sub.add_option("--sector", request->sector, say(console, "huruf KBLI", "KBLI letter"));
    sub.add_option("--area", member.area, say(console, "wilayah, sepuluh angka", "area"));
    sub.add_flag("--foreigner", request->foreigner,
                 say(console, "warga negara asing", "foreigner"));
    return [request](const Console& c) { return enrol_one(*request, c); };
}

TopicAnswer build_member_import(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ImportRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("file", request->file.file, say(console, "berkas CSV atau XLSX", "CSV or XLSX"))
        ->required();
    CLI::Option* const employer =
        sub.add_option("--employer", request->file.employer,
                       say(console, "NPP: unggahan pekerja baru", "NPP: upload of new workers"));
    sub.add_option("--group", request->file.group,
                   say(console, "nomor wadah yang membayar", "number of the group that pays"))
        ->excludes(employer);
    add_month(
        sub, console, "--from", request->from,
        say(console, "bulan mulai bagi baris tanpa bulan", "first month of rows without one"));
    sub.add_option(
        "--rejects", request->rejects,
        say(console, "tulis baris yang ditolak ke berkas ini", "write rejected rows to this file"));
    sub.add_option("--numbers", request->numbers,
                   say(console, "tulis KPJ yang diberikan ke berkas ini",
                       "write the numbers given out to this file"));
    return [request](const Console& c) { return import(*request, c); };
}

}  // namespace payung::app
