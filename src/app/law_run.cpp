/// `payung law run`: decisions for every row of a table of facts.

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "app/law.h"
#include "base/csv_reader.h"
#include "base/csv_writer.h"
#include "base/parallel.h"
#include "base/text.h"
#include "legislation/law_batch.h"
#include "legislation/law_example.h"

namespace payung::app {
namespace {

struct BatchRequest {
    Path law, in, out;
    std::vector<std::string> decisions;
    std::string path = "fix";
    unsigned threads = 1;
};

constexpr std::size_t cases_at_once = 65'536;

rules::Path path_called(const std::string& name) {
    if (name == "boxed") return rules::Path::boxed;
    return name == "decimal" ? rules::Path::decimal : rules::Path::fix;
}

Error wrong(const std::string& name, std::string apa, std::string what) {
    return Error{
        Code::law_malformed,
        {{"file", name}, {"line", "1"}, {"apa", std::move(apa)}, {"what", std::move(what)}}};
}

class BatchJob {
public:
    BatchJob(const BatchRequest& request, const Rulebook& rulebook)
        : request_(request), rulebook_(rulebook) {}

    Result<void> run() {
        for (const std::string& name : request_.decisions) {
            const rules::Node* decision = rulebook_.decision(name);
            if (decision == nullptr)
                return wrong(name, "keputusan ini tidak ada", "there is no such decision");
            decisions_.push_back(decision);
        }
        TRY_ASSIGN(const LawBatch batch,
                   LawBatch::make(rulebook_, decisions_, path_called(request_.path)));
        TRY_ASSIGN(CsvFile file, CsvFile::open(request_.in));
        TRY(read_header(file));
        TRY_ASSIGN(OutputFile out, OutputFile::create(request_.out));
        write_header(out);
        CsvBlock block;
        for (;;) {
            TRY_ASSIGN(const bool more, file.next(block));
            if (!more) break;
            block.for_each([&](const CsvRow& row) { add(row); });
            while (facts_.cases >= cases_at_once) TRY(flush(batch, out));
        }
        TRY(flush(batch, out));
        return out.close();
    }

    void tell(const Console& console) const {
        console.tell(format_count(static_cast<std::int64_t>(cases_), console.language) +
                     std::string(console.say(" baris dihitung", " rows computed")));
        for (const auto& [what, count] : refused_) {
            console.tell("  " + what.first + ": " + std::string(rules::name_of(what.second)) + " " +
                         format_count(static_cast<std::int64_t>(count), console.language));
        }
    }

private:
    Result<void> read_header(const CsvFile& file) {
        for (const std::string& name : file.header()) {
            const rules::Node* input = input_called(name);
            if (input == nullptr)
                return wrong(request_.in.string(), "kolom '" + name + "' bukan masukan hukum",
                             "column '" + name + "' is no input of the law");
            inputs_.push_back(input);
            facts_.columns[input->name];
        }
        return {};
    }

    /// Headers are read without regard to case.
    const rules::Node* input_called(const std::string& header) const {
        for (const rules::Node& node : rulebook_.program().nodes) {
            if (node.kind == rules::Node::Kind::input && lower_ascii(node.name) == header)
                return &node;
        }
        return nullptr;
    }

    void write_header(OutputFile& out) const {
        std::string text;
        CsvWriter csv(text);
        for (const std::string& name : request_.decisions) csv.text(name);
        csv.end();
        out.write(text);
    }

    /// An empty cell is not known; one that cannot be read is not either, and goes to the
    /// exceptions with the decisions that need it.
    void add(const CsvRow& row) {
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            rules::Value value = rules::Value::null(rules::Reason::missing_input);
            if (i < row.fields.size() && !row.fields[i].empty()) {
                if (auto read = value_of_text(std::string(row.fields[i]), inputs_[i]->type.get()))
                    value = std::move(*read);
            }
            facts_.columns.find(inputs_[i]->name)->second.push_back(std::move(value));
        }
        ++facts_.cases;
    }

    Result<void> flush(const LawBatch& batch, OutputFile& out) {
        TRY_ASSIGN(const std::vector<BatchAnswer> answers, batch.ask(facts_, request_.threads));
        std::string text;
        CsvWriter csv(text);
        for (std::size_t at = 0; at < facts_.cases; ++at) {
            for (std::size_t d = 0; d < answers.size(); ++d) write(csv, d, answers[d].values[at]);
            csv.end();
        }
        out.write(text);
        cases_ += facts_.cases;
        facts_.cases = 0;
        for (auto& [name, column] : facts_.columns) column.clear();
        return {};
    }

    void write(CsvWriter& csv, std::size_t decision, const rules::Value& value) {
        if (!value.is_null()) {
            csv.text(rules::display_text(value));
            return;
        }
        csv.text("!" + std::string(rules::name_of(value.reason())));
        ++refused_[{request_.decisions[decision], value.reason()}];
    }

    const BatchRequest& request_;
    const Rulebook& rulebook_;
    std::vector<const rules::Node*> decisions_, inputs_;
    FactColumns facts_;
    std::size_t cases_ = 0;
    std::map<std::pair<std::string, rules::Reason>, std::size_t> refused_;
};

Result<int> run_batch(const BatchRequest& request, const Console& console) {
    const auto rulebook = load_or_tell(law_folder_or_own(request.law), console);
    if (!rulebook) return law_not_in_order;
    BatchJob job(request, *rulebook);
    TRY(job.run());
    job.tell(console);
    return law_in_order;
}

}  // namespace

LawAnswer build_law_run(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<BatchRequest>();
    const auto say = [&console](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    add_law_folder(sub, console, request->law);
    sub.add_option("--in", request->in,
                   say("CSV; tiap kolom sebuah masukan", "CSV; each column an input"))
        ->required();
    sub.add_option("--out", request->out,
                   say("CSV hasil; yang ditolak ditulis !alasan",
                       "CSV of the results; what is refused is written !reason"))
        ->required();
    sub.add_option("--decision", request->decisions,
                   say("nama keputusan; boleh berulang", "name of a decision; may be repeated"))
        ->required();
    sub.add_option("--path", request->path, say("jalan hitung", "path of computation"))
        ->check(CLI::IsMember({"fix", "decimal", "boxed"}))
        ->capture_default_str();
    request->threads = threads_available();
    sub.add_option("--threads", request->threads, say("jumlah utas", "number of threads"))
        ->check(CLI::Range(1, 256));
    return [request](const Console& c) { return run_batch(*request, c); };
}

}  // namespace payung::app
