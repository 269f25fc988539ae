#include "legislation/accepted_findings.h"

#include <algorithm>

#include "base/file.h"
#include "legislation/parameter.h"

namespace payung {
namespace {

using rules::Finding;

constexpr std::string_view reason_mark = "  diterima: ";

/// "umum/bpu.dmn" belongs to "umum.txt".
std::string file_for(const Finding& finding) {
    return finding.place.file.substr(0, finding.place.file.find('/')) + ".txt";
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines;
}

}  // namespace

std::string text_of(const Finding& finding) {
    std::string text = finding.place.file + " · " + finding.place.decision + ": " +
                       rules::describe(finding, Language::id);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

bool is_told_elsewhere(const Finding& finding) {
    if (finding.kind == Finding::Kind::unverified) return true;
    return finding.place.file == parameter_file && finding.kind == Finding::Kind::gap;
}

Result<AcceptedFindings> AcceptedFindings::load(const Path& folder) {
    AcceptedFindings accepted;
    std::error_code none;
    for (std::filesystem::directory_iterator at(folder / "analysis", none), end; !none && at != end;
         at.increment(none)) {
        if (at->path().extension() != ".txt") continue;
        TRY_ASSIGN(const std::string text, read_file(at->path()));
        accepted.files_.insert(at->path().filename().string());
        std::string* last = nullptr;
        for (const std::string_view line : lines_of(text)) {
            if (line.starts_with(reason_mark) && last != nullptr) {
                *last = line.substr(reason_mark.size());
            } else if (!line.empty()) {
                last = &accepted.reasons_[std::string(line)];
            }
        }
    }
    return accepted;
}

bool AcceptedFindings::allows(const Finding& finding) const {
    if (!rules::refuses(finding) || is_told_elsewhere(finding)) return true;
    if (finding.kind != Finding::Kind::gap) return false;
    const auto known = reasons_.find(text_of(finding));
    return known != reasons_.end() && !known->second.empty();
}

AcceptedFindings::Difference AcceptedFindings::compare(std::span<const Finding> findings) const {
    Difference difference;
    std::set<std::string> now;
    for (const Finding& finding : findings) {
        if (is_told_elsewhere(finding)) continue;
        std::string text = text_of(finding);
        if (!reasons_.contains(text)) difference.fresh.push_back(text);
        now.insert(std::move(text));
    }
    for (const auto& [text, reason] : reasons_) {
        if (!now.contains(text)) difference.gone.push_back(text);
    }
    return difference;
}

std::map<std::string, std::string> AcceptedFindings::texts(
    std::span<const Finding> findings) const {
    std::map<std::string, std::string> texts;
    for (const std::string& file : files_) texts[file];
    for (const Finding& finding : findings) {
        if (is_told_elsewhere(finding)) continue;
        const std::string line = text_of(finding);
        std::string& text = texts[file_for(finding)];
        text += line + "\n";
        const auto known = reasons_.find(line);
        if (known == reasons_.end() || known->second.empty()) continue;
        text += std::string(reason_mark) + known->second + "\n";
    }
    return texts;
}

}  // namespace payung
