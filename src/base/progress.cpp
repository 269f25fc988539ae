#include "base/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <utility>

namespace payung {

struct ProgressStage::Screen {
    Progress::Write write;
    Progress::Now now;
    std::function<ProgressStyle()> style;  // Asked for each line: a window may be resized.
};

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::nanoseconds between_draws = 100ms;
constexpr std::string_view wipe_line = "\r\x1b[2K";
constexpr std::size_t bar_columns = 24;

/// Columns a text takes, where each character takes one.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// As much of `text` as fits into `columns`, cut between characters.
std::string_view fitting(std::string_view text, std::size_t columns) {
    std::size_t end = text.size();
    while (width(text.substr(0, end)) > columns) --end;
    return text.substr(0, end);
}

std::string count_of(std::uint64_t count, Language language) {
    constexpr std::uint64_t most = INT64_MAX;
    return format_count(static_cast<std::int64_t>(std::min(count, most)), language);
}

/// Parts in a thousand of the work that is done: never past all of it.
std::uint64_t permille(const ProgressView& view) {
    const std::uint64_t done = std::min(view.work, view.work_total);
    return static_cast<std::uint64_t>(static_cast<unsigned __int128>(done) * 1000 /
                                      view.work_total);
}

std::string bar(std::uint64_t filled_permille, bool unicode) {
    const std::size_t filled = filled_permille * bar_columns / 1000;
    std::string text;
    for (std::size_t i = 0; i < bar_columns; ++i) {
        text += i < filled ? (unicode ? "█" : "#") : (unicode ? "░" : ".");
    }
    return text;
}

std::string rate_of(const ProgressView& view, Language language) {
    const auto elapsed =
        static_cast<std::uint64_t>(std::max<std::int64_t>(view.elapsed.count(), 1));
    const auto rate = static_cast<unsigned __int128>(view.items) * 1000 / elapsed;
    return fmt::format("{} {}/{}", count_of(static_cast<std::uint64_t>(rate), language), view.unit,
                       language == Language::id ? "dtk" : "s");
}

bool locale_is_utf8() {
    for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* const value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        const std::string_view locale = value;
        return locale.find("UTF-8") != locale.npos || locale.find("utf8") != locale.npos;
    }
    return false;
}

std::size_t terminal_columns() {
    constexpr std::size_t usual = 80;
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
    return size.ws_col;
}

bool terminal_redraws() {
    const char* const kind = std::getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

void write_to_stderr(std::string_view text) {
    while (!text.empty()) {
        const ssize_t put = ::write(STDERR_FILENO, text.data(), text.size());
        if (put <= 0) return;  // A terminal that went away is no reason to stop the work.
        text.remove_prefix(static_cast<std::size_t>(put));
    }
}

}  // namespace

std::string running_line(const ProgressView& view, const ProgressStyle& style) {
    std::string line(view.name);
    // The last column stays free: a line that fills it would wrap and leave its copies behind.
    const std::size_t room = std::max<std::size_t>(style.columns, 1) - 1;
    const auto add = [&](const std::string& part) {
        if (width(line) + 2 + width(part) <= room) line += "  " + part;
    };
    if (view.work_total > 0) {
        const std::uint64_t done = permille(view);
        add(fmt::format("{:>3} %", done / 10));
        add(bar(done, style.unicode));
    }
    add(fmt::format("{} {}", count_of(view.items, style.language), view.unit));
    add(rate_of(view, style.language));
    return std::string(fitting(line, room));
}

std::string finished_line(const ProgressView& view, const ProgressStyle& style) {
    return fmt::format("{} {}  {} {}  {}", style.unicode ? "✓" : "*", view.name,
                       count_of(view.items, style.language), view.unit,
                       format_duration(view.elapsed, style.language));
}

ProgressStage::ProgressStage(std::shared_ptr<const Screen> screen, Phrase name, Phrase unit,
                             std::uint64_t work_total)
    : screen_(std::move(screen)), name_(name), unit_(unit), work_total_(work_total) {
    if (!screen_) return;
    started_ = screen_->now();
    next_draw_ = (started_ + between_draws).count();
}

ProgressStage::~ProgressStage() {
    if (drawn_ && !finished_) screen_->write(wipe_line);
}

void ProgressStage::add(std::uint64_t items, std::uint64_t work) {
    if (!screen_) return;
    items_.fetch_add(items, std::memory_order_relaxed);
    work_.fetch_add(work, std::memory_order_relaxed);
    const std::int64_t now = screen_->now().count();
    std::int64_t due = next_draw_.load(std::memory_order_relaxed);
    // Of all threads that find the time has come, the one that moves it on draws.
    if (now >= due && next_draw_.compare_exchange_strong(due, now + between_draws.count())) draw();
}

void ProgressStage::draw() {
    const std::lock_guard lock(drawing_);
    if (finished_) return;
    const ProgressStyle style = screen_->style();
    screen_->write(std::string(wipe_line) + running_line(view(style.language), style));
    drawn_ = true;
}

void ProgressStage::finish() {
    if (!screen_) return;
    const std::lock_guard lock(drawing_);
    if (std::exchange(finished_, true)) return;
    const ProgressStyle style = screen_->style();
    screen_->write(fmt::format("{}{}\n", wipe_line, finished_line(view(style.language), style)));
}

ProgressView ProgressStage::view(Language language) const {
    ProgressView seen;
    seen.name = name_.in(language);
    seen.unit = unit_.in(language);
    seen.items = items_.load(std::memory_order_relaxed);
    seen.work = work_.load(std::memory_order_relaxed);
    seen.work_total = work_total_;
    seen.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(screen_->now() - started_);
    return seen;
}

Progress Progress::on_terminal(Language language, bool quiet) {
    if (quiet || !terminal_redraws()) return silent();
    const bool unicode = locale_is_utf8();
    ProgressStage::Screen screen{write_to_stderr,
                                 [] { return std::chrono::steady_clock::now().time_since_epoch(); },
                                 [=] {
                                     return ProgressStyle{language, unicode, terminal_columns()};
                                 }};
    return Progress{std::make_shared<const ProgressStage::Screen>(std::move(screen))};
}

Progress Progress::on(Write write, Now now, ProgressStyle style) {
    ProgressStage::Screen screen{std::move(write), std::move(now), [=] { return style; }};
    return Progress{std::make_shared<const ProgressStage::Screen>(std::move(screen))};
}

ProgressStage Progress::stage(Phrase name, Phrase unit, std::uint64_t work_total) const {
    return ProgressStage{screen_, name, unit, work_total};
}

}  // namespace payung
