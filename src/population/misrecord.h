#pragma once

/// What goes wrong when a person is written down: the errors of both files, by kind and rate.
///
/// A Record starts as the truth; misrecord() leaves most as they are. A wrong NIK is never one that
/// a real person could have: a changed digit that would lead into a district in use is drawn again.
///
/// Source   rates in tables/synth_error_rates.csv, spellings in synth_name_errors.csv.
/// Cost     about 15 ns for a row without errors; about 200 ns for one whose name is changed.

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "base/result.h"
#include "population/alias.h"
#include "population/facts.h"
#include "population/names.h"

namespace payung {

struct Record {
    std::uint64_t nik = 0;          // 0: empty
    std::uint32_t nik_digits = 16;  // or 15
    std::uint32_t birth = 0;        // YYYYMMDD; 0: empty
    std::uint64_t village = 0;      // ten digits; 0: empty
    std::uint8_t sex = 0;           // 0 man, 1 woman
    const Name* name = nullptr;     // the true name
    bool name_changed = false;      // then `text` is what is written
    std::string text;
};

/// Counts for the marginals.
struct ErrorCounts {
    std::uint64_t rows = 0, nik_missing = 0, nik_wrong = 0, name_changed = 0, date_wrong = 0,
                  sex_wrong = 0, village_changed = 0, village_missing = 0;
    void add(const ErrorCounts& other);
};

/// What a record's errors may need to know about its surroundings.
struct Surroundings {
    std::uint64_t relative_nik = 0;   // NIK of a member of the family; 0: none
    std::string_view father;          // a word for "bin"
    std::uint64_t other_village = 0;  // where a moved person is said to live
    std::uint32_t birth_max = 0;      // YYYYMMDD; no date is later
    std::uint32_t birth_min = 0;
};

class Misrecorder {
public:
    enum class Side : std::uint8_t { register_extract, membership_extract };
    /// `district_used` by the first six digits.
    static Result<Misrecorder> make(const Facts& facts, const Path& folder, Side side,
                                    const NameBook& names, const std::vector<bool>& district_used);

    /// Makes the errors of one row. `surroundings` is called only if an error asks for it.
    template <class Ask>
    void misrecord(Record& record, Ask&& surroundings, ErrorCounts& counts, Random& random) const {
        ++counts.rows;
        const std::uint64_t first = random.next(), second = random.next();
        const auto nik = static_cast<std::uint32_t>(first);
        const auto date = static_cast<std::uint32_t>(first >> 32);
        const auto name = static_cast<std::uint32_t>(second);
        const auto village = static_cast<std::uint32_t>(second >> 32);
        if (nik_.any.holds(nik) || date_.any.holds(date) || village_.any.holds(village)) {
            const Surroundings around = surroundings();
            if (nik_.any.holds(nik)) change_nik(record, nik, around, counts, random);
            if (date_.any.holds(date)) change_date(record, date, around, counts, random);
            if (village_.any.holds(village)) change_village(record, village, around, counts);
        }
        if (name_.any.holds(name) || record.name->varies) {
            change_name(record, name, surroundings, counts, random);
        }
    }

private:
    static constexpr std::size_t kinds_max = 16;
    /// Kinds that exclude each other, drawn with one number: kind k if it is below until[k].
    struct Kinds {
        Chance any;
        std::vector<Chance> until;
        std::size_t of(std::uint32_t bits) const;
    };
    enum class NikKind : std::uint8_t {
        missing,
        digit,
        swap,
        serial_zero,
        filler,
        relative,
        short_one,
        sex
    };
    enum class NameKind : std::uint8_t {
        old_spelling,
        letter,
        doubled,
        typo,
        word_lost,
        initial,
        joined,
        order,
        nickname,
        title_before,
        title_after,
        bin
    };
    enum class DateKind : std::uint8_t {
        date_swapped,
        date_year,
        date_part,
        date_default,
        date_missing,
        sex_wrong
    };
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    Result<void> load_forms(const Path& folder);
    static Kinds kinds(const Facts& facts, Side side,
                       std::initializer_list<std::string_view> names);
    void change_nik(Record& record, std::uint32_t bits, const Surroundings& around,
                    ErrorCounts& counts, Random& random) const;
    std::uint64_t change_digits(std::uint64_t nik, bool swapped, Random& random) const;
    void change_date(Record& record, std::uint32_t bits, const Surroundings& around,
                     ErrorCounts& counts, Random& random) const;
    void change_village(Record& record, std::uint32_t bits, const Surroundings& around,
                        ErrorCounts& counts) const;
    void change_text(std::string& text, NameKind kind, unsigned sex, std::string_view father,
                     Random& random) const;
    void vary(std::string& text, Random& random) const;
    static bool replace_one(std::string& text, const Pairs& pairs, Random& random);
    std::string_view draw_form(const std::vector<std::string>& forms, Random& random) const {
        return forms[random.below(static_cast<std::uint32_t>(forms.size()))];
    }

    template <class Ask>
    void change_name(Record& record, std::uint32_t bits, Ask&& surroundings, ErrorCounts& counts,
                     Random& random) const {
        const bool varied = record.name->varies && variant_.drawn(random);
        const bool other = name_.any.holds(bits);
        if (!varied && !other) return;
        char letters[128];
        record.text.assign(letters, names_->write(*record.name, letters));
        const std::string before = record.text;
        if (varied) vary(record.text, random);
        if (other) {
            const auto kind = static_cast<NameKind>(name_.of(bits));
            const std::string_view father =
                kind == NameKind::bin ? surroundings().father : std::string_view{};
            change_text(record.text, kind, record.sex, father, random);
            if (random.below(8) == 0) {  // Errors come in company.
                const auto next =
                    static_cast<NameKind>(random.below(static_cast<std::uint32_t>(NameKind::bin)));
                change_text(record.text, next, record.sex, {}, random);
            }
        }
        record.name_changed = record.text != before;
        counts.name_changed += record.name_changed;
    }

    const NameBook* names_ = nullptr;
    const std::vector<bool>* district_used_ = nullptr;
    Kinds nik_, name_, date_, village_;
    Chance variant_;
    std::map<std::string, std::vector<std::string>, std::less<>>
        variants_;  // word: its other forms
    Pairs old_, letters_, nicknames_;
    std::vector<std::string> before_, after_;
};

}  // namespace payung
