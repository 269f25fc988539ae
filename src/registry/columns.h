#pragma once

/// Which column of a file holds which field: found by the names that offices use in headers.
///
/// Upper and lower case are one, as are blanks, points, minus and underscore: "Tgl. Lahir" is
/// tgl_lahir. Columns that nobody knows are kept aside and named in the report.
///
/// Errors   column_missing (with the names it may have and the columns found), column_twice.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registry/verdict.h"

namespace payung {

/// One field of a kind of file.
struct ColumnSpec {
    /// Names separated by blanks, the one of DESIGN.md first. A name in brackets counts only where
    /// no other name is there: [desa] may be the village's code, or its name beside kode_desa.
    std::string_view names;
    bool needed = false;
    Mask mask = Mask::identifiers_only;

    constexpr std::string_view name() const { return names.substr(0, names.find(' ')); }
};

/// The columns of one file. Field i is specs[i].
class ColumnMap {
public:
    static Result<ColumnMap> match(std::span<const ColumnSpec> specs,
                                   const std::vector<std::string>& header, const std::string& file);

    bool has(std::size_t field) const { return at_[field] >= 0; }
    /// Position in the row, or -1.
    std::int32_t at(std::size_t field) const { return at_[field]; }
    /// As the file writes it.
    std::string_view header(std::size_t field) const;
    std::size_t columns() const { return header_.size(); }
    const std::vector<std::string>& unknown() const { return unknown_; }

private:
    std::vector<std::int32_t> at_;
    std::vector<std::string> header_;
    std::vector<std::string> unknown_;
};

}  // namespace payung
