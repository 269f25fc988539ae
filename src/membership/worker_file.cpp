#include "membership/worker_file.h"

#include <array>

#include "base/text.h"
#include "membership/account_fields.h"
#include "membership/change_errors.h"
#include "membership/errors.h"
#include "membership/kpj.h"
#include "membership/wage_list.h"

namespace payung {
namespace {

namespace say = membership_error;

namespace field {
enum : std::uint8_t {
    nik,
    name,
    birth,
    sex,
    citizen,
    from,
    programmes,
    wage,
    income,
    sector,
    area,
    phone,
    bank_account,
    kpj,
    months,
    kept
};
}

constexpr std::array<ColumnSpec, 37> columns{{
    {"nik no_nik nomor_nik no_ktp nomor_identitas", false, Mask::number},
    {"nama nama_lengkap nama_tk", true, Mask::text},
    {"tanggal_lahir tgl_lahir", true},
    {"jenis_kelamin jk"},
    {"kewarganegaraan"},
    {"bulan_mulai tanggal_masuk tgl_masuk mulai"},
    {"program"},
    {"upah upah_sebulan"},
    {"penghasilan"},
    {"lapangan_usaha kbli"},
    {"kode_desa kode_wilayah"},
    {"no_hp nomor_hp hp", false, Mask::number},
    {"no_rekening nomor_rekening", false, Mask::number},
    {"kpj no_kpj"},
    {"jumlah_bulan"},
    {"no nomor"},
    {"tempat_lahir", false, Mask::text},
    {"status_kawin"},
    {"ibu_kandung nama_ibu", false, Mask::text},
    {"alamat", false, Mask::text},
    {"kecamatan"},
    {"kabupaten"},
    {"kode_pos"},
    {"email", false, Mask::text},
    {"npwp", false, Mask::number},
    {"passport paspor", false, Mask::number},
    {"status_kerja"},
    {"pekerjaan"},
    {"lokasi_pekerjaan", false, Mask::text},
    {"jam_kerja"},
    {"bank"},
    {"sumber_dana"},
    {"nomor_sk no_sk"},
    {"nama_pasangan", false, Mask::text},
    {"nama_anak_1", false, Mask::text},
    {"nama_anak_2", false, Mask::text},
    {"nama_anak_3", false, Mask::text},
}};
static_assert(columns[field::kpj].name() == "kpj");

Money read_amount(FieldRow& row, std::size_t field) {
    const std::string_view text = row.text(field);
    if (text.empty()) return {};
    const auto amount = parse_rupiah(text);
    if (!amount) {
        row.reject(field, amount.error().code());
        return {};
    }
    if (*amount >= wage_never_from) row.reject(field, say::wage_too_large);
    return *amount;
}

Day read_birth_day(FieldRow& row, Day today) {
    const std::uint32_t birth = row.value(field::birth, read_birth(row.text(field::birth), today));
    constexpr std::uint32_t hundred = 100;
    const auto day = Day::from_ymd(static_cast<int>(birth / hundred / hundred),
                                   birth / hundred % hundred, birth % hundred);
    if (birth == 0 || !day) row.reject(field::birth, say::member_birth_missing);
    return day.value_or(Day{});
}

bool is_foreigner(std::string_view text) {
    return upper_ascii(text) == "WNA";
}

void read_months(FieldRow& row, WorkerRow& into) {
    const Reading<std::int32_t> month = read_month(row.text(field::from));
    into.from = month.value;
    if (month.doubt == Code::month_unreadable) row.reject(field::from, Code::month_unreadable);
}

/// How long is paid ahead; a bill matter, so that nobody stays outside because of it.
std::int32_t read_ahead(FieldRow& row) {
    const std::string_view text = row.text(field::months);
    if (text.empty()) return 0;
    constexpr std::uint64_t months_max = 12;
    const auto months = parse_u64(text);
    if (months && *months >= 1 && *months <= months_max) return static_cast<std::int32_t>(*months);
    row.doubt(field::months, change_error::months_ahead_unreadable);
    return 0;
}

WorkerRow read_row(FieldRow& row, Day today) {
    WorkerRow read;
    read.line = row.line();
    read.nik = row.text(field::nik);
    read.name = row.utf8(field::name);
    read.kpj = kpj_of(row.text(field::kpj));
    read.birth = read_birth_day(row, today);
    if (!row.text(field::sex).empty())
        read.sex = row.value(field::sex, read_sex(row.text(field::sex)));
    read.citizen = !is_foreigner(row.text(field::citizen));
    read.programmes = row.value(field::programmes, read_programmes(row.text(field::programmes)));
    read.sector = row.value(field::sector, read_sector(row.text(field::sector)));
    read.area = row.text(field::area);
    read.phone = row.text(field::phone);
    read.bank_account = row.text(field::bank_account);
    if (!row.rejected()) read_months(row, read);
    if (!row.rejected()) read.wage = read_amount(row, field::wage);
    if (!row.rejected()) read.income = read_amount(row, field::income);
    if (!row.rejected()) read.months = read_ahead(row);
    return read;
}

}  // namespace

Result<WorkerFile> read_worker_file(const Path& path, Day today) {
    WorkerFile read;
    TRY_ASSIGN(read.file, read_handed_file(path, columns, [&](FieldRow& row) {
                   WorkerRow one = read_row(row, today);
                   if (!row.rejected()) read.rows.push_back(std::move(one));
               }));
    return read;
}

}  // namespace payung
