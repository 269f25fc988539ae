#pragma once

/// What came in at the counter, day by day, and nothing that the office made of it: one line of
/// JSON each, for another program to work through the same days and come to the same books.
///
/// Shape    {"do":"wages","on":"2026-03-25",…}; money in sen, days and months as ISO text.
///          tests/slow_model reads it.
/// Cost     about a microsecond a line.

#include <string>
#include <string_view>

#include "base/day.h"
#include "base/json_writer.h"

namespace payung::rehearsal {

/// One line, ended when it goes.
class DiaryLine {
public:
    DiaryLine(std::string& diary, std::string_view what, Day on)
        : diary_(diary), json_(diary, JsonStyle::compact) {
        json_.begin_object().key("do").text(what).key("on").text(to_text(on));
    }
    DiaryLine(const DiaryLine&) = delete;
    DiaryLine& operator=(const DiaryLine&) = delete;
    ~DiaryLine() {
        json_.end_object().finish();
        diary_ += '\n';
    }

    DiaryLine& text(std::string_view key, std::string_view value) {
        json_.key(key).text(value);
        return *this;
    }
    DiaryLine& whole(std::string_view key, std::int64_t value) {
        json_.key(key).whole(value);
        return *this;
    }
    DiaryLine& flag(std::string_view key, bool value) {
        json_.key(key).boolean(value);
        return *this;
    }
    DiaryLine& sen(std::string_view key, Money value) { return whole(key, value.sen()); }
    DiaryLine& month(std::string_view key, Month value) { return text(key, to_text(value)); }
    DiaryLine& day(std::string_view key, Day value) { return text(key, to_text(value)); }
    /// For values that are lists: leave it where it stands, behind a value.
    JsonWriter& json() { return json_; }

private:
    std::string& diary_;
    JsonWriter json_;
};

}  // namespace payung::rehearsal
