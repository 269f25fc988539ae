#include "app/cover_words.h"

#include <array>

namespace payung::app {
namespace {

constexpr std::array<std::string_view, 7> english{"paid",
                                                  "not due yet",
                                                  "arrears of the employer",
                                                  "within the grace of the law",
                                                  "grace used up",
                                                  "never paid",
                                                  "not enrolled"};

}  // namespace

std::string_view words_of(CoverReason reason, const Console& console) {
    return console.say(name_of(reason), english.at(static_cast<std::size_t>(reason)));
}

std::string_view words_of_cover(std::string_view reason, const Console& console) {
    for (std::size_t i = 0; i < english.size(); ++i) {
        const auto known = static_cast<CoverReason>(i);
        if (name_of(known) == reason) return words_of(known, console);
    }
    return reason;
}

}  // namespace payung::app
