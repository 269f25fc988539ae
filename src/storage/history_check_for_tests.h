#pragma once

/// For tests: whether what concurrent commands saw and did could have happened one after the other,
/// in an order that nobody who waited for an answer would contradict (strict serializability).
///
/// Lists are only appended to, so that what somebody read tells who wrote before him: the longest
/// list read of each key gives the order of its writers; who read it up to an element came after
/// its writer and before the writer of the next. A cycle of such "before"s is an anomaly.

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace payung {

struct SeenCommand {
    std::map<std::string, std::vector<std::int64_t>> read;      // lists by key
    std::map<std::string, std::vector<std::int64_t>> appended;  // elements by key, in order
    std::int64_t began = 0, ended = 0;                          // by one clock
    bool undone = false;
};

namespace history_check {

class Checker {
public:
    explicit Checker(const std::vector<SeenCommand>& history) : history_(history) {
        for (std::size_t i = 0; i < history.size(); ++i)
            for (const auto& [key, elements] : history[i].appended)
                for (const std::int64_t element : elements) writer_[{key, element}] = i;
    }

    std::string fault() {
        for (const SeenCommand& one : history_)
            for (const auto& [key, list] : one.read) {
                if (one.undone) continue;
                if (const std::string why = take(one, key, list); !why.empty()) return why;
            }
        add_edges();
        return cycle();
    }

private:
    /// The lists of a key must be beginnings of one another, of elements that stand.
    std::string take(const SeenCommand& reader, const std::string& key,
                     const std::vector<std::int64_t>& list) {
        for (const std::int64_t element : list) {
            const auto writer = writer_.find({key, element});
            if (writer == writer_.end()) return "an element nobody wrote";
            if (history_[writer->second].undone) return "an element of an undone command";
        }
        if (!list.empty()) {
            const SeenCommand& last = history_[writer_.at({key, list.back()})];
            if (&last != &reader && last.appended.at(key).back() != list.back())
                return "the middle of a command";
        }
        std::vector<std::int64_t>& order = order_[key];
        const std::size_t common = std::min(order.size(), list.size());
        if (!std::equal(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(common),
                        order.begin()))
            return "two orders of one list";
        if (list.size() > order.size()) order = list;
        return "";
    }

    void edge(std::size_t from, std::size_t to) {
        if (from != to) after_[from].push_back(to);
    }
    void add_edges() {
        after_.resize(history_.size());
        for (const auto& [key, order] : order_)
            for (std::size_t i = 1; i < order.size(); ++i)
                edge(writer_.at({key, order[i - 1]}), writer_.at({key, order[i]}));
        for (std::size_t i = 0; i < history_.size(); ++i) {
            if (history_[i].undone) continue;
            for (const auto& [key, list] : history_[i].read) {
                const auto& order = order_[key];
                if (!list.empty()) edge(writer_.at({key, list.back()}), i);
                if (list.size() < order.size()) edge(i, writer_.at({key, order[list.size()]}));
            }
            for (std::size_t k = 0; k < history_.size(); ++k)
                if (!history_[k].undone && history_[i].ended < history_[k].began) edge(i, k);
        }
    }
    /// Takes away what nothing is before, until nothing is left: what stays is in a cycle.
    std::string cycle() {
        std::vector<std::size_t> before(history_.size(), 0), free;
        for (const auto& list : after_)
            for (const std::size_t to : list) ++before[to];
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i] == 0) free.push_back(i);
        std::size_t taken = 0;
        for (; !free.empty(); ++taken) {
            const std::size_t one = free.back();
            free.pop_back();
            for (const std::size_t to : after_[one])
                if (--before[to] == 0) free.push_back(to);
        }
        return taken == history_.size() ? "" : "a cycle";
    }

    const std::vector<SeenCommand>& history_;
    std::map<std::pair<std::string, std::int64_t>, std::size_t> writer_;
    std::map<std::string, std::vector<std::int64_t>> order_;
    std::vector<std::vector<std::size_t>> after_;
};

}  // namespace history_check

/// Empty where the history could have been.
inline std::string anomaly_in(const std::vector<SeenCommand>& history) {
    return history_check::Checker(history).fault();
}

}  // namespace payung
