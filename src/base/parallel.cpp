#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace payung {

void run_threads(unsigned threads, const std::function<void(unsigned)>& work) {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([&work, i] { work(i); });
    work(0);
}

void for_pieces(std::size_t size, std::size_t piece, unsigned threads,
                const std::function<void(std::size_t, std::size_t, std::size_t)>& work) {
    const std::size_t pieces = (size + piece - 1) / piece;
    std::atomic<std::size_t> next = 0;
    run_threads(static_cast<unsigned>(
                    std::min<std::size_t>(std::max(threads, 1U), std::max<std::size_t>(pieces, 1))),
                [&](unsigned) {
                    for (std::size_t i = next++; i < pieces; i = next++) {
                        work(i * piece, std::min(size, (i + 1) * piece), i);
                    }
                });
}

unsigned threads_available() {
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace payung
