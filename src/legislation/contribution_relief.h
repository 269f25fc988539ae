#pragma once

/// Temporary relief of BPU contributions: which part of the normal amount is owed in a month.
///
/// A relief names its programmes, its factor, how it reads each kind of payer, and its windows of
/// contribution months by sector. Where no window holds, the whole is owed.
///
/// Law      PP 49/2020; PP 50/2025 (legislation/keringanan_bpu.yaml).
/// Errors   law_malformed: also a payer that a relief reads twice or not at all, and two windows of
///          one programme that hold for the same sector and month.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/result.h"
#include "legislation/citation.h"
#include "legislation/programme.h"

namespace payung {

struct ReliefDecision {
    Rate factor{1'000'000};
    std::vector<const Citation*> because;  // of this relief or of its refusal; empty without either
    /// Workers of another sector owe another amount to this payer in this month.
    bool sector_decides = false;
};

class ReliefSchedule {
public:
    static Result<ReliefSchedule> from_yaml(const YamlNode& root);

    /// `sector` is a KBLI letter; 0, unknown, counts as one that no group names.
    ReliefDecision decide(Programme programme, Month month, PayerKind payer, char sector) const;

    Rounding rounding() const { return rounding_; }
    Money rounding_unit() const { return rounding_unit_; }

private:
    /// Sectors are told apart by group: 0 is every letter that no group names.
    static constexpr std::size_t group_max = 8;
    using Groups = std::uint8_t;  // set of groups

    struct SectorGroup {
        std::string name;
        Citation citation;
    };
    struct PayerReading {
        bool relieved = false;
        Citation citation;
    };
    struct Window {
        Groups groups = 0;
        Interval<Month> months;
        Citation citation;
    };
    struct Relief {
        std::array<bool, all_programmes.size()> programmes{};
        Rate factor;
        Citation citation;
        std::array<PayerReading, all_payer_kinds.size()> payers;
        std::vector<Window> windows;
    };

    Result<void> read_sectors(const YamlNode& node);
    Result<void> read_group(const std::string& name, const YamlNode& node);
    Result<Relief> relief_from(const YamlNode& node) const;
    Result<Window> window_from(const YamlNode& node) const;
    Result<Groups> groups_named(const YamlNode& node) const;
    Result<void> refuse_overlaps(const YamlNode& reliefs) const;
    Groups all_groups() const;
    Groups group_of(char sector) const;

    std::vector<SectorGroup> groups_{{"lainnya", {}}};
    std::array<std::uint8_t, 26> group_of_letter_{};
    std::vector<Relief> reliefs_;
    Rounding rounding_ = Rounding::half_up;
    Money rounding_unit_;
};

}  // namespace payung
