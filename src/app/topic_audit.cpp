/// `payung audit …`: the audit chain: verifying, signing, proving.

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

#include "app/desk_options.h"
#include "app/signing.h"
#include "app/topic.h"
#include "audit/checkpoint.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "storage/checkpoint_store.h"
#include "storage/told_books.h"

namespace payung::app {
namespace {

std::string said(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

/// A new file for its owner's eyes alone; one that is there is never written over.
Result<void> write_secret(const Path& path, std::string_view content) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written =
        file >= 0 &&
        ::write(file, content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
        ::fsync(file) == 0;
    const int number = errno;
    if (file >= 0) ::close(file);
    if (written) return {};
    return Error{Code::file_unwritable,
                 {{"file", path.string()}, {"reason", std::strerror(number)}}};
}

struct VerifyRequest {
    DeskOptions desk;
    std::string open_key;
};

void tell_told(const ToldBooks& told, const Console& console) {
    if (told.differs) {
        console.tell(said(console, "Buku BERBEDA dari rantai mulai kelompok jurnal ",
                          "The books DIFFER from the chain from group of entries ") +
                     std::to_string(*told.differs) + '.');
    }
    console.tell(format_count(told.groups, console.language) +
                 said(console, " kelompok jurnal sama dengan yang tercatat di rantai.",
                      " groups of entries are as the chain was told."));
}

void tell_verified(const SignedReport& report, bool with_key, const Console& console) {
    const ChainReport& chain = report.chain;
    if (chain.fault) {
        const bool missing = chain.fault->fault == ChainVerifier::Fault::number_missing;
        console.tell(said(console, "Rantai PUTUS di catatan ", "The chain is BROKEN at event ") +
                     std::to_string(chain.fault->number) +
                     (missing ? said(console, ": catatan hilang.", ": an event is missing.")
                              : said(console, ": catatan berubah.", ": an event was changed.")));
    }
    if (report.wrong) console.fail(*report.wrong);
    console.tell(format_count(chain.events, console.language) +
                 said(console, " catatan, kepala ", " events, head ") + to_hex(chain.head));
    if (with_key) {
        console.tell(format_count(report.checkpoints, console.language) +
                     said(console, " titik periksa sah, atas ", " checkpoints right, over ") +
                     format_count(report.signed_events, console.language) +
                     said(console, " catatan.", " events."));
    }
}

void tell_verified_json(const SignedReport& report, const ToldBooks& told, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("sound").boolean(!report.chain.fault && !report.wrong && !told.differs);
    json.key("events").whole(report.chain.events).key("head").text(to_hex(report.chain.head));
    json.key("fault_at");
    report.chain.fault ? json.whole(report.chain.fault->number) : json.null();
    json.key("groups").whole(told.groups).key("group_differs");
    told.differs ? json.whole(*told.differs) : json.null();
    json.key("checkpoints").whole(report.checkpoints);
    json.key("signed_events").whole(report.signed_events).end_object().finish();
    console.tell_lines(out);
}

Result<int> verify(const VerifyRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, desk.desk().database->read());
    TRY_ASSIGN(const SignedReport report, verify_signed(*snapshot, request.open_key));
    TRY_ASSIGN(const ToldBooks told, compare_with_chain(*snapshot));
    if (console.json) {
        tell_verified_json(report, told, console);
    } else {
        tell_verified(report, !request.open_key.empty(), console);
        tell_told(told, console);
    }
    return report.chain.fault || report.wrong || told.differs ? not_in_order : in_order;
}

TopicAnswer build_verify(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<VerifyRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--open-key", request->open_key,
                   said(console, "kunci terbuka, untuk memeriksa titik periksa juga",
                        "the open key, to check the checkpoints too"));
    return [request](const Console& c) { return verify(*request, c); };
}

Result<int> keys(const Path& path, const Console& console) {
    const SigningKeys made = new_signing_keys();
    TRY(write_secret(path, made.secret + '\n'));
    if (!console.json) {
        console.note(said(console, "Kunci rahasia ada di ", "The secret key is in ") +
                     path.string() +
                     said(console, ". Simpan terpisah dari basis data. Kunci terbuka:",
                          ". Keep it apart from the database. The open key:"));
        console.tell(made.open);
        return in_order;
    }
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("file").text(path.string()).key("open").text(made.open).end_object();
    json.finish();
    console.tell_lines(out);
    return in_order;
}

TopicAnswer build_keys(CLI::App& sub, const Console& console) {
    const auto path = std::make_shared<Path>();
    sub.add_option(
           "file", *path,
           said(console, "berkas baru untuk kunci rahasia", "a new file for the secret key"))
        ->required();
    return [path](const Console& c) { return keys(*path, c); };
}

struct CheckpointRequest {
    DeskOptions desk;
    bool if_due = false;
};

Result<int> checkpoint(CheckpointRequest request, const Console& console) {
    const Path file = signing_key_file(std::exchange(request.desk.signing_key, Path()));
    if (file.empty()) {
        return Error{
            Code::invalid_option,
            {{"option", "--signing-key"},
             {"value", ""},
             {"reason", std::string(said(console,
                                         "buat berkasnya dengan `payung audit keys`, atau "
                                         "sebutkan di PAYUNG_SIGNING_KEY",
                                         "make its file with `payung audit keys`, or name it in "
                                         "PAYUNG_SIGNING_KEY"))}}};
    }
    TRY_ASSIGN(const std::string secret, signing_key(file));
    request.desk.signs = false;  // it is what we are about to do
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto made, sign_events(*desk.desk().database, secret, desk.desk().clock->now(),
                                            request.if_due));
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("signed").boolean(made.has_value());
        if (made) json.key("checkpoint").text(made->line);
        json.end_object().finish();
        console.tell_lines(out);
    } else if (made) {
        console.tell(made->line);
    } else {
        console.note(said(console, "Belum perlu ditandatangani.", "Nothing needs to be signed."));
    }
    return in_order;
}

TopicAnswer build_checkpoint(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CheckpointRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_flag("--if-due", request->if_due,
                 said(console, "hanya bila sudah 1.000 catatan atau 60 detik",
                      "only after 1,000 events or 60 seconds"));
    return [request](const Console& c) { return checkpoint(*request, c); };
}

struct ProveRequest {
    DeskOptions desk;
    EventNumber number = 0;
    Path proof;
};

Result<int> prove(const ProveRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, desk.desk().database->read());
    TRY_ASSIGN(const ProvenEvent proven, prove_event(*snapshot, request.number));
    TRY(write_secret(request.proof, bytes_of(proven.proof)));
    console.note(
        said(console, "Bukti ditulis. Titik periksanya:", "The proof is written. Its checkpoint:"));
    console.tell(proven.checkpoint);
    return in_order;
}

TopicAnswer build_prove(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ProveRequest>();
    sub.add_option("number", request->number, said(console, "nomor catatan", "number of the event"))
        ->required();
    sub.add_option("file", request->proof, said(console, "berkas bukti baru", "a new proof file"))
        ->required();
    add_desk_options(sub, console, request->desk);
    return [request](const Console& c) { return prove(*request, c); };
}

struct CheckRequest {
    Path proof;
    std::string checkpoint, open_key;
};

Result<int> check(const CheckRequest& request, const Console& console) {
    TRY_ASSIGN(const std::string bytes, read_file(request.proof));
    TRY_ASSIGN(const EventProof proof, proof_from(bytes));
    TRY_ASSIGN(const Checkpoint checkpoint, checked_line(request.checkpoint, request.open_key));
    TRY(check_proof(proof, checkpoint));
    console.tell(
        said(console, "Benar: catatan ", "Right: event ") + std::to_string(proof.number) +
        said(console, " termasuk yang ditandatangani pada ", " is among what was signed at ") +
        to_text(checkpoint.at));
    return in_order;
}

TopicAnswer build_check(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CheckRequest>();
    sub.add_option("file", request->proof, said(console, "berkas bukti", "the proof"))->required();
    sub.add_option("--checkpoint", request->checkpoint,
                   said(console, "baris titik periksa", "line of the checkpoint"))
        ->required();
    sub.add_option("--open-key", request->open_key, said(console, "kunci terbuka", "the open key"))
        ->required();
    return [request](const Console& c) { return check(*request, c); };
}

struct ExportRequest {
    DeskOptions desk;
    EventNumber from = 1, to = std::numeric_limits<EventNumber>::max();
};

std::string event_line(const AuditEvent& event, const Digest& hash) {
    std::string out;
    JsonWriter json(out, JsonStyle::compact);
    json.begin_object().key("number").whole(event.number).key("at").text(to_text(event.at));
    json.key("actor").text(event.actor).key("action").text(event.action);
    json.key("subject").text(event.subject).key("content").text(to_hex(event.content));
    json.key("hash").text(to_hex(hash)).end_object().finish();
    return out;
}

Result<int> write_out(const ExportRequest& request, const Console& console) {
    TRY_ASSIGN(const OpenDesk desk, OpenDesk::open(request.desk));
    TRY_ASSIGN(const auto snapshot, desk.desk().database->read());
    TRY(each_event(*snapshot, request.from, request.to,
                   [&](const AuditEvent& event, const Digest& hash) -> Result<void> {
                       console.tell(trim(event_line(event, hash)));
                       return {};
                   }));
    return in_order;
}

TopicAnswer build_export(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ExportRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option("--from", request->from, said(console, "catatan pertama", "first event"));
    sub.add_option("--to", request->to, said(console, "catatan terakhir", "last event"));
    return [request](const Console& c) { return write_out(*request, c); };
}

constexpr std::array commands{
    TopicCommand{"verify",
                 {"menelusuri seluruh rantai, dan titik periksanya",
                  "following the whole chain, and its checkpoints"},
                 build_verify},
    TopicCommand{"keys", {"membuat kunci penanda tangan", "making signing keys"}, build_keys},
    TopicCommand{"checkpoint",
                 {"menandatangani catatan sampai sekarang", "signing the events so far"},
                 build_checkpoint},
    TopicCommand{"prove",
                 {"bukti satu catatan, untuk orang luar", "a proof of one event, for outsiders"},
                 build_prove},
    TopicCommand{"check-proof",
                 {"memeriksa bukti, tanpa basis data", "checking a proof, without the database"},
                 build_check},
    TopicCommand{"export",
                 {"catatan sebagai baris-baris JSON", "the events as lines of JSON"},
                 build_export},
};

}  // namespace

std::span<const TopicCommand> audit_commands() {
    return commands;
}

}  // namespace payung::app
