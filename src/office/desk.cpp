#include "office/desk.h"

#include "storage/command_store.h"

namespace payung {

Result<std::vector<PostingReceipt>> Work::post(std::span<const Group> groups) {
    std::vector<PostingRequest> requests;
    requests.reserve(groups.size());
    for (const Group& group : groups) requests.push_back({&group, desk_.actor});
    TRY_ASSIGN(auto results, post_groups(transaction_, requests, now_));
    std::vector<PostingReceipt> receipts;
    receipts.reserve(results.size());
    for (PostingResult& result : results) {
        TRY_ASSIGN(receipts.emplace_back(), std::move(result));
    }
    return receipts;
}

void Work::tell(std::string action, std::string subject, std::string_view content) {
    told_.push_back({std::move(action), std::move(subject), std::string(content)});
}

Result<void> Work::append_told(const ContentDigests& digests) {
    std::vector<Told> told;
    told.reserve(told_.size());
    for (Saying& one : told_)
        told.push_back(
            {desk_.actor, std::move(one.action), std::move(one.subject), digests.of(one.content)});
    return append_events(transaction_, told, now_);
}

Result<Done> carry_out(const Desk& desk, const Command& command, const Effect& effect) {
    const CommandRecord record{command.kind, command.event, command.content, desk.actor};
    Done done;
    const auto written = desk.database->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(const auto digests, content_digests(transaction, desk.keys));
        TRY_ASSIGN(const auto before, find_command(transaction, digests, record));
        if (before) {
            done = {*before, true};
            return {};
        }
        Work work(transaction, desk, desk.clock->now());
        if (desk.signing) TRY(check_signing(transaction, *desk.signing, work.now()));
        TRY_ASSIGN(done.answer, effect(work));
        TRY(work.append_told(digests.front()));
        return keep_command(transaction, digests.front(), record, done.answer, work.now_);
    });
    if (!written) return written.error();
    return done;
}

Day day_of(Instant instant) {
    constexpr std::chrono::hours western_indonesia{7};
    const auto day = std::chrono::floor<std::chrono::days>(instant + western_indonesia);
    return Day::from_number(static_cast<std::int32_t>(day.time_since_epoch().count()));
}

}  // namespace payung
