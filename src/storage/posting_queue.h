#pragma once

/// Many callers post at once, and each gets his answer when his groups are durable: one thread
/// takes all that wait into one command, so that they share the cost of making it so (group
/// commit).
///
/// Errors   as LedgerStore::post(); when a command fails as a whole, all who waited for it learn
/// it.
/// Cost     a caller waits for at most the command that runs and the one that takes him along.

#include <semaphore.h>

#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "storage/ledger_store.h"

namespace payung {

class PostingQueue {
public:
    explicit PostingQueue(LedgerStore& store) : store_(store), writer_([this] { run(); }) {}
    PostingQueue(const PostingQueue&) = delete;
    PostingQueue& operator=(const PostingQueue&) = delete;
    /// Nobody may be waiting any more.
    ~PostingQueue();

    /// Returns when the group is durable, or refused.
    PostingResult post(const Group& group, std::string_view actor);
    /// The same for several, each by itself; an error is that of the whole command.
    Result<std::vector<PostingResult>> post(std::span<const Group> groups, std::string_view actor);

private:
    // Of all who wait, as many as come to this; beyond it a command only takes longer.
    static constexpr std::size_t groups_max = 8192;

    struct Waiting {
        Waiting() { sem_init(&answered, 0, 0); }
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;
        ~Waiting() { sem_destroy(&answered); }
        std::vector<PostingRequest> requests;
        std::vector<Digest> digests;  // made by the caller, and not by the one writer
        Result<std::vector<PostingResult>> results{std::vector<PostingResult>{}};
        sem_t answered;  // std::binary_semaphore would spin, and hold the core the writer needs
    };
    void run();
    std::vector<Waiting*> take();
    void answer(std::span<Waiting* const> batch);

    LedgerStore& store_;
    std::mutex mutex_;
    std::condition_variable asked_;
    std::vector<Waiting*> waiting_;
    bool ends_ = false;
    std::thread writer_;
};

}  // namespace payung
