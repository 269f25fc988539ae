#include "registry/identity_reader.h"

#include <fmt/format.h>

#include "registry/nik_check.h"

namespace payung {

void IdentityReader::read_place(FieldRow& row, Identity& who) const {
    const std::string_view text = row.text(identity_field::place);
    const bool needed = rule_ == PlaceRule::needed;
    if (text.empty()) {
        if (needed) return row.reject(identity_field::place, Code::place_missing);
        if (row.has(identity_field::place)) row.doubt(identity_field::place, Code::place_missing);
        return;
    }
    const AreaCode code = areas_.current(read_area_code(text));
    who.area = areas_.find_deepest(code);
    who.regency = static_cast<std::uint16_t>(code.prefix(4));
    who.village = static_cast<std::uint32_t>(code.prefix(10) % 1'000'000);
    if (who.area == 0) {
        if (needed) return row.reject(identity_field::place, Code::place_unknown);
        return row.doubt(identity_field::place, Code::place_unknown);
    }
    const bool known = code.exact && areas_.level(who.area) == AreaLevel::village;
    if (!known) row.doubt(identity_field::place, Code::village_unknown);
}

void IdentityReader::read_nik(FieldRow& row, Identity& who) const {
    if (!row.has(identity_field::nik)) return;
    const NikReading read = payung::read_nik(row.text(identity_field::nik));
    if (read.doubt) row.doubt(identity_field::nik, *read.doubt);
    if (read.number == 0) return;
    who.nik = read.number;
    who.nik_flags = nik_flags(Nik{read.number}, who.birth, who.sex, areas_);
    const auto flagged = [&](unsigned flag) { return (who.nik_flags & flag) != 0; };
    if (!flagged(nik_well_formed)) {
        row.doubt(identity_field::nik, Code::nik_no_such_day);
    } else if (flagged(nik_date_contradicts)) {
        row.doubt(identity_field::nik, Code::nik_contradicts_date);
    }
    if (flagged(nik_sex_contradicts)) row.doubt(identity_field::nik, Code::nik_contradicts_sex);
}

Identity IdentityReader::read(FieldRow& row, std::string_view name) const {
    Identity who;
    read_place(row, who);
    if (row.rejected()) return who;
    who.name_key = names_.key(name);
    who.birth =
        row.value(identity_field::birth, read_birth(row.text(identity_field::birth), today_));
    who.sex = row.value(identity_field::sex, read_sex(row.text(identity_field::sex)));
    read_nik(row, who);
    return who;
}

void add_id(FieldRow& row, std::string_view file_prefix, TextColumn& ids) {
    const std::string_view id = row.utf8(identity_field::id);
    if (!id.empty()) return ids.add(id);
    if (row.has(identity_field::id)) row.doubt(identity_field::id, Code::id_missing);
    fmt::memory_buffer made;
    fmt::format_to(fmt::appender(made), "{}baris-{}", file_prefix, row.line());
    ids.add({made.data(), made.size()});
}

}  // namespace payung
