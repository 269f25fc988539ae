/// `payung receipt channel`, `import`, `sweep`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/desk_options.h"
#include "app/receipt_commands.h"
#include "app/receipt_words.h"
#include "base/csv_writer.h"
#include "base/file.h"
#include "office/receiving.h"
#include "office/sweeping.h"

namespace payung::app {
namespace {

std::string say(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

// ------------------------------------------------------------------------------- channel

struct ChannelRequest {
    DeskOptions desk;
    std::string channel, account;
};

Result<int> enter_channel(const ChannelRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY(open_channel(opened.desk(), request.channel, request.account));
    if (console.json) {
        console.tell_lines("{}\n");
        return in_order;
    }
    console.tell(
        fmt::format(fmt::runtime(console.say("Rekening {0} menerima iuran sebagai saluran {1}.",
                                             "Account {0} takes in contributions as channel {1}.")),
                    account_key(request.account), request.channel));
    return in_order;
}

// ------------------------------------------------------------------------------- import

struct ImportRequest {
    DeskOptions desk;
    std::vector<std::string> files;
    Path rejects;
};

/// The file whole, but not one that is too large to be a statement.
Result<std::string> read_statement_file(const Path& path) {
    TRY_ASSIGN(InputFile file, InputFile::open(path));
    std::string bytes;
    std::string piece(std::size_t{1} << 18U, '\0');
    while (bytes.size() <= statement_bytes_max) {
        TRY_ASSIGN(const std::size_t size, file.read(piece.data(), piece.size()));
        if (size == 0) break;
        bytes.append(piece, 0, size);
    }
    return bytes;
}

void write_rejects(std::string& csv, const std::string& file, const ImportReport& report,
                   Language language) {
    CsvWriter writer(csv);
    for (const StatementFault& fault : report.faults) {
        writer.text(file).whole(static_cast<std::int64_t>(fault.line)).text(fault.reference);
        writer.text(name_of(fault.error.code())).text(describe(fault.error, language)).end();
    }
}

void tell_report(const std::string& file, const ImportReport& report, const Console& console) {
    const auto count = [&](std::uint64_t n) {
        return format_count(static_cast<std::int64_t>(n), console.language);
    };
    if (report.again()) {
        console.tell(
            fmt::format(fmt::runtime(console.say(
                            "{0}: semua {1} penerimaan sudah dibukukan; tidak ada yang berubah.",
                            "{0}: all {1} receipts were booked already; nothing changed.")),
                        file, count(report.known)));
    } else {
        console.tell(fmt::format(
            fmt::runtime(console.say("{0}: {1} penerimaan baru, {2}; langsung melunasi tagihan "
                                     "{3}; {4} sudah ada; {5} keluar (tidak dibukukan di sini).",
                                     "{0}: {1} new receipts, {2}; bills paid at once {3}; {4} were "
                                     "there already; {5} outgoing (not booked here).")),
            file, count(report.taken), format_rupiah(report.amount, console.language),
            format_rupiah(report.allocated, console.language), count(report.known),
            count(report.debits)));
    }
    for (const auto& [rule, times] : report.matched)
        console.tell(fmt::format("  {:>8}  {}", count(times), words_of(rule, console)));
    for (const auto& [reason, times] : report.unmatched)
        console.tell(fmt::format("  {:>8}  {}: {}", count(times),
                                 console.say("belum dialokasikan", "not allocated"),
                                 words_of(reason, console)));
    for (const StatementFault& fault : report.faults) console.fail(fault.error);
}

void write_report(JsonWriter& json, const std::string& file, const ImportReport& report,
                  Language language) {
    const auto whole = [&](std::string_view name, std::uint64_t n) {
        json.key(name).whole(static_cast<std::int64_t>(n));
    };
    json.begin_object().key("file").text(file).key("sha256").text(report.sha256);
    whole("lines", report.lines);
    whole("taken", report.taken);
    whole("known", report.known);
    whole("debits", report.debits);
    whole("statements_refused", report.refused);
    json.key("amount").sen(report.amount).key("allocated").sen(report.allocated);
    json.key("matched").begin_object();
    for (const auto& [rule, times] : report.matched) whole(name_of(rule), times);
    json.end_object().key("unmatched").begin_object();
    for (const auto& [reason, times] : report.unmatched) whole(name_of(reason), times);
    json.end_object().key("faults").begin_array();
    for (const StatementFault& fault : report.faults) {
        json.begin_object().key("line").whole(static_cast<std::int64_t>(fault.line));
        json.key("reference").text(fault.reference).key("code").text(name_of(fault.error.code()));
        json.key("message").text(describe(fault.error, language)).end_object();
    }
    json.end_array().end_object();
}

Result<void> keep_rejects(const Path& path, const std::string& rows) {
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write("berkas,baris,referensi,kode,pesan\n");
    file.write(rows);
    return file.close();
}

Result<int> take_in(const ImportRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    std::string out, rejects;
    JsonWriter json(out);
    json.begin_array();
    bool clean = true;
    for (const std::string& path : request.files) {
        const std::string name = Path(path).filename().string();
        TRY_ASSIGN(const std::string bytes, read_statement_file(path));
        TRY_ASSIGN(const ImportReport report, import_statement(opened.desk(), bytes, name));
        write_rejects(rejects, name, report, console.language);
        write_report(json, name, report, console.language);
        if (!console.json) tell_report(name, report, console);
        clean = clean && report.faults.empty();
    }
    json.end_array().finish();
    if (console.json) console.tell_lines(out);
    if (!request.rejects.empty()) TRY(keep_rejects(request.rejects, rejects));
    return clean ? in_order : not_in_order;
}

// ------------------------------------------------------------------------------- sweep

struct SweepRequest {
    DeskOptions desk;
    std::string custodian = "KUSTODIAN";
};

Result<int> move_to_funds(const SweepRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk opened, OpenDesk::open(request.desk));
    TRY_ASSIGN(const Swept swept, sweep_receipts(opened.desk(), request.custodian));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("sweep").whole(swept.sweep).key("amount").sen(swept.amount);
        json.key("passed_on").sen(swept.passed_on).end_object().finish();
        console.tell_lines(out);
    } else if (swept.sweep == 0) {
        console.tell(console.say("Tidak ada yang perlu dipindahkan.", "There is nothing to move."));
    } else {
        console.tell(fmt::format(
            fmt::runtime(console.say(
                "Pemindahbukuan {0}: {1} ke bank kustodian; di antaranya {2} dari JKK ke JKP.",
                "Sweep {0}: {1} to the custodian bank; of it {2} from JKK to JKP.")),
            swept.sweep, format_rupiah(swept.amount, console.language),
            format_rupiah(swept.passed_on, console.language)));
    }
    return in_order;
}

}  // namespace

TopicAnswer build_receipt_channel(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ChannelRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("channel", request->channel,
                   say(console, "nama saluran, misalnya BRI", "name of the channel, such as BRI"))
        ->required();
    sub.add_option("account", request->account,
                   say(console, "nomor rekening", "number of the account"))
        ->required();
    return [request](const Console& c) { return enter_channel(*request, c); };
}

TopicAnswer build_receipt_import(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ImportRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("files", request->files,
                   say(console, "rekening koran: camt.053 (XML) atau CSV",
                       "bank statements: camt.053 (XML) or CSV"))
        ->required();
    sub.add_option("--rejects", request->rejects,
                   say(console, "berkas CSV untuk baris yang tidak diambil",
                       "CSV file for lines that were not taken"));
    return [request](const Console& c) { return take_in(*request, c); };
}

TopicAnswer build_receipt_sweep(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<SweepRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--custodian", request->custodian,
                   say(console, "rekening kustodian (akun 1110)", "custodian account (of 1110)"))
        ->capture_default_str();
    return [request](const Console& c) { return move_to_funds(*request, c); };
}

}  // namespace payung::app
