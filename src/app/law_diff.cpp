/// `payung law diff`: what differs in law between two folders, and what may not be done that way.

#include <CLI/CLI.hpp>
#include <memory>

#include "app/law.h"
#include "app/law_question.h"
#include "base/json_writer.h"
#include "rules/explain/rulebook_diff.h"

namespace payung::app {

namespace {

struct DiffRequest {
    Path before, after;
};

/// What the newer rulebook announces and corrects beyond the older one.
rules::DiffOptions options_for(const Rulebook& before, const Rulebook& after) {
    rules::DiffOptions options;
    options.known_from = rules::parse_date(to_text(after.version().known_from));
    const std::vector<VersionEntry>& old = before.version().entries;
    const std::vector<VersionEntry>& now = after.version().entries;
    for (std::size_t e = old.size(); e < now.size(); ++e) {
        for (const LawChange& change : now[e].changes) {
            options.announced.insert_or_assign(
                change.decision, rules::Announcement{change.cite, change.effective, change.what});
            if (!now[e].corrects.empty()) options.corrected.insert(change.decision);
        }
    }
    return options;
}

Result<int> diff(const DiffRequest& request, const Console& console) {
    const auto before = load_or_tell(request.before, console, Rulebook::Findings::skip);
    const auto after = load_or_tell(request.after, console, Rulebook::Findings::skip);
    if (!before || !after) return law_not_in_order;
    const rules::Units units = units_of(*after);
    rules::DiffOptions options = options_for(*before, *after);
    options.units = &units;
    const auto found = rules::compare_rulebooks(before->program(), after->program(), options);
    if (console.json) {
        std::string out;
        JsonWriter json(out);
        rules::put_diff(json, found);
        json.finish();
        console.tell_lines(out);
    } else if (found.decisions.empty()) {
        console.tell(console.say("Tidak ada perbedaan hukum.", "No difference in law."));
    } else {
        console.tell_lines(rules::describe(found, console.language));
    }
    return found.refused() ? law_not_in_order : law_in_order;
}

}  // namespace

LawAnswer build_law_diff(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<DiffRequest>();
    sub.add_option("before", request->before,
                   std::string(console.say("folder hukum yang lama", "the older folder of law")))
        ->required();
    sub.add_option("after", request->after,
                   std::string(console.say("folder hukum yang baru", "the newer folder of law")))
        ->required();
    return [request](const Console& c) { return diff(*request, c); };
}

}  // namespace payung::app
