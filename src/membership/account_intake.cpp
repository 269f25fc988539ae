#include "membership/account_intake.h"

#include <fmt/format.h>

#include "membership/account_fields.h"
#include "registry/identity_reader.h"
#include "registry/repeated_ids.h"
#include "registry/text_dictionary.h"

namespace payung {
namespace {

namespace field {
using namespace identity_field;
enum : std::uint8_t {
    segment = identity_field::count,
    programmes,
    status,
    from,
    until,
    wage,
    payer,
    employer,  // looked at, not kept yet
    account_count
};
}  // namespace field

/// The names that membership extracts use. In brackets: only where no other name is there.
constexpr std::array<ColumnSpec, field::account_count> columns{{
    {"kpj acc_id no_kpj nomor_kpj account_id [id]"},
    {"nik no_nik nomor_nik no_ktp nomor_ktp nik_ktp nomor_identitas", false, Mask::number},
    {"nama nama_lengkap nama_tk nama_peserta nama_tenaga_kerja name", true, Mask::text},
    {"tgl_lahir tanggal_lahir tgllahir tanggallahir birth_date date_of_birth", true},
    {"jk jenis_kelamin jns_kelamin kelamin sex gender", true},
    {"kode_desa kode_kelurahan kode_desa_kelurahan kd_desa kd_kelurahan kode_wilayah kd_wilayah "
     "village_code [desa] [kelurahan] [desa_kelurahan]"},
    {"segmen segmen_kepesertaan segment"},
    {"program programs programme kode_program"},
    {"status status_kepesertaan status_aktif"},
    {"mulai bulan_mulai tgl_mulai tanggal_mulai start"},
    {"akhir bulan_akhir tgl_akhir tanggal_akhir end"},
    {"upah upah_tk upah_sebulan wage"},
    {"penanggung pembayar penanggung_iuran payer"},
    {"npp no_npp nomor_npp"},
}};
static_assert(columns[field::employer].name() == "npp");

struct AccountBatch : IntakeBatch {
    std::vector<Identity> identity;
    std::vector<AccountFacts> facts;
    TextColumn id;
    TextDictionary payers;
    std::vector<std::uint32_t> payer;  // of each row, index into payers

    void clear() {
        clear_counts();
        identity.clear();
        facts.clear();
        id.clear();
        payer.clear();
    }
};

/// A membership extract on its way in: a kind of file for intake.h.
class AccountRows {
public:
    using Batch = AccountBatch;
    static constexpr std::uint32_t payers_max = 255;  // AccountFacts::payer is one byte

    AccountRows(const IntakeOptions& options, std::size_t files)
        : options_(options), identity_(options, PlaceRule::optional), several_files_(files > 1) {}

    static std::span<const ColumnSpec> specs() { return columns; }
    std::size_t rows() const { return table_.size(); }
    void use(const ColumnMap& map);
    void take(FieldRow& row, Batch& batch) const;
    void append(Batch& batch);
    void reserve(std::size_t rows);
    AccountTable finish(IntakeJournal& journal);

private:
    static AccountFacts read_facts(FieldRow& row);
    void tell_ids_used_twice(IntakeJournal& journal) const;

    const IntakeOptions& options_;
    IdentityReader identity_;
    bool several_files_;
    std::uint32_t files_ = 0;
    std::string file_prefix_;
    bool ids_given_ = false;
    AccountTable table_;
    TextDictionary payers_;
    std::vector<std::uint32_t> payers_beyond_;  // rows whose payer has no number left
};

void AccountRows::use(const ColumnMap& map) {
    ++files_;
    if (several_files_) file_prefix_ = fmt::format("{}:", files_);
    ids_given_ = ids_given_ || map.has(field::id);
}

AccountFacts AccountRows::read_facts(FieldRow& row) {
    AccountFacts facts;
    facts.segment = row.value(field::segment, read_segment(row.text(field::segment)));
    facts.programmes = row.value(field::programmes, read_programmes(row.text(field::programmes)));
    facts.active = row.value(field::status, read_active(row.text(field::status)));
    facts.from = row.value(field::from, read_month(row.text(field::from)));
    const std::int32_t last = row.value(field::until, read_month(row.text(field::until)));
    if (last != 0) facts.until = last + 1;
    if (last != 0 && last < facts.from) row.doubt(field::until, Code::months_reversed);
    facts.wage_rupiah = row.value(field::wage, read_rupiah(row.text(field::wage))).amount;
    row.value(field::employer, read_employer_number(row.text(field::employer)));
    return facts;
}

void AccountRows::take(FieldRow& row, Batch& batch) const {
    const std::string_view name = row.utf8(field::name);
    const Identity who = identity_.read(row, name);
    if (who.nik == 0 && (name.empty() || who.birth == 0)) {
        return row.reject(RowNotes::no_column, Code::account_of_nobody);
    }
    if (name.empty()) row.doubt(field::name, Code::name_missing);
    batch.identity.push_back(who);
    batch.facts.push_back(read_facts(row));
    batch.payer.push_back(batch.payers.index_of(row.utf8(field::payer)));
    add_id(row, file_prefix_, batch.id);
}

void AccountRows::append(Batch& batch) {
    std::vector<std::uint32_t> index;
    for (const std::string& text : batch.payers.texts()) {
        const bool full = payers_.size() > payers_max;
        index.push_back(full ? payers_.find(text) : payers_.index_of(text));
    }
    for (std::size_t i = 0; i < batch.facts.size(); ++i) {
        const std::uint32_t payer = index[batch.payer[i]];
        batch.facts[i].payer = static_cast<std::uint8_t>(payer);
        if (payer == 0 && batch.payer[i] != 0) {
            payers_beyond_.push_back(static_cast<std::uint32_t>(rows() + i));
        }
    }
    const auto append_to = [](auto& all, const auto& more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    append_to(table_.identity, batch.identity);
    append_to(table_.facts, batch.facts);
    table_.id.append(batch.id);
}

void AccountRows::reserve(std::size_t rows) {
    constexpr std::size_t id_bytes = 12;
    table_.identity.reserve(rows);
    table_.facts.reserve(rows);
    table_.id.reserve(rows, rows * id_bytes);
}

/// All rows of such an id: none of them is the right one.
void AccountRows::tell_ids_used_twice(IntakeJournal& journal) const {
    std::vector<bool> twice(rows());
    for (const auto [row, first] : repeated_ids(table_.id, options_.threads)) {
        twice[row] = twice[first] = true;
    }
    for (std::uint32_t row = 0; row < rows(); ++row) {
        if (!twice[row]) continue;
        journal.tell_later(row, field::id, Code::account_id_twice, table_.id[row],
                           RowOutcome::doubt);
    }
}

AccountTable AccountRows::finish(IntakeJournal& journal) {
    for (const std::uint32_t row : payers_beyond_) {
        journal.tell_later(row, field::payer, Code::too_many_payers, {}, RowOutcome::doubt);
    }
    if (ids_given_) tell_ids_used_twice(journal);
    table_.payers = std::move(payers_).take();
    return std::move(table_);
}

}  // namespace

Result<AccountIntake> read_accounts(std::span<const Path> files, const IntakeOptions& options,
                                    VerdictSink& verdicts) {
    AccountRows rows(options, files.size());
    IntakeJournal journal(AccountRows::specs(), verdicts);
    TRY(read_files(rows, files, options, journal));
    AccountTable accounts = rows.finish(journal);
    return AccountIntake{std::move(accounts), journal.finish()};
}

}  // namespace payung
