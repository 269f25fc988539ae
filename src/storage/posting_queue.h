#pragma once

/// Many callers post at once, and each gets his answer when his group is durable: one thread takes
/// all that wait into one command, so that they share the cost of making it so (group commit).
///
/// Errors   as LedgerStore::post(); when a command fails as a whole, all who waited for it learn
/// it. Cost     a caller waits for at most the command that runs and the one that takes him along.

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

private:
    static constexpr std::size_t batch_max = 1024;

    struct Waiting {
        PostingRequest request;
        std::optional<PostingResult> result;
    };
    void run();
    std::vector<Waiting*> take();
    void answer(std::span<Waiting* const> batch);

    LedgerStore& store_;
    std::mutex mutex_;
    std::condition_variable asked_, answered_;
    std::vector<Waiting*> waiting_;
    bool ends_ = false;
    std::thread writer_;
};

}  // namespace payung
