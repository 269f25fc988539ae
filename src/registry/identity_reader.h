#pragma once

/// The fields that a register row and a membership row have in common, read into an Identity.
///
/// Both kinds of file declare these fields first, in this order, and their own behind them.

#include <cstdint>

#include "base/text_column.h"
#include "registry/identity.h"
#include "registry/intake.h"

namespace payung {

namespace identity_field {
enum : std::uint8_t { id, nik, name, birth, sex, place, count };
}

/// Whether a row may be without a place: a person of the register may not, an account may.
enum class PlaceRule : std::uint8_t { needed, optional };

class IdentityReader {
public:
    /// `options` outlive this.
    IdentityReader(const IntakeOptions& options, PlaceRule rule)
        : areas_(options.areas),
          names_(options.names),
          rule_(rule),
          today_(digits_of(options.as_of)) {}

    /// `name`: the row's name as UTF-8. Notes doubts; a place that is needed and names no province
    /// rejects the row.
    Identity read(FieldRow& row, std::string_view name) const;

private:
    void read_place(FieldRow& row, Identity& who) const;
    void read_nik(FieldRow& row, Identity& who) const;

    const AreaTable& areas_;
    const NameRules& names_;
    PlaceRule rule_;
    std::uint32_t today_;  // YYYYMMDD
};

/// The id of the row, or "baris-N" where it has none; `file_prefix` ("2:") tells files apart.
void add_id(FieldRow& row, std::string_view file_prefix, TextColumn& ids);

}  // namespace payung
