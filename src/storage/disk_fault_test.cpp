/// Proofs that the books survive any call to the disk that goes wrong: goals A3, A5 and, for kills
/// between any two calls, A2 and A7 of docs/reliability.md.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/books_for_tests.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/failing_disk.h"
#include "storage/power_cut_for_tests.h"

namespace payung {
namespace {

constexpr DatabaseOptions small_log{.cache_bytes = 1U << 20U, .checkpoint_pages = 30};

/// What is tried while the disk goes wrong.
enum class Deed : std::uint8_t { make, open, read, post, close_month };
constexpr std::array all_deeds{Deed::make, Deed::open, Deed::read, Deed::post, Deed::close_month};

std::string name_of(Deed deed) {
    constexpr std::array names{"make", "open", "read", "post", "close_month"};
    return names.at(static_cast<std::size_t>(deed));
}

/// A store in a folder, opened and shut as a test says.
class Books {
public:
    explicit Books(const Path& folder) : path_(folder / "store.db") {}

    Result<void> open() {
        TRY_ASSIGN(database_, open_database(path_.string(), small_log));
        TRY_ASSIGN(const LedgerStore store, LedgerStore::open(*database_, clock_, "test"));
        store_.emplace(store);
        return {};
    }
    void shut() {
        store_.reset();
        database_.reset();
    }
    Result<void> obey(const BooksCommand& command) { return payung::obey(*store_, command); }
    BooksFound look() { return books_in(*database_, *store_); }
    Result<void> read() {
        TRY(store_->history());
        TRY(store_->balances());
        return {};
    }

private:
    Path path_;
    FixedClock clock_{books_time};
    std::unique_ptr<Database> database_;
    std::optional<LedgerStore> store_;
};

/// The next call that is to go wrong. Making a store is many hundred calls, most of them migrations
/// alike: after the first ones every ninth, of which the seed says where they begin; all of them in
/// the long tier.
int call_after(int n, Deed deed) {
    constexpr int each_up_to = 60;
    const int stride = long_seconds() > 0 ? 100 / scaled(100) : 9;
    if (deed != Deed::make || n < each_up_to || stride == 1) return n + 1;
    if (n > each_up_to) return n + stride;
    return n + 1 + static_cast<int>(seed_or(4) % static_cast<std::uint64_t>(stride));
}

/// Where every trial begins: a store that was killed, so that its log is still to be read.
class DiskFaultTest : public testing::Test {
protected:
    void SetUp() override {
        const Scratch scratch;
        Books books(scratch.path());
        ASSERT_DONE(books.open());
        made_ = books.look().state;
        for (const BooksCommand& command : random_commands(11, 10))
            ASSERT_DONE(books.obey(command));
        before_ = books.look().state;
        start_ = image_of(scratch.path());
        ASSERT_GT(start_.size(), 1U);
        post_.groups = {
            Group{key_of("uji-1"),
                  "uji",
                  "satu",
                  {{Book::jkm,
                    may_3,
                    {},
                    {{1120, "BRI", Money::from_rupiah(75)}, {4110, "", Money::from_rupiah(-75)}}}},
                  {},
                  {},
                  {}}};
        close_.first_open = Month::from_ym(2027, 3);
        ASSERT_DONE(books.obey(post_));
        posted_ = books.look().state;
        put_image(start_, scratch_.path());
        Books again(scratch_.path());
        ASSERT_DONE(again.open());
        ASSERT_DONE(again.obey(close_));
        closed_ = again.look().state;
    }
    static bool opens(Deed deed) { return deed == Deed::make || deed == Deed::open; }
    Result<void> act(Books& books, Deed deed) const {
        switch (deed) {
            case Deed::make:
            case Deed::open:
                return books.open();
            case Deed::read:
                return books.read();
            case Deed::post:
                return books.obey(post_);
            case Deed::close_month:
                return books.obey(close_);
        }
        return {};
    }
    const BooksState& after(Deed deed) const {
        if (deed == Deed::make) return made_;
        if (deed == Deed::post) return posted_;
        return deed == Deed::close_month ? closed_ : before_;
    }
    void put_start(Deed deed) const {
        put_image(deed == Deed::make ? Disk::Image{} : start_, scratch_.path());
    }

    /// False: there was no n-th call.
    bool try_with_fault(Deed deed, int n, DiskFault fault, DiskCalls calls) {
        put_start(deed);
        Books books(scratch_.path());
        if (!opens(deed)) expect_done(books.open());
        FailingDisk::fail_at(n, fault, calls);
        const Result<void> done = act(books, deed);
        const bool came = FailingDisk::failed();
        FailingDisk::fail_at(0);
        EXPECT_TRUE(came || done);
        if (!done) {
            ++errors_;
            expect_clean(done.error(), fault);
            if (!opens(deed)) {
                EXPECT_EQ(books.look().fault, "");
                EXPECT_TRUE(books.look().state == before_);
            }
        }
        if (opens(deed)) books.shut();
        const Result<void> again = act(books, deed);
        if (!again) {  // A sync failed: not before it is opened anew.
            EXPECT_EQ(name_of(again.error().code()), "store_failed");
            books.shut();
            expect_done(books.open());
            expect_done(act(books, deed));
        }
        books.shut();
        expect_done(books.open());
        const BooksFound found = books.look();
        EXPECT_EQ(found.fault, "");
        EXPECT_TRUE(found.state == after(deed));
        return came;
    }
    static void expect_done(const Result<void>& done) {
        EXPECT_TRUE(done) << describe(done.error(), Language::en);
    }
    static void expect_clean(const Error& error, DiskFault fault) {
        const bool room = error.code() == Code::store_full;
        const bool failed = error.code() == Code::store_failed ||
                            error.code() == Code::store_unwritable ||
                            error.code() == storage_error::store_outcome_unknown;
        EXPECT_TRUE(fault == DiskFault::io_error ? failed : room || failed)
            << describe(error, Language::en);
    }

    Scratch scratch_;
    Disk::Image start_;
    BooksCommand post_, close_;
    BooksState made_, before_, posted_, closed_;
    int errors_ = 0;
};

// Goal A3: whichever call to the disk fails, there is an error and no effect, or all of it; reading
// goes on; the next try succeeds, at the latest when the store was opened anew.
TEST_F(DiskFaultTest, any_call_may_fail) {
    struct Case {
        DiskFault fault;
        DiskCalls calls;
    };
    const FailingDisk disk;
    int tried = 0;
    for (const Case& c :
         {Case{DiskFault::io_error, DiskCalls::all}, Case{DiskFault::full, DiskCalls::changes},
          Case{DiskFault::short_write, DiskCalls::changes}}) {
        for (const Deed deed : all_deeds) {
            int n = 1;
            for (bool came = true; came; n = call_after(n, deed), ++tried) {
                SCOPED_TRACE(fmt::format("{}, call {}, fault {}", name_of(deed), n,
                                         static_cast<int>(c.fault)));
                came = try_with_fault(deed, n, c.fault, c.calls);
                ASSERT_FALSE(HasFailure());
                ASSERT_LT(n, 5000);
            }
            if (deed == Deed::post) {
                EXPECT_GT(n, 8) << "nothing was asked of the disk";
            }
        }
    }
    EXPECT_GT(errors_, 100);
    fmt::print("{} calls that failed, {} of them an error\n", tried, errors_);
}

// Goals A2, A7: killed before any call to the disk, while a store is made and migrated, opened
// after a kill, posted to or closed: the next start finds all of it or nothing, and brings it to
// the end.
TEST_F(DiskFaultTest, any_call_may_be_the_last) {
    int kills = 0;
    for (const Deed deed : {Deed::make, Deed::open, Deed::post, Deed::close_month}) {
        for (int n = 1;; n = call_after(n, deed)) {
            SCOPED_TRACE(fmt::format("{}, call {}", name_of(deed), n));
            put_start(deed);
            const pid_t child = fork();
            if (child == 0) {
                const FailingDisk disk;
                Books books(scratch_.path());
                if (!opens(deed) && !books.open()) _exit(2);
                FailingDisk::fail_at(n, DiskFault::kill);
                _exit(act(books, deed) ? 0 : 1);
            }
            int status = 0;
            ASSERT_EQ(waitpid(child, &status, 0), child);
            Books books(scratch_.path());
            ASSERT_DONE(books.open());
            const BooksFound found = books.look();
            ASSERT_EQ(found.fault, "");
            ASSERT_TRUE(found.state == after(deed) || (!opens(deed) && found.state == before_));
            ASSERT_DONE(act(books, deed));
            ASSERT_TRUE(books.look().state == after(deed));
            if (!WIFSIGNALED(status)) {
                ASSERT_EQ(WEXITSTATUS(status), 0);
                break;
            }
            ++kills;
        }
    }
    EXPECT_GT(kills, 50);
    fmt::print("{} kills\n", kills);
}

// Goal A5: on a full disk postings are refused whole, reading goes on, and once there is room again
// so does posting, without opening anything anew.
TEST_F(DiskFaultTest, a_full_disk_refuses_and_then_goes_on) {
    const FailingDisk disk;
    put_start(Deed::post);
    Books books(scratch_.path());
    ASSERT_DONE(books.open());
    FailingDisk::set_full(true);
    // The log is made for many commands before it is begun anew: some still find room in it.
    BooksState last = before_;
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
        BooksCommand command = post_;
        command.groups[0].key = key_of(fmt::format("penuh-{}", i));
        const auto done = books.obey(command);
        const BooksFound found = books.look();
        ASSERT_EQ(found.fault, "");
        if (done) {
            ASSERT_EQ(found.state.events, last.events + 1);
            last = found.state;
            continue;
        }
        ++refused;
        ASSERT_EQ(name_of(done.error().code()), "store_full");
        ASSERT_TRUE(found.state == last);
    }
    FailingDisk::set_full(false);
    EXPECT_GT(refused, 0);
    ASSERT_DONE(books.obey(post_));
    EXPECT_EQ(books.look().state.events, last.events + 1);
    EXPECT_EQ(books.look().fault, "");
}

}  // namespace
}  // namespace payung
