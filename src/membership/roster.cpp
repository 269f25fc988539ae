#include "membership/roster.h"

#include <fmt/ranges.h>

#include <array>
#include <set>

#include "base/nik.h"
#include "base/text.h"
#include "membership/account_fields.h"
#include "membership/errors.h"
#include "registry/nik_check.h"

namespace payung {
namespace {

namespace say = membership_error;

namespace field {
enum : std::uint8_t {
    source,
    reg_id,
    nik,
    name,
    village,
    programmes,
    from,
    months,
    monthly,
    amount,
    birth,
    sex,
    sector,
    count
};
}

constexpr std::array<ColumnSpec, field::count> columns{{
    {"sumber"},
    {"reg_id id"},
    {"nik", true, Mask::number},
    {"nama nama_lengkap", true, Mask::text},
    {"kode_desa kode_wilayah"},
    {"program", true},
    {"mulai bulan_mulai", true},
    {"bulan jumlah_bulan", true},
    {"iuran_per_bulan", true},
    {"jumlah", true},
    {"tgl_lahir tanggal_lahir"},
    {"jk jenis_kelamin"},
    {"lapangan_usaha"},
}};

/// A code of two to ten digits, filled up to ten.
std::int64_t area_of(std::string_view text) {
    const AreaCode code = read_area_code(text);
    auto number = static_cast<std::int64_t>(code.number);
    for (unsigned digits = code.digits; digits > 0 && digits < 10; ++digits) number *= 10;
    return number;
}

Money read_amount(FieldRow& row, std::size_t field) {
    const auto amount = parse_rupiah(row.text(field));
    if (amount) return *amount;
    row.reject(field, amount.error().code());
    return {};
}

void read_who(FieldRow& row, Day today, Commitment& into) {
    const NikReading nik = read_nik(row.text(field::nik));
    if (nik.number == 0) return row.reject(field::nik, say::member_nik_unusable);
    into.nik = Nik(nik.number).digits();
    into.name = row.utf8(field::name);
    into.reg_id = row.text(field::reg_id);
    into.area = area_of(row.text(field::village));
    into.sector = row.value(field::sector, read_sector(row.text(field::sector)));
    into.sex = row.text(field::sex).empty() ? sex_of_nik(nik.number)
                                            : row.value(field::sex, read_sex(row.text(field::sex)));
    std::optional<Day> birth = birth_of_nik(nik.number, today);
    if (!row.text(field::birth).empty()) {
        const std::uint32_t date =
            row.value(field::birth, read_birth(row.text(field::birth), today));
        birth = Day::from_ymd(static_cast<int>(date / 10'000), date / 100 % 100, date % 100);
    }
    if (!birth) return row.reject(field::birth, say::member_birth_missing);
    into.birth = *birth;
}

void read_promise(FieldRow& row, Commitment& into) {
    const Reading<std::uint8_t> programmes = read_programmes(row.text(field::programmes));
    into.programmes = row.value(field::programmes, programmes);
    if (into.programmes == 0) return row.reject(field::programmes, say::spell_without_programme);
    const Reading<std::int32_t> from = read_month(row.text(field::from));
    const auto months = parse_u64(row.text(field::months));
    constexpr std::uint64_t months_max = 1200;
    if (from.value == 0 || !months || *months == 0 || *months > months_max)
        return row.reject(field::from, say::roster_months_missing);
    into.from = Month::from_number(from.value);
    into.months = static_cast<std::int32_t>(*months);
    const Money monthly = read_amount(row, field::monthly);
    if (row.rejected()) return;
    into.amount = read_amount(row, field::amount);
    if (!row.rejected() && into.amount != monthly * into.months)
        row.reject(field::amount, say::roster_amount_differs);
}

}  // namespace

std::string_view name_of(RosterState state) {
    constexpr std::array<std::string_view, 3> names{"proposed", "approved", "refused"};
    return names.at(static_cast<std::size_t>(state));
}

std::optional<Day> birth_of_nik(std::uint64_t number, Day today) {
    const Nik nik(number);
    constexpr unsigned woman = 40;
    constexpr int youngest_years = 10;
    const unsigned day = nik.day() > woman ? nik.day() - woman : nik.day();
    const int century = today.year() / 100 * 100;
    const int year = century + static_cast<int>(nik.year());
    return Day::from_ymd(year + youngest_years <= today.year() ? year : year - 100, nik.month(),
                         day);
}

std::uint8_t sex_of_nik(std::uint64_t nik) {
    constexpr unsigned woman = 40;
    return Nik(nik).day() > woman ? 2 : 1;
}

void add_months(std::vector<Commitment>& workers, Commitment row) {
    if (!workers.empty()) {
        Commitment& last = workers.back();
        if (last.nik == row.nik && last.reg_id == row.reg_id && last.programmes == row.programmes &&
            last.from + last.months == row.from) {
            last.months += row.months;
            last.amount += row.amount;
            return;
        }
    }
    row.position = static_cast<std::int64_t>(workers.size() + 1);
    workers.push_back(std::move(row));
}

Result<RosterFile> read_roster_file(const Path& path, std::string_view source, Day today) {
    RosterFile read;
    read.source = source;
    std::set<std::string> sources;
    TRY_ASSIGN(read.file, read_handed_file(path, columns, [&](FieldRow& row) {
                   const std::string_view of = row.text(field::source);
                   sources.emplace(of);
                   if (!source.empty() && of != source) return;
                   Commitment one;
                   read_who(row, today, one);
                   if (!row.rejected()) read_promise(row, one);
                   if (!row.rejected()) add_months(read.workers, std::move(one));
               }));
    if (source.empty() && sources.size() > 1) {
        return Error{say::roster_source_missing,
                     {{"sources", fmt::format("{}", fmt::join(sources, ", "))}}};
    }
    if (source.empty() && !sources.empty()) read.source = *sources.begin();
    return read;
}

}  // namespace payung
