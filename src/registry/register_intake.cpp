#include "registry/register_intake.h"

#include <fmt/format.h>

#include <tuple>
#include <unordered_map>

#include "registry/first_rows.h"
#include "registry/identity_reader.h"
#include "registry/repeated_ids.h"
#include "registry/text_dictionary.h"

namespace payung {
namespace {

namespace field {
using namespace identity_field;
enum : std::uint8_t {
    family = identity_field::count,
    decile,
    status,
    sector,
    occupation,
    income,
    relation,  // known, and not needed yet
    decree,
    register_count
};
}  // namespace field

/// The names that registers of offices use. In brackets: only where no other name is there.
constexpr std::array<ColumnSpec, field::register_count> columns{{
    {"id reg_id id_registrasi id_individu id_art", false, Mask::identifiers_only},
    {"nik no_nik nomor_nik no_ktp nomor_ktp nik_ktp", false, Mask::number},
    {"nama nama_lengkap nama_penduduk nama_individu nama_art name", true, Mask::text},
    {"tgl_lahir tanggal_lahir tgllahir tanggallahir birth_date date_of_birth", true},
    {"jk jenis_kelamin jns_kelamin kelamin sex gender", true},
    {"kode_desa kode_kelurahan kode_desa_kelurahan kd_desa kd_kelurahan kode_wilayah kd_wilayah "
     "village_code [desa] [kelurahan] [desa_kelurahan]",
     true},
    {"no_kk nomor_kk nokk kk no_kartu_keluarga nomor_kartu_keluarga", false, Mask::number},
    {"desil desil_nasional desil_kesejahteraan decile"},
    {"status_pekerjaan status_kerja status_kedudukan_pekerjaan work_status"},
    {"lapangan_usaha kbli kode_kbli lapangan_usaha_utama sektor sector"},
    {"pekerjaan pekerjaan_utama jenis_pekerjaan occupation"},
    {"penghasilan pendapatan penghasilan_bulanan pendapatan_bulanan income"},
    {"hub_krt hubungan_krt hub_kepala_keluarga hubungan_keluarga shdk"},
    {"sk nomor_sk no_sk"},
}};
static_assert(columns[field::decree].name() == "sk");

struct RegisterBatch : IntakeBatch {
    std::vector<Identity> identity;
    std::vector<PersonFacts> facts;
    std::vector<std::uint64_t> family_keys;
    TextColumn id, name;
    TextDictionary occupations;

    void clear() {
        clear_counts();
        identity.clear();
        facts.clear();
        family_keys.clear();
        id.clear();
        name.clear();
    }
};

template <class T>
void append_to(std::vector<T>& all, const std::vector<T>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// A register on its way in: a kind of file for intake.h.
class RegisterRows {
public:
    using Batch = RegisterBatch;

    RegisterRows(const IntakeOptions& options, std::size_t files)
        : options_(options), identity_(options, PlaceRule::needed), several_files_(files > 1) {}

    static std::span<const ColumnSpec> specs() { return columns; }
    std::size_t rows() const { return table_.size(); }
    void use(const ColumnMap& map);
    void take(FieldRow& row, Batch& batch) const;
    void append(Batch& batch);
    void reserve(std::size_t rows);

    /// What needs all rows: ids used twice, families, their deciles.
    PersonTable finish(IntakeJournal& journal);

private:
    static PersonFacts read_facts(FieldRow& row, Batch& batch);
    std::vector<bool> find_ids_used_twice() const;
    bool stands_before(std::uint32_t a, std::uint32_t b) const;
    void number_families();
    void share_deciles(const std::vector<bool>& dropped, IntakeJournal& journal);

    const IntakeOptions& options_;
    IdentityReader identity_;
    bool several_files_;
    std::uint32_t files_ = 0;
    std::string file_prefix_;  // of ids made from line numbers
    bool ids_given_ = false;
    PersonTable table_;
    TextDictionary occupations_;
    std::vector<std::uint64_t> family_keys_;
};

void RegisterRows::use(const ColumnMap& map) {
    ++files_;
    if (several_files_) file_prefix_ = fmt::format("{}:", files_);
    PersonColumns& has = table_.columns;
    ids_given_ = ids_given_ || map.has(field::id);
    has.nik = has.nik || map.has(field::nik);
    has.family = has.family || map.has(field::family);
    has.decile = has.decile || map.has(field::decile);
    has.status = has.status || map.has(field::status);
    has.sector = has.sector || map.has(field::sector);
    has.occupation = has.occupation || map.has(field::occupation);
    has.income = has.income || map.has(field::income);
    has.decree = has.decree || map.has(field::decree);
}

PersonFacts RegisterRows::read_facts(FieldRow& row, Batch& batch) {
    PersonFacts facts;
    facts.decile = row.value(field::decile, read_decile(row.text(field::decile)));
    facts.status = row.value(field::status, read_work_status(row.text(field::status)));
    facts.sector = row.value(field::sector, read_sector(row.text(field::sector)));
    facts.occupation = batch.occupations.index_of(row.utf8(field::occupation));
    const Rupiah income = row.value(field::income, read_rupiah(row.text(field::income)));
    facts.income_rupiah = income.amount;
    facts.income_known = income.known;
    facts.named_in_decree = read_decree(row.text(field::decree));
    return facts;
}

void RegisterRows::take(FieldRow& row, Batch& batch) const {
    const std::string_view name = row.utf8(field::name);
    if (name.empty()) return row.reject(field::name, Code::name_missing);
    const Identity who = identity_.read(row, name);
    if (row.rejected()) return;
    batch.identity.push_back(who);
    batch.facts.push_back(read_facts(row, batch));
    batch.family_keys.push_back(
        row.value(field::family, read_family_card(row.text(field::family))));
    add_id(row, file_prefix_, batch.id);
    batch.name.add(name);
}

void RegisterRows::append(Batch& batch) {
    std::vector<std::uint32_t> index;
    for (const std::string& text : batch.occupations.texts()) {
        index.push_back(occupations_.index_of(text));
    }
    for (PersonFacts& facts : batch.facts) facts.occupation = index[facts.occupation];
    append_to(table_.identity, batch.identity);
    append_to(table_.facts, batch.facts);
    append_to(family_keys_, batch.family_keys);
    table_.id.append(batch.id);
    table_.name.append(batch.name);
}

void RegisterRows::reserve(std::size_t rows) {
    constexpr std::size_t id_bytes = 10, name_bytes = 18;
    table_.identity.reserve(rows);
    table_.facts.reserve(rows);
    family_keys_.reserve(rows);
    table_.id.reserve(rows, rows * id_bytes);
    table_.name.reserve(rows, rows * name_bytes);
}

/// An order of rows by what they say.
bool RegisterRows::stands_before(std::uint32_t a, std::uint32_t b) const {
    const auto key = [&](std::uint32_t row) {
        const Identity& who = table_.identity[row];
        const PersonFacts& facts = table_.facts[row];
        return std::tuple(!nik_plausible(who), who.nik, who.birth, who.sex, who.regency,
                          who.village, table_.name[row], family_keys_[row], facts.decile,
                          facts.status, facts.sector, facts.income_rupiah, facts.income_known,
                          facts.named_in_decree,
                          std::string_view(occupations_.texts()[facts.occupation]));
    };
    return key(a) < key(b);
}

std::vector<bool> RegisterRows::find_ids_used_twice() const {
    std::vector<bool> dropped(rows());
    std::unordered_map<std::uint32_t, std::uint32_t> taken;  // by first row of the id
    for (const auto [row, first] : repeated_ids(table_.id, options_.threads)) {
        std::uint32_t& best = taken.try_emplace(first, first).first->second;
        const bool better = stands_before(row, best);
        dropped[better ? best : row] = true;
        if (better) best = row;
    }
    return dropped;
}

void RegisterRows::number_families() {
    table_.family = first_rows(family_keys_, options_.threads);
    for (std::size_t row = 0; row < rows(); ++row) {
        std::uint32_t& family = table_.family[row];
        if (family_keys_[row] == 0) {
            family = 0;
        } else {
            family = family == row ? ++table_.families : table_.family[family];
        }
    }
}

void RegisterRows::share_deciles(const std::vector<bool>& dropped, IntakeJournal& journal) {
    constexpr std::uint8_t several = 255;
    std::vector<std::uint8_t> decile(table_.families + std::size_t{1});
    for (std::size_t row = 0; row < rows(); ++row) {
        const std::uint8_t own = table_.facts[row].decile;
        std::uint8_t& shared = decile[table_.family[row]];
        if (own != 0) shared = shared == 0 || shared == own ? own : several;
    }
    decile[0] = 0;
    for (std::uint32_t row = 0; row < rows(); ++row) {
        std::uint8_t& own = table_.facts[row].decile;
        const std::uint8_t shared = decile[table_.family[row]];
        if (own == 0 && shared != several) own = shared;
        if (own == 0 || shared != several || dropped[row]) continue;
        journal.tell_later(row, field::decile, Code::decile_differs, std::to_string(own),
                           RowOutcome::doubt);
    }
}

template <class T>
void remove_rows(std::vector<T>& column, const std::vector<bool>& dropped) {
    std::size_t kept = 0;
    for (std::size_t row = 0; row < dropped.size(); ++row) {
        if (!dropped[row]) column[kept++] = column[row];
    }
    column.resize(kept);
}

PersonTable RegisterRows::finish(IntakeJournal& journal) {
    std::vector<bool> dropped(rows());
    if (ids_given_) dropped = find_ids_used_twice();
    bool some = false;
    for (std::uint32_t row = 0; row < rows(); ++row) {
        if (!dropped[row]) continue;
        some = true;
        family_keys_[row] = 0;
        journal.tell_later(row, field::id, Code::id_twice, table_.id[row], RowOutcome::rejected);
    }
    number_families();
    share_deciles(dropped, journal);
    if (some) {
        remove_rows(table_.identity, dropped);
        remove_rows(table_.facts, dropped);
        remove_rows(table_.family, dropped);
        table_.id.remove(dropped);
        table_.name.remove(dropped);
    }
    table_.occupations = std::move(occupations_).take();
    return std::move(table_);
}

}  // namespace

Result<RegisterIntake> read_register(std::span<const Path> files, const IntakeOptions& options,
                                     VerdictSink& verdicts) {
    RegisterRows rows(options, files.size());
    IntakeJournal journal(RegisterRows::specs(), verdicts);
    TRY(read_files(rows, files, options, journal));
    PersonTable persons = rows.finish(journal);
    return RegisterIntake{std::move(persons), journal.finish()};
}

}  // namespace payung
