#pragma once

/// Named time zones, read from the system's zone database (TZif files of /usr/share/zoneinfo; g++
/// 12 has no std::chrono zones).
///
/// Shape    one immutable set of rules a zone, read at its first use and kept.
/// Errors   an unknown name, or a database that is not there, is nullptr.
/// Source   RFC 8536; the rule for days after the table is a POSIX TZ text.

#include <cstdint>
#include <string>
#include <string_view>

namespace payung::rules {

class ZoneRules {
public:
    virtual ~ZoneRules() = default;
    /// Seconds east of UTC at an instant (seconds since 1970 UTC).
    virtual std::int32_t offset_at(std::int64_t instant) const = 0;
    /// Without summer time, by the newest rule.
    virtual std::int32_t standard_offset() const = 0;
    /// At a local clock reading (seconds since 1970 local). A reading that comes twice is the first
    /// one; one that is skipped counts with the offset before the jump.
    std::int32_t offset_at_local(std::int64_t local) const;
};

/// "Asia/Jakarta"; nullptr where there is no such zone. Safe for threads.
const ZoneRules* find_zone(std::string_view id);

}  // namespace payung::rules
