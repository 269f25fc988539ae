#pragma once

/// Progress of long work, for a person who waits at a terminal.
///
///     Progress progress = Progress::on_terminal(language, quiet);
///     auto reading = progress.stage({"membaca register", "reading the register"},
///                                   {"baris", "rows"}, file.bytes_total());
///     reading.add(rows_of_block, bytes_of_block);   // from any thread, once a piece of work
///     reading.finish();                             // "✓ membaca register  1.500.000 baris  0,9
///     dtk"
///
/// Shape    one line on stderr, redrawn in its place at most ten times a second: name, bar,
///          percentage, count, rate. One stage at a time. Prints nothing at all when stderr is not
///          a terminal, when asked to be quiet, or on a terminal that cannot redraw (TERM=dumb).
/// Units    a stage counts items (shown); work is what the bar is measured in, in any unit, against
///          `work_total` (0: unknown, no bar). add(items) alone counts each item as one of work.
/// Errors   none: a stage dropped without finish() wipes its line, so the error has the screen.
/// Cost     add(): two atomic additions and one look at the clock; nothing when silent.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/language.h"

namespace payung {

/// What one line of progress shows.
struct ProgressView {
    std::string_view name, unit;
    std::uint64_t items = 0;
    std::uint64_t work = 0, work_total = 0;
    std::chrono::milliseconds elapsed{0};
};

struct ProgressStyle {
    Language language = Language::id;
    bool unicode = true;
    std::size_t columns = 80;
};

/// The line while work goes on; as much of it as fits into the columns.
std::string running_line(const ProgressView& view, const ProgressStyle& style);
/// The line that stays.
std::string finished_line(const ProgressView& view, const ProgressStyle& style);

class Progress;

/// One stage of the work. Lives where it was made: it is neither copied nor moved.
class ProgressStage {
public:
    ProgressStage(const ProgressStage&) = delete;
    ProgressStage& operator=(const ProgressStage&) = delete;
    ~ProgressStage();

    /// Thread-safe.
    void add(std::uint64_t items) { add(items, items); }
    void add(std::uint64_t items, std::uint64_t work);
    /// Leaves the line that says how much was done and how long it took.
    void finish();

private:
    friend class Progress;
    struct Screen;
    ProgressStage(std::shared_ptr<const Screen> screen, Phrase name, Phrase unit,
                  std::uint64_t work_total);
    ProgressView view(Language language) const;
    void draw();

    std::shared_ptr<const Screen> screen_;  // None when silent.
    Phrase name_, unit_;
    std::uint64_t work_total_ = 0;
    std::chrono::nanoseconds started_{0};
    std::atomic<std::uint64_t> items_{0};
    std::atomic<std::uint64_t> work_{0};
    std::atomic<std::int64_t> next_draw_{0};  // Nanoseconds of the screen's clock.
    std::mutex drawing_;
    bool drawn_ = false, finished_ = false;  // Both under drawing_.
};

class Progress {
public:
    using Write = std::function<void(std::string_view)>;
    using Now = std::function<std::chrono::nanoseconds()>;

    /// On stderr, if that is a terminal and `quiet` is false; else silent.
    static Progress on_terminal(Language language, bool quiet);
    static Progress silent() { return Progress{nullptr}; }
    /// On any screen and clock; for tests.
    static Progress on(Write write, Now now, ProgressStyle style);

    /// Begins a stage. The words must outlive it (string literals do).
    ProgressStage stage(Phrase name, Phrase unit, std::uint64_t work_total = 0) const;
    bool visible() const { return screen_ != nullptr; }

private:
    explicit Progress(std::shared_ptr<const ProgressStage::Screen> screen)
        : screen_(std::move(screen)) {}
    std::shared_ptr<const ProgressStage::Screen> screen_;
};

}  // namespace payung
