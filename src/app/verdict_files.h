#pragma once

/// rejected.csv and doubts.csv: what became of rows that were not taken as they stand.
///
/// Columns  file,line,field,value_masked,code,message. Values come masked (registry/verdict.h).

#include "base/error.h"
#include "base/file.h"
#include "registry/verdict.h"

namespace payung::app {

class VerdictFiles final : public VerdictSink {
public:
    static Result<std::unique_ptr<VerdictFiles>> create(const OutputFolder& out, Language language);
    void take(const Verdict& verdict) override;
    Result<void> close();

private:
    VerdictFiles(OutputFile rejected, OutputFile doubts, Language language)
        : rejected_(std::move(rejected)), doubts_(std::move(doubts)), language_(language) {}
    OutputFile rejected_, doubts_;
    Language language_;
    std::string line_;
};

}  // namespace payung::app
