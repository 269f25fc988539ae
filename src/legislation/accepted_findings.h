#pragma once

/// Findings of the analysis that people have looked at and taken: legislation/analysis/*.txt.
///
/// Shape    one text a folder of the law ("umum.txt", "jkk.txt"): the findings of its files as the
///          analysis says them in Indonesian, in order. A gap counts as accepted only where the
///          line below it names why: "  diterima: PP 44/2015 Pasal …". Overlaps and rows that never
///          fire cannot be accepted.
/// Errors   file_* other than a text that is not there.

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "rules/analysis/analyse.h"

namespace payung {

class AcceptedFindings {
public:
    static Result<AcceptedFindings> load(const Path& folder);

    /// Whether the law may be loaded with it.
    bool allows(const rules::Finding& finding) const;
    /// Findings whose text does not stand in its file, and lines that stand there without a
    /// finding.
    struct Difference {
        std::vector<std::string> fresh, gone;
        bool none() const { return fresh.empty() && gone.empty(); }
    };
    Difference compare(std::span<const rules::Finding> findings) const;

    /// The texts as they would be with these findings, by name of file; reasons are kept.
    std::map<std::string, std::string> texts(std::span<const rules::Finding> findings) const;

private:
    std::map<std::string, std::string> reasons_;  // text of a finding to its reason, or empty
    std::set<std::string> files_;
};

/// The finding in the words of the files: "umum/bpu.dmn · Faktor keringanan BPU: tertutup …".
std::string text_of(const rules::Finding& finding);

/// Findings that are told elsewhere: rows not confirmed (counted by check), and before and behind
/// the values of a dated figure, which begins and ends by its nature (horizon).
bool is_told_elsewhere(const rules::Finding& finding);

}  // namespace payung
