#include <fmt/format.h>

#include <algorithm>

#include "app/report.h"
#include "base/language.h"
#include "base/text.h"

namespace payung::app {
namespace {

/// At most `columns` characters of `text`, none of them cut in two.
std::string_view cut(std::string_view text, std::size_t columns) {
    std::size_t end = 0;
    for (; columns > 0 && end < text.size(); --columns) {
        end += std::max<std::size_t>(utf8_length(text.substr(end)), 1);
    }
    return text.substr(0, end);
}

/// Writes lines with numbers in the reader's language.
class Page {
public:
    explicit Page(Language language) : language_(language) {}

    std::string say(std::string_view id, std::string_view en) const {
        return std::string(language_ == Language::id ? id : en);
    }
    std::string n(std::uint64_t count) const {
        return format_count(static_cast<std::int64_t>(count), language_);
    }
    std::string rp(Money amount) const { return format_rupiah(amount, language_); }
    std::string percent(std::uint64_t part, std::uint64_t all) const {
        return format_percent(static_cast<std::int64_t>(part), static_cast<std::int64_t>(all),
                              language_);
    }
    template <class... Parts>
    void line(fmt::format_string<Parts...> format, Parts&&... parts) {
        text_ += fmt::format(format, std::forward<Parts>(parts)...) + "\n";
    }
    std::string take() { return std::move(text_); }

private:
    Language language_;
    std::string text_;
};

void tell_files(Page& page, const RunReport& report) {
    const auto intake = [&](const std::string& name, const IntakeReport& r) {
        page.line("  {:<14} {:>12} {}   {:>10} {}   {:>8} {}", name, page.n(r.taken - r.doubted),
                  page.say("baris diambil", "rows taken"), page.n(r.doubted),
                  page.say("diambil dengan ragu", "taken with doubts"), page.n(r.rejected),
                  page.say("ditolak", "rejected"));
    };
    if (report.registry.files.empty()) return;
    page.line("{}", page.say("Berkas", "Files"));
    intake(page.say("register", "register"), report.registry);
    intake(page.say("kepesertaan", "membership"), report.membership);
    page.line("  {:<14} {:>12} {}", page.say("tautan", "links"), page.n(report.link_count),
              page.say("akun milik orang dalam register", "accounts of people in the register"));
}

void tell_gap(Page& page, const Gap& gap) {
    page.line("\n{}", page.say("Siapa yang belum terlindungi", "Who is unprotected"));
    std::vector<std::size_t> order;
    for (std::size_t s = 0; s < standing_count; ++s) {
        if (gap.counts[s] > 0) order.push_back(s);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const bool gap_a = in_gap(static_cast<Standing>(a)),
                   gap_b = in_gap(static_cast<Standing>(b));
        return gap_a != gap_b ? gap_a : gap.counts[a] > gap.counts[b];
    });
    page.line("  {:>12} {}", page.n(gap.rows.size()),
              page.say("pekerja rentan belum terlindungi, yaitu",
                       "vulnerable workers without protection, of whom"));
    for (const std::size_t s : order) {
        const auto standing = static_cast<Standing>(s);
        page.line(
            "  {:>12} {} {}", page.n(gap.counts[s]), in_gap(standing) ? "+" : "-",
            sentence_of(standing, page.say("id", "en") == "id" ? Language::id : Language::en));
    }
}

void tell_clauses(Page& page, const Gap& gap) {
    for (const Clause clause : all_clauses) {
        const ClauseCount& count = gap.clauses[static_cast<std::size_t>(clause)];
        if (!count.column_missing) continue;
        page.line("  ! {}",
                  fmt::format(fmt::runtime(page.say(
                                  "syarat '{}' tidak diuji: berkas register tidak punya kolomnya",
                                  "clause '{}' was not tested: the register has no such column")),
                              name_of(clause)));
    }
}

/// Thousandths of the ceiling that are used, down: all of it only where nothing is left.
std::uint64_t shown_share(const SourceOutcome& outcome) {
    const auto used = static_cast<unsigned __int128>(outcome.used.sen());
    const auto ceiling = static_cast<unsigned __int128>(outcome.ceiling.sen());
    return ceiling == 0 ? 0 : static_cast<std::uint64_t>(used * 1000 / ceiling);
}

void tell_budgets(Page& page, const RunReport& report) {
    page.line("\n{:<14} {:<34} {:>20} {:>20} {:>7} {:>10} {:>10}", page.say("Sumber", "Source"),
              page.say("Nama", "Name"), page.say("Pagu", "Ceiling"), page.say("Sisa", "Left"),
              page.say("Pakai", "Used"), page.say("Pekerja", "Workers"),
              page.say("Menunggu", "Waiting"));
    for (std::uint32_t b = 0; b < report.plan->budgets.size(); ++b) {
        const Budget& budget = report.plan->budgets[b];
        const SourceOutcome& o = report.plan->choice.sources[b];
        page.line("{:<14} {:<34} {:>20} {:>20} {:>7} {:>10} {:>10}", cut(budget.id, 14),
                  cut(budget.name, 34), page.rp(o.ceiling), page.rp(o.ceiling - o.used),
                  page.percent(shown_share(o), 1000), page.n(o.workers), page.n(o.left_out));
    }
}

void tell_coverage(Page& page, const RunReport& report, Language language) {
    page.line("\n{}", page.say("Cakupan sebelum → sesudah", "Coverage before → after"));
    const AreaTable& areas = report.knowledge->areas;
    std::size_t regions = 0;
    for (const CoverageRow& row : report.coverage->rows) {
        const AreaLevel level = areas.level(row.area);
        if (level > AreaLevel::regency || row.withheld) continue;
        if (level == AreaLevel::regency && ++regions > 40) continue;
        const std::string name = level == AreaLevel::nation
                                     ? page.say("SELURUH REGISTER", "WHOLE REGISTER")
                                     : std::string(areas.name(row.area));
        page.line("  {:<40} {:>8} → {:>8}   {:>12} {}", name,
                  page.percent(row.counts.covered_before, row.counts.workers),
                  page.percent(row.counts.covered_after, row.counts.workers),
                  page.n(row.counts.workers), page.say("pekerja", "workers"));
    }
    page.line("  {}",
              fmt::format(fmt::runtime(page.say(
                              "penyebut: {} (bukan penduduk bekerja; lihat summary.json)",
                              "denominator: {} (not the employed population; see summary.json)")),
                          label_of(DenominatorKind::register_workers, language)));
}

}  // namespace

std::string summary_text(const RunReport& report, Language language) {
    Page page(language);
    tell_files(page, report);
    tell_gap(page, *report.gap);
    tell_clauses(page, *report.gap);
    tell_budgets(page, report);
    const RosterTotal total = report.plan->roster.total();
    page.line("\n{} {} · {} · {}", page.n(total.workers),
              page.say("pekerja dilindungi", "workers covered"), page.rp(total.amount),
              report.plan->choice.optimality == Optimality::proven ||
                      report.plan->choice.gain_at_most == 0
                  ? page.say("pilihan terbukti terbaik untuk urutan ini",
                             "the choice is proven best for this order")
                  : fmt::format(fmt::runtime(page.say("paling banyak {} pekerja bisa ditambah",
                                                      "at most {} workers could be added")),
                                page.n(report.plan->choice.gain_at_most)));
    tell_coverage(page, report, language);
    page.line("\n{} {}", page.say("Hukum:", "Law:"), report.law_version);
    for (std::uint32_t b = 0; b < report.plan->budgets.size(); ++b) {
        const auto prices = report.plan->prices.prices(b);
        if (std::any_of(prices.begin(), prices.end(),
                        [](const Price& p) { return p.unconfirmed; })) {
            page.line(
                "  ! {} {}", report.plan->budgets[b].id,
                page.say("memakai angka hukum yang belum dikonfirmasi [M]; lihat legislation/",
                         "uses a figure of law that is not confirmed [M]; see legislation/"));
        }
    }
    return page.take();
}

}  // namespace payung::app
