#include "app/verdict_files.h"

#include "base/csv_writer.h"

namespace payung::app {

Result<std::unique_ptr<VerdictFiles>> VerdictFiles::create(const OutputFolder& out,
                                                           Language language) {
    constexpr std::string_view header = "file,line,field,value_masked,code,message\n";
    TRY_ASSIGN(OutputFile rejected, OutputFile::create(out.path_for("rejected.csv")));
    TRY_ASSIGN(OutputFile doubts, OutputFile::create(out.path_for("doubts.csv")));
    rejected.write(header);
    doubts.write(header);
    return std::unique_ptr<VerdictFiles>(
        new VerdictFiles(std::move(rejected), std::move(doubts), language));
}

void VerdictFiles::take(const Verdict& verdict) {
    line_.clear();
    CsvWriter csv(line_);
    csv.text(verdict.file)
        .whole(static_cast<std::int64_t>(verdict.line))
        .text(verdict.field)
        .text(verdict.value_masked)
        .text(name_of(verdict.code))
        .text(message_of(verdict, language_))
        .end();
    (verdict.outcome == RowOutcome::rejected ? rejected_ : doubts_).write(line_);
}

Result<void> VerdictFiles::close() {
    TRY(rejected_.close());
    return doubts_.close();
}

}  // namespace payung::app
