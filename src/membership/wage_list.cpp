#include "membership/wage_list.h"

#include <array>
#include <set>

#include "base/text.h"
#include "membership/account_fields.h"
#include "membership/errors.h"
#include "membership/kpj.h"
#include "membership/law_says.h"
#include "registry/nik_check.h"

namespace payung {
namespace {

namespace say = membership_error;

namespace field {
enum : std::uint8_t { kpj, nik, name, birth, month, wage, back_pay, passed_over };
}

/// The names of the agency's own list first.
constexpr std::array<ColumnSpec, 18> columns{{
    {"kpj no_kpj nomor_kpj"},
    {"nik no_nik nomor_nik nomor_identitas", false, Mask::number},
    {"nama nama_tk nama_lengkap nama_tenaga_kerja", false, Mask::text},
    {"tanggal_lahir tgl_lahir"},
    {"blth bulan bulan_iuran"},
    {"upah_tk upah upah_sebulan", true},
    {"rapel_upah_tk rapel_upah rapel"},
    {"cs_no no nomor"},
    {"nomor_pegawai no_pegawai nip", false, Mask::text},
    {"periode_kepesertaan"},
    {"jht"},
    {"jkm"},
    {"jkk"},
    {"jpn jp"},
    {"jkp"},
    {"iuran"},
    {"cf_iuran"},
    {"status_kawin"},
}};
static_assert(columns[field::back_pay].name() == "rapel_upah_tk");

/// Nought where the field is empty; a rejected row where it is no amount.
Money read_amount(FieldRow& row, std::size_t field) {
    const std::string_view text = row.text(field);
    if (text.empty()) return {};
    const auto amount = parse_rupiah(text);
    if (amount) return *amount;
    row.reject(field, amount.error().code());
    return {};
}

void read_wage(FieldRow& row, WageRow& into) {
    if (row.text(field::wage).empty()) return row.reject(field::wage, say::wage_missing);
    into.amount = read_amount(row, field::wage);
    if (row.rejected()) return;
    into.back_pay = read_amount(row, field::back_pay);
    if (row.rejected()) return;
    if (into.amount == Money{}) return row.reject(field::wage, say::wage_zero);
    if (into.amount >= wage_never_from) return row.reject(field::wage, say::wage_too_large);
    if (into.back_pay >= wage_never_from) return row.reject(field::back_pay, say::wage_too_large);
    if (into.amount >= wage_unusual_from) row.doubt(field::wage, say::wage_unusual);
}

/// Any way of writing a month is right here: the agency's own is MM-YYYY.
void read_month_of(FieldRow& row, WageRow& into) {
    const Reading<std::int32_t> month = read_month(row.text(field::month));
    into.month = month.value;
    if (month.doubt == Code::month_unreadable) row.reject(field::month, Code::month_unreadable);
}

std::optional<WageRow> read_row(FieldRow& row, Day today) {
    WageRow read;
    read.line = row.line();
    read.kpj = kpj_of(row.text(field::kpj));
    if (!row.text(field::nik).empty()) {
        const NikReading nik = read_nik(row.text(field::nik));
        read.nik = nik.number;
        if (nik.doubt) row.doubt(field::nik, *nik.doubt);
    }
    if (read.kpj.empty() && read.nik == 0) {
        if (row.text(field::nik).empty()) {
            row.reject(field::kpj, say::wage_kpj_missing);
        } else {
            row.reject(field::nik, say::wage_nik_unknown);
        }
    }
    if (!row.rejected()) read_month_of(row, read);
    if (!row.rejected()) read_wage(row, read);
    if (row.rejected()) return std::nullopt;
    if (!row.text(field::birth).empty())
        read.birth = row.value(field::birth, read_birth(row.text(field::birth), today));
    return read;
}

/// The rows of one list met with who is enrolled.
class WageCheck {
public:
    WageCheck(const WageFile& file, const WageListFacts& facts) : file_(file), facts_(facts) {
        for (const ListedWorker& worker : facts.workers) {
            const ListedWorker*& by_kpj = by_kpj_[worker.kpj];
            if (by_kpj == nullptr || worker.stands) by_kpj = &worker;
            if (worker.nik == 0) continue;
            const ListedWorker*& by_nik = by_nik_[worker.nik];
            if (by_nik == nullptr || worker.stands) by_nik = &worker;
        }
        of_others_.insert(facts.kpj_of_others.begin(), facts.kpj_of_others.end());
        verdicts_ = file.file.verdicts;
    }

    Result<WageVerdicts> run(const Rulebook& law);

private:
    void reject(const WageRow& row, std::string_view field, Error error) {
        verdicts_.push_back(
            {row.line, std::string(field), {}, std::move(error), RowOutcome::rejected});
    }
    void doubt(const WageRow& row, std::string_view field, Error error) {
        verdicts_.push_back(
            {row.line, std::string(field), {}, std::move(error), RowOutcome::doubt});
    }
    /// Nothing of a row that is refused.
    const ListedWorker* worker_of(const WageRow& row);
    const ListedWorker* known_by_kpj(const WageRow& row);
    void look_for_rows_twice();
    Result<void> look_at_minimum(const Rulebook& law);

    struct Met {
        const WageRow* row;
        const ListedWorker* worker;
        bool taken = true;
    };
    const WageFile& file_;
    const WageListFacts& facts_;
    std::unordered_map<std::string, const ListedWorker*> by_kpj_;
    std::unordered_map<std::uint64_t, const ListedWorker*> by_nik_;
    std::set<std::string> of_others_;
    std::vector<RowVerdict> verdicts_;
    std::vector<Met> met_;
};

const ListedWorker* WageCheck::known_by_kpj(const WageRow& row) {
    const auto known = by_kpj_.find(row.kpj);
    if (known != by_kpj_.end()) return known->second;
    const Code code =
        of_others_.contains(row.kpj) ? say::wage_of_other_employer : say::membership_unknown;
    reject(row, "kpj", Error{code, {{"kpj", row.kpj}}});
    return nullptr;
}

const ListedWorker* WageCheck::worker_of(const WageRow& row) {
    if (row.month != 0 && row.month != facts_.month.number()) {
        reject(row, "blth",
               Error{say::wage_month_differs,
                     {{"found", to_text(Month::from_number(row.month))},
                      {"month", to_text(facts_.month)}}});
        return nullptr;
    }
    const ListedWorker* worker = nullptr;
    if (!row.kpj.empty()) {
        worker = known_by_kpj(row);
        if (worker == nullptr) return nullptr;
    } else if (const auto known = by_nik_.find(row.nik); known != by_nik_.end()) {
        worker = known->second;
        doubt(row, "kpj", Error{say::wage_by_nik, {{"kpj", worker->kpj}}});
    } else {
        reject(row, "nik", Error{say::wage_nik_unknown});
        return nullptr;
    }
    const Error::Argument kpj{"kpj", worker->kpj};
    if (!worker->stands) {
        reject(row, "kpj", Error{say::wage_not_member, {kpj, {"month", to_text(facts_.month)}}});
        return nullptr;
    }
    if (row.nik != 0 && worker->nik != 0 && row.nik != worker->nik) {
        reject(row, "nik", Error{say::wage_nik_differs, {kpj}});
        return nullptr;
    }
    if (row.birth != 0 && row.birth != worker->birth)
        doubt(row, "tanggal_lahir", Error{say::wage_birth_differs, {kpj}});
    return worker;
}

/// A worker stands once; twice with the same amounts is one row too many, with different ones
/// nobody knows which is right.
void WageCheck::look_for_rows_twice() {
    std::unordered_map<MembershipNumber, std::size_t> first;
    for (std::size_t i = 0; i < met_.size(); ++i) {
        const auto [at, fresh] = first.try_emplace(met_[i].worker->membership, i);
        if (fresh) continue;
        Met& before = met_[at->second];
        const WageRow& a = *before.row;
        const WageRow& b = *met_[i].row;
        met_[i].taken = false;
        const auto line_of = [](const WageRow& row) {
            return Error::Argument{"other", std::to_string(row.line)};
        };
        if (a.amount == b.amount && a.back_pay == b.back_pay) {
            reject(b, "kpj", Error{say::wage_row_again, {line_of(a)}});
            continue;
        }
        reject(b, "upah_tk", Error{say::wage_worker_twice, {line_of(a)}});
        if (!before.taken) continue;
        before.taken = false;
        reject(a, "upah_tk", Error{say::wage_worker_twice, {line_of(b)}});
    }
}

Result<void> WageCheck::look_at_minimum(const Rulebook& law) {
    if (!facts_.minimum) return {};
    TRY_ASSIGN(const rules::Node* const decision,
               decision_needed(law, "Upah memenuhi upah minimum"));
    std::map<Money, LawSays> said;
    for (const Met& met : met_) {
        const Money amount = met.row->amount;
        const auto [at, fresh] = said.try_emplace(amount);
        if (fresh) {
            at->second = ask_law(law, *decision,
                                 {{"Upah", rules::Value::integer(amount.rupiah())},
                                  {"Upah minimum", rules::Value::integer(facts_.minimum->rupiah())},
                                  {"Dikecualikan dari upah minimum", rules::Value(false)}});
        }
        if (says_yes(at->second) || !met.taken) continue;
        doubt(*met.row, "upah_tk",
              Error{say::wage_below_minimum,
                    {{"value", to_text(amount)},
                     {"minimum", to_text(*facts_.minimum)},
                     {"cite", at->second.cite}}});
    }
    return {};
}

Result<WageVerdicts> WageCheck::run(const Rulebook& law) {
    for (const WageRow& row : file_.rows)
        if (const ListedWorker* const worker = worker_of(row)) met_.push_back({&row, worker});
    look_for_rows_twice();
    TRY(look_at_minimum(law));
    WageVerdicts result;
    std::set<std::uint64_t> rejected;
    std::set<std::uint64_t> doubted;
    for (const RowVerdict& verdict : verdicts_)
        (verdict.outcome == RowOutcome::rejected ? rejected : doubted).insert(verdict.line);
    std::set<MembershipNumber> listed;
    for (const Met& met : met_) {
        if (!met.taken) continue;
        listed.insert(met.worker->membership);
        result.taken.push_back({met.worker->membership, met.row->amount, met.row->back_pay});
        result.doubted += doubted.contains(met.row->line) ? 1U : 0U;
    }
    // A row that was rejected has no doubts beside it.
    std::erase_if(verdicts_, [&](const RowVerdict& verdict) {
        return verdict.outcome == RowOutcome::doubt && rejected.contains(verdict.line);
    });
    sort_by_line(verdicts_);
    result.rejected = rejected.size();
    for (const ListedWorker& worker : facts_.workers)
        result.absent += worker.stands && !listed.contains(worker.membership) ? 1U : 0U;
    result.verdicts = std::move(verdicts_);
    return result;
}

}  // namespace

Result<WageFile> read_wage_file(const Path& path, Day today) {
    WageFile read;
    TRY_ASSIGN(read.file, read_handed_file(path, columns, [&](FieldRow& row) {
                   if (auto one = read_row(row, today)) read.rows.push_back(std::move(*one));
               }));
    return read;
}

Result<WageVerdicts> check_wages(const Rulebook& law, const WageFile& file,
                                 const WageListFacts& facts) {
    return WageCheck(file, facts).run(law);
}

}  // namespace payung
