#pragma once

/// For tests: a deed on a store under power cuts. It is done once with a diary of its disk, and
/// then looked at as a cut after any page of the diary may leave it: whole, with all that was
/// acknowledged, in a state between two answers; and done again, it ends as if nothing had been.

#include <functional>
#include <string>
#include <vector>

#include "storage/engine_fixture.h"
#include "storage/power_cut_for_tests.h"
#include "storage/store_state_for_tests.h"

namespace payung {

class CutDeed {
public:
    /// To be called at each answer: from here on a cut must not lose it.
    using Answered = std::function<void()>;
    using Act = std::function<Result<void>(Database&, const Answered&)>;

    CutDeed(Disk::Image start, Act act) : start_(std::move(start)), act_(std::move(act)) {}

    struct Tally {
        int images = 0, damaged = 0, lost = 0, redone = 0;
        std::size_t pages = 0, answers = 0;
        std::string first;  // where the first one went wrong
    };
    Tally cut(std::uint64_t seed, int images, Disk::Syncs syncs = Disk::Syncs::work) {
        record();
        if (!tally_.first.empty()) return tally_;
        Random random(seed, 2);
        std::vector<std::size_t> places;
        for (int i = 0; i < images; ++i)
            places.push_back(random.below(static_cast<std::uint32_t>(events_.size())));
        places.push_back(events_.size());
        std::ranges::sort(places);
        Disk disk(seed, syncs);
        std::size_t taken = 0;
        for (const std::size_t place : places) {
            while (taken < place) disk.take(events_[taken++]);
            if (place < from_) continue;  // What was there before the deed.
            ++tally_.images;
            judge(disk.after_a_cut(random), place, tally_.images % 8 == 0);
        }
        return tally_;
    }

private:
    struct Answer {
        std::size_t place = 0;
        StoreState state;
    };
    static constexpr DatabaseOptions small_log{.cache_bytes = 1U << 20U, .checkpoint_pages = 40};

    std::string file() const { return (scratch_ / "store.db").string(); }

    void record() {
        put_image(start_, scratch_.path());
        DiskDiary diary;
        {
            const auto database = open_database(file(), small_log);
            CHECK(database.has_value());
            answers_.push_back({diary.size(), state_in(**database)});
            from_ = diary.size();
            const auto done = act_(**database, [&] {
                answers_.push_back({diary.size(), state_in(**database)});
            });
            if (!done) tally_.first = describe(done.error(), Language::en);
        }
        events_ = diary.events();
        tally_.pages = events_.size() - from_;
        tally_.answers = answers_.size() - 1;
        for (const Answer& one : answers_)
            if (!one.state.fault.empty()) tally_.first = one.state.fault;
        if (answers_.size() < 2 || answers_.back().state == answers_.front().state)
            tally_.first += " [the deed did nothing]";
    }
    std::size_t answered_at(std::size_t place) const {
        std::size_t count = 0;
        while (count + 1 < answers_.size() && answers_[count + 1].place <= place) ++count;
        return count;
    }
    void judge(const Disk::Image& image, std::size_t place, bool again) {
        put_image(image, scratch_.path());
        const auto database = open_database(file(), small_log);
        if (!database) return fail(place, describe(database.error(), Language::en));
        const StoreState found = state_in(**database);
        if (!found.fault.empty()) return fail(place, found.fault);
        const std::size_t done = answered_at(place);
        const std::size_t next = std::min(done + 1, answers_.size() - 1);
        if (found != answers_[done].state && found != answers_[next].state) {
            for (std::size_t i = 0; i < done; ++i)
                if (found == answers_[i].state) return lose(place);
            return fail(place, "the store is of no moment of its history");
        }
        if (again) redo(**database, place);
    }
    void redo(Database& database, std::size_t place) {
        ++tally_.redone;
        const auto done = act_(database, [] {});
        if (!done) return fail(place, describe(done.error(), Language::en));
        if (state_in(database) != answers_.back().state)
            fail(place, "done again, it ends otherwise");
    }
    void fail(std::size_t place, const std::string& why) {
        ++tally_.damaged;
        note(place, why);
    }
    void lose(std::size_t place) {
        ++tally_.lost;
        note(place, "acknowledged and lost");
    }
    void note(std::size_t place, const std::string& why) {
        if (tally_.first.empty())
            tally_.first =
                fmt::format("image {} at {} of {}: {}", tally_.images, place, events_.size(), why);
    }

    Disk::Image start_;
    Act act_;
    Scratch scratch_;
    std::vector<DiskEvent> events_;
    std::vector<Answer> answers_;
    std::size_t from_ = 0;
    Tally tally_;
};

inline void expect_nothing_lost(const char* what, const CutDeed::Tally& tally) {
    fmt::print("{}: {} images of {} pages, {} answers, {} damaged, {} lost, {} done again\n", what,
               tally.images, tally.pages, tally.answers, tally.damaged, tally.lost, tally.redone);
    EXPECT_EQ(tally.first, "");
    EXPECT_EQ(tally.damaged, 0);
    EXPECT_EQ(tally.lost, 0);
    EXPECT_GT(tally.pages, 20U);
    EXPECT_GT(tally.redone, 15);
}

}  // namespace payung
