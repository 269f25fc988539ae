#include "claims/claim_facts.h"

#include <algorithm>
#include <array>

namespace payung {
namespace {

template <class Word, std::size_t n>
std::optional<Word> parse_word(const std::array<std::string_view, n>& words,
                               std::string_view word) {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end()) return std::nullopt;
    return static_cast<Word>(at - words.begin());
}

constexpr std::array<std::string_view, 9> kinship_words{
    "pasangan",        "anak", "orang tua", "kakek atau nenek", "cucu", "saudara kandung", "mertua",
    "penerima wasiat", "lain"};
constexpr std::array<std::string_view, 4> work_words{"tidak bekerja", "PU", "BPU", "magang"};
constexpr std::array<std::string_view, 6> accident_words{
    "di tempat kerja",    "perjalanan berangkat atau pulang kerja",
    "perjalanan dinas",   "penyakit akibat kerja",
    "meninggal mendadak", "bukan hubungan kerja"};
constexpr std::array<std::string_view, 4> outcome_words{"sembuh", "cacat sebagian",
                                                        "cacat total tetap", "meninggal"};
constexpr std::array<std::string_view, 9> jht_words{
    "usia pensiun",      "mengundurkan diri", "PHK",        "meninggalkan Indonesia",
    "cacat total tetap", "meninggal",         "akhir PKWT", "berhenti usaha",
    "sebagian"};
constexpr std::array<std::string_view, 3> jp_words{"usia pensiun", "cacat total tetap",
                                                   "meninggal"};
constexpr std::array<std::string_view, 6> job_loss_words{
    "PHK", "mengundurkan diri", "cacat total tetap", "pensiun", "meninggal", "akhir PKWT"};
constexpr std::array<std::string_view, 5> segment_words{"", "PU", "BPU", "PMI", "JAKON"};

template <class Word, std::size_t n>
std::string_view word_of(const std::array<std::string_view, n>& words, Word word) {
    return words.at(static_cast<std::size_t>(word));
}

}  // namespace

std::string_view name_of(Kinship kinship) {
    return word_of(kinship_words, kinship);
}
std::optional<Kinship> parse_kinship(std::string_view word) {
    return parse_word<Kinship>(kinship_words, word);
}
std::string_view name_of(ChildWork work) {
    return word_of(work_words, work);
}
std::optional<ChildWork> parse_child_work(std::string_view word) {
    return parse_word<ChildWork>(work_words, word);
}
std::string_view name_of(AccidentCause cause) {
    return word_of(accident_words, cause);
}
std::optional<AccidentCause> parse_accident_cause(std::string_view word) {
    return parse_word<AccidentCause>(accident_words, word);
}
std::string_view name_of(AccidentOutcome outcome) {
    return word_of(outcome_words, outcome);
}
std::optional<AccidentOutcome> parse_accident_outcome(std::string_view word) {
    return parse_word<AccidentOutcome>(outcome_words, word);
}
std::string_view name_of(JhtCause cause) {
    return word_of(jht_words, cause);
}
std::optional<JhtCause> parse_jht_cause(std::string_view word) {
    return parse_word<JhtCause>(jht_words, word);
}
std::string_view name_of(JpCause cause) {
    return word_of(jp_words, cause);
}
std::optional<JpCause> parse_jp_cause(std::string_view word) {
    return parse_word<JpCause>(jp_words, word);
}
std::string_view name_of(JobLossCause cause) {
    return word_of(job_loss_words, cause);
}
std::optional<JobLossCause> parse_job_loss_cause(std::string_view word) {
    return parse_word<JobLossCause>(job_loss_words, word);
}
bool school_known(std::string_view level) {
    constexpr std::array<std::string_view, 5> levels{"TK", "SD", "SMP", "SMA", "PT"};
    return std::ranges::find(levels, level) != levels.end();
}
std::string_view law_word(Segment segment) {
    return word_of(segment_words, segment);
}

std::int64_t hours_between(Moment a, Moment b) {
    if (b <= a) return 0;
    constexpr std::int64_t minutes_per_day = 24 * 60;
    const std::int64_t minutes =
        (b.day.number() - a.day.number()) * minutes_per_day + b.minute - a.minute;
    return (minutes + 59) / 60;
}

std::optional<Money> wage_before(const std::vector<WageOfMonth>& wages, Day day) {
    const Month of_day = month_of(day);
    const WageOfMonth* last = nullptr;
    const WageOfMonth* same = nullptr;
    for (const WageOfMonth& wage : wages) {
        if (wage.month == of_day) same = &wage;
        if (wage.month < of_day && (last == nullptr || last->month < wage.month)) last = &wage;
    }
    if (last == nullptr) last = same;
    if (last == nullptr) return std::nullopt;
    return last->amount;
}

Day ClaimFacts::event() const {
    struct Of {
        Day claimed;
        Day operator()(const JkkFacts& f) const { return f.accident.day; }
        Day operator()(const JkmFacts& f) const { return f.died; }
        Day operator()(const JhtFacts& f) const {
            return f.died.value_or(f.stopped.value_or(claimed));
        }
        Day operator()(const JpFacts& f) const { return f.happened; }
        Day operator()(const JkpFacts& f) const { return f.laid_off; }
    };
    return std::visit(Of{claimed}, of);
}

}  // namespace payung
