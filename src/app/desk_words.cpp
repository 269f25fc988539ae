#include "app/desk_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "base/csv_writer.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "base/text.h"

namespace payung::app {
namespace {

constexpr std::size_t rows_shown = 20;

std::string word_of(RowOutcome outcome, const Console& console) {
    return outcome == RowOutcome::rejected ? say(console, "ditolak", "rejected")
                                           : say(console, "diragukan", "doubted");
}

Result<void> write_rejects(const Path& path, const HandedFile& file,
                           const std::vector<RowVerdict>& verdicts, const Console& console) {
    std::string csv = "file,line,outcome,field,value_masked,code,message\n";
    for (const RowVerdict& verdict : verdicts) {
        CsvWriter(csv)
            .text(file.name)
            .whole(static_cast<std::int64_t>(verdict.line))
            .text(word_of(verdict.outcome, console))
            .text(verdict.field)
            .text(verdict.value_masked)
            .text(name_of(verdict.error.code()))
            .text(describe(verdict.error, console.language))
            .end();
    }
    TRY_ASSIGN(OutputFile output, OutputFile::create(path));
    output.write(csv);
    return output.close();
}

}  // namespace

std::string say(const Console& console, std::string_view id, std::string_view en) {
    return std::string(console.say(id, en));
}

void add_month(CLI::App& sub, const Console& console, const char* name, std::string& into,
               std::string about, bool needed) {
    CLI::Option* const option = sub.add_option(name, into, std::move(about));
    option->check(
        [form = say(console, "tulis TTTT-BB: ", "write YYYY-MM: ")](const std::string& text) {
            return parse_month(text) ? std::string() : form + text;
        });
    if (needed) option->required();
}

void add_day(CLI::App& sub, const Console& console, const char* name, std::string& into,
             std::string about, bool needed) {
    CLI::Option* const option = sub.add_option(name, into, std::move(about));
    option->check(
        [form = say(console, "tulis TTTT-BB-HH: ", "write YYYY-MM-DD: ")](const std::string& text) {
            return parse_day(text) ? std::string() : form + text;
        });
    if (needed) option->required();
}

void tell_done(const Done& done, std::string_view sentence, const Console& console) {
    if (console.json) return console.tell_lines(done.answer);
    console.tell(sentence);
    if (done.again) {
        console.tell(console.say("Sudah pernah dikerjakan; tidak ada yang berubah.",
                                 "It was done before; nothing changed."));
    }
}

std::int64_t number_in(std::string_view answer, std::string_view key) {
    const std::string mark = fmt::format("\"{}\":", key);
    const std::size_t at = answer.find(mark);
    if (at == std::string_view::npos) return 0;
    const std::string_view rest = answer.substr(at + mark.size());
    const auto number = parse_u64(rest.substr(0, rest.find_first_not_of("0123456789")));
    return static_cast<std::int64_t>(number.value_or(0));
}

Done with_rows(Done done, const std::vector<RowVerdict>& verdicts, const Console& console) {
    if (!done.answer.ends_with('}')) return done;
    std::string rows;
    JsonWriter json(rows);
    json.begin_array();
    for (const RowVerdict& verdict : verdicts) {
        const bool rejected = verdict.outcome == RowOutcome::rejected;
        json.begin_object().key("line").whole(static_cast<std::int64_t>(verdict.line));
        json.key("outcome").text(rejected ? "rejected" : "doubted");
        json.key("field").text(verdict.field).key("code").text(name_of(verdict.error.code()));
        json.key("message").text(describe(verdict.error, console.language)).end_object();
    }
    json.end_array().finish();
    done.answer.pop_back();
    done.answer += fmt::format(R"(,"rows":{}}})", trim(rows));
    return done;
}

Result<void> tell_rows(const HandedFile& file, const std::vector<RowVerdict>& verdicts,
                       const Path& rejects, const Console& console) {
    if (!rejects.empty()) TRY(write_rejects(rejects, file, verdicts, console));
    if (!file.columns_unknown.empty()) {
        console.note(fmt::format("{} {}",
                                 console.say("Kolom yang tidak dikenal:", "Columns not known:"),
                                 fmt::join(file.columns_unknown, ", ")));
    }
    if (console.json) return {};
    for (std::size_t i = 0; i < verdicts.size() && i < rows_shown; ++i) {
        console.tell(fmt::format("  {} {}: {}: {}", console.say("baris", "line"), verdicts[i].line,
                                 word_of(verdicts[i].outcome, console),
                                 describe(verdicts[i].error, console.language)));
    }
    if (verdicts.size() > rows_shown && rejects.empty()) {
        console.tell(fmt::format(
            fmt::runtime(console.say("  … dan {} lagi; --rejects BERKAS menulis semuanya.",
                                     "  … and {} more; --rejects FILE writes all of them.")),
            format_count(static_cast<std::int64_t>(verdicts.size() - rows_shown),
                         console.language)));
    }
    return {};
}

}  // namespace payung::app
