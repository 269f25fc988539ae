#include "storage/posting_queue.h"

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace payung {

PostingQueue::~PostingQueue() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    asked_.notify_all();
    writer_.join();
    CHECK(waiting_.empty());
}

PostingResult PostingQueue::post(const Group& group, std::string_view actor) {
    auto results = post(std::span(&group, 1), actor);
    if (!results) return std::move(results).error();
    return std::move(results->front());
}

Result<std::vector<PostingResult>> PostingQueue::post(std::span<const Group> groups,
                                                      std::string_view actor) {
    Waiting mine;
    mine.requests.reserve(groups.size());
    mine.digests.reserve(groups.size());
    for (const Group& group : groups) {
        mine.digests.push_back(digest_of(group));
        mine.requests.push_back({&group, actor, &mine.digests.back()});
    }
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = waiting_.empty();
        waiting_.push_back(&mine);
    }
    if (first) asked_.notify_one();  // Else the writer knows already.
    while (sem_wait(&mine.answered) != 0) CHECK(errno == EINTR);
    return std::move(mine.results);
}

std::vector<PostingQueue::Waiting*> PostingQueue::take() {
    std::unique_lock lock(mutex_);
    asked_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    std::size_t groups = 0, count = 0;
    while (count < waiting_.size() && groups < groups_max)
        groups += waiting_[count++]->requests.size();
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Waiting*> batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    return batch;
}

void PostingQueue::answer(std::span<Waiting* const> batch) {
    std::vector<PostingRequest> requests;
    for (const Waiting* one : batch)
        requests.insert(requests.end(), one->requests.begin(), one->requests.end());
    auto results = store_.post(requests);
    std::size_t at = 0;
    for (Waiting* const one : batch) {
        const std::size_t count = one->requests.size();
        if (results) {
            const auto from = results->begin() + static_cast<std::ptrdiff_t>(at);
            one->results.value().assign(
                std::move_iterator(from),
                std::move_iterator(from + static_cast<std::ptrdiff_t>(count)));
        } else {
            one->results = results.error();
        }
        at += count;
        sem_post(&one->answered);  // From here on it belongs to its caller.
    }
}

void PostingQueue::run() {
    for (;;) {
        const std::vector<Waiting*> batch = take();
        if (batch.empty()) return;
        answer(batch);
    }
}

}  // namespace payung
