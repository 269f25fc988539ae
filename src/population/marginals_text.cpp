#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "population/fact_table.h"
#include "population/synth.h"

namespace payung {
namespace {

struct Named {
    std::string_view key;
    Phrase words;
};

constexpr std::array headings{
    Named{"age", {"Umur penduduk", "Age of persons"}},
    Named{"sex", {"Laki-laki di antara penduduk", "Men among persons"}},
    Named{"family", {"Keluarga", "Families"}},
    Named{"worker_age", {"Umur pekerja", "Age of workers"}},
    Named{"worker_sex", {"Laki-laki di antara pekerja", "Men among workers"}},
    Named{"worker_share", {"Bagian penduduk yang bekerja", "Share of persons who work"}},
    Named{"sector", {"Lapangan usaha (KBLI)", "Industry (KBLI)"}},
    Named{"status", {"Status pekerjaan utama (BPS)", "Main status of work (BPS)"}},
    Named{"income", {"Penghasilan rata-rata", "Average income"}},
    Named{"decile", {"Desil kesejahteraan pekerja", "Welfare decile of workers"}},
    Named{"protected", {"Terlindungi", "Protected"}},
    Named{"segment", {"Segmen rekening aktif", "Segment of active accounts"}},
    Named{"member_sex", {"Laki-laki di antara rekening aktif", "Men among active accounts"}},
    Named{"account_active", {"Rekening aktif", "Active accounts"}},
    Named{"second", {"Rekening kedua", "Second accounts"}},
    Named{"employer", {"Pemberi kerja", "Employers"}},
    Named{"error_register", {"Kesalahan di register", "Errors in the register"}},
    Named{"error_membership", {"Kesalahan di kepesertaan", "Errors in the membership extract"}},
    Named{"regency", {"Kabupaten/kota", "Regency"}},
};

constexpr std::array units{
    Named{"persons", {"orang", "persons"}},
    Named{"thousand Rp", {"ribu Rp", "thousand Rp"}},
};

/// A target that the caller set has no published source.
constexpr std::array source_names{Named{"option", {"pilihan", "option"}}};

/// As the heads of tables/synth_*.csv say, in few words.
constexpr std::array sources{
    Named{"B", {"Sakernas Agustus 2023", "Sakernas August 2023"}},
    Named{"C", {"Long Form Sensus Penduduk 2020", "Population Census 2020 Long Form"}},
    Named{"C25", {"cakupan Oktober 2025 (pers)", "coverage October 2025 (press)"}},
    Named{"D", {"Dukcapil Desember 2024", "Dukcapil December 2024"}},
    Named{"D25", {"DTSEN Februari 2025", "DTSEN February 2025"}},
    Named{"E25",
          {"pekerja informal, Sakernas Agustus 2022", "informal workers, Sakernas August 2022"}},
    Named{"F25",
          {"BPJS Ketenagakerjaan Februari 2025 (pers)",
           "BPJS Ketenagakerjaan February 2025 (press)"}},
    Named{
        "J",
        {"peserta per provinsi Desember 2023 (pers)", "members by province December 2023 (press)"}},
    Named{"K", {"Sakernas Agustus 2008", "Sakernas August 2008"}},
    Named{"M", {"asumsi kami, belum dikonfirmasi", "our assumption, unconfirmed"}},
    Named{"N25",
          {"BPJS Ketenagakerjaan April 2025 (pers)", "BPJS Ketenagakerjaan April 2025 (press)"}},
    Named{"P", {"Susenas Maret 2025", "Susenas March 2025"}},
    Named{"R23",
          {"BPJS Ketenagakerjaan Desember 2023 (pers)",
           "BPJS Ketenagakerjaan December 2023 (press)"}},
    Named{"S", {"Sakernas Februari 2022", "Sakernas February 2022"}},
    Named{"S24", {"Sakernas Agustus 2024", "Sakernas August 2024"}},
    Named{"S25", {"Sakernas Agustus 2025", "Sakernas August 2025"}},
    Named{"W", {"upah, Sakernas Agustus 2025", "wages, Sakernas August 2025"}},
    Named{"X", {"data tautan sintetis proyek ini", "synthetic linkage set of this project"}},
    Named{"option", {"diminta untuk penduduk ini", "asked for in this population"}},
};

/// The words of a key; the key itself where it has none.
std::string_view words_of(std::span<const Named> named, std::string_view key, Language language) {
    const auto at = std::ranges::find(named, key, &Named::key);
    return at == named.end() ? key : at->words.in(language);
}

std::string counts_text(const SynthReport& report, Language language) {
    const bool id = language == Language::id;
    return fmt::format(
        fmt::runtime(id ? "{} orang dalam {} keluarga; {} pekerja di {} baris register; {} "
                          "rekening, {} aktif;\n"
                          "{} pekerja terlindungi; {} pasangan benar; {} pemberi kerja.\n"
                        : "{} persons in {} families; {} workers in {} rows of the register; {} "
                          "accounts, {} active;\n"
                          "{} workers protected; {} true pairs; {} employers.\n"),
        report.persons, report.families, report.workers, report.register_rows, report.accounts,
        report.accounts_active, report.protected_workers, report.true_pairs, report.employers);
}

std::string columns_text(Language language) {
    const auto in = [&](std::string_view id, std::string_view en) {
        return Phrase{id, en}.in(language);
    };
    return fmt::format("{:<34}{:>12}{:>12}{:>10}  {}\n",
                       in("persen, bila tanpa satuan", "percent, where no unit is named"),
                       in("sasaran", "target"), in("tercapai", "reached"), in("selisih", "differs"),
                       in("sumber", "source"));
}

std::string row_text(const Marginal& m, Language language) {
    const std::string_view words = m.words.in(language);
    return fmt::format(
        "  {:<32}{:>12.2f}{:>12.2f}{:>+10.2f}  {}{}\n",
        words.empty() ? std::string_view{m.label} : words, m.target, m.reached, m.difference(),
        words_of(source_names, m.source, language),
        m.unit == "%" ? "" : fmt::format(" ({})", words_of(units, m.unit, language)));
}

/// What the letters at the right stand for: those that occur, in the order of the alphabet.
std::string sources_text(const SynthReport& report, Language language) {
    const auto occurs = [&](std::string_view key) {
        return std::ranges::any_of(report.marginals, [&](const Marginal& m) {
            return std::ranges::count(split(m.source, '+'), key) > 0;
        });
    };
    std::string text;
    for (const Named& source : sources) {
        if (!occurs(source.key)) continue;
        text +=
            fmt::format("{}{} = {}", text.empty() ? "" : "; ",
                        words_of(source_names, source.key, language), source.words.in(language));
    }
    return fmt::format("{}: {}.\n", Phrase{"Sumber", "Sources"}.in(language), text);
}

}  // namespace

std::string marginals_text(const SynthReport& report, Language language) {
    std::string text = counts_text(report, language) + "\n" + columns_text(language);
    std::string_view group;
    for (const Marginal& m : report.marginals) {
        if (m.group != group) {
            group = m.group;
            text += fmt::format("{}\n", words_of(headings, group, language));
        }
        text += row_text(m, language);
    }
    return text + "\n" + sources_text(report, language);
}

}  // namespace payung
