#include "storage/posting_queue.h"

#include <algorithm>

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
    Waiting mine{{&group, actor}, std::nullopt};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&mine);
    asked_.notify_one();
    answered_.wait(lock, [&mine] { return mine.result.has_value(); });
    return *std::move(mine.result);
}

std::vector<PostingQueue::Waiting*> PostingQueue::take() {
    std::unique_lock lock(mutex_);
    asked_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    const auto end =
        waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), batch_max));
    std::vector<Waiting*> batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    return batch;
}

void PostingQueue::answer(std::span<Waiting* const> batch) {
    std::vector<PostingRequest> requests;
    for (const Waiting* one : batch) requests.push_back(one->request);
    auto results = store_.post(requests);
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i]->result = results ? std::move(results->at(i)) : PostingResult(results.error());
    answered_.notify_all();
}

void PostingQueue::run() {
    for (;;) {
        const std::vector<Waiting*> batch = take();
        if (batch.empty()) return;
        answer(batch);
    }
}

}  // namespace payung
