/// `payung law horizon`: what ends in the months to come.

#include <CLI/CLI.hpp>
#include <memory>

#include "app/law.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "legislation/horizon.h"

namespace payung::app {
namespace {

struct HorizonRequest {
    Path law;
    int months = 12;
    std::string from;  // a month; empty: this one
};

std::string_view name_of(LawEnd::Kind kind) {
    constexpr std::array<std::string_view, 3> names{"figure", "row", "calendar"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string words_of(const LawEnd& end, const Console& console) {
    std::string words = to_text(end.last) + "  " + end.file;
    switch (end.kind) {
        case LawEnd::Kind::figure:
            words += " · " + end.decision;
            words += console.say(": angka terakhir; sesudahnya tidak dapat dihitung",
                                 ": last figure; nothing can be computed past it");
            break;
        case LawEnd::Kind::row:
            words += " · " + end.decision + std::string(console.say(", baris ", ", row ")) +
                     std::to_string(end.row);
            break;
        case LawEnd::Kind::calendar:
            words += console.say(": hari libur sesudahnya belum ada",
                                 ": holidays after it are not there yet");
            break;
    }
    return words + "  [" + end.cite + "]";
}

void tell_json(const std::vector<LawEnd>& ends, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const LawEnd& end : ends) {
        json.begin_object().key("kind").text(name_of(end.kind)).key("last").text(to_text(end.last));
        json.key("file").text(end.file).key("decision").text(end.decision);
        json.key("row").whole(end.row).key("cite").text(end.cite).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Month this_month() {
    const auto today = std::chrono::floor<std::chrono::days>(SystemClock().now());
    const Day day = Day::from_number(static_cast<std::int32_t>(today.time_since_epoch().count()));
    return month_of(day);
}

Result<int> horizon(const HorizonRequest& request, const Console& console) {
    const auto rulebook = load_or_tell(law_folder_or_own(request.law), console);
    if (!rulebook) return law_not_in_order;
    const Month from = parse_month(request.from).value_or(this_month());
    const std::vector<LawEnd> ends =
        ends_between(*rulebook, from.first_day(), (from + request.months).first_day());
    if (console.json) {
        tell_json(ends, console);
        return law_in_order;
    }
    for (const LawEnd& end : ends) console.tell(words_of(end, console));
    if (ends.empty()) {
        console.tell(
            console.say("Tidak ada yang berakhir dalam jangka itu.", "Nothing ends in that time."));
    }
    return law_in_order;
}

}  // namespace

LawAnswer build_law_horizon(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<HorizonRequest>();
    add_law_folder(sub, console, request->law);
    sub.add_option("--months", request->months,
                   std::string(console.say("berapa bulan ke depan", "how many months ahead")))
        ->check(CLI::Range(1, 1200))
        ->capture_default_str();
    sub.add_option("--from", request->from,
                   std::string(console.say("bulan pertama TTTT-BB (bawaan: bulan ini)",
                                           "first month YYYY-MM (default: this one)")))
        ->check([form = std::string(console.say("tulis TTTT-BB: ", "write YYYY-MM: "))](
                    const std::string& text) {
            return parse_month(text) ? std::string() : form + text;
        });
    return [request](const Console& c) { return horizon(*request, c); };
}

}  // namespace payung::app
