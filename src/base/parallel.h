#pragma once

/// Work on several threads whose answer does not depend on how many there are.

#include <cstddef>
#include <functional>

namespace payung {

/// Runs work(0) … work(threads - 1) at the same time, one of them here; returns when all are done.
/// What they throw is a bug and ends the program.
void run_threads(unsigned threads, const std::function<void(unsigned thread)>& work);

/// Cuts [0, size) into pieces of at most `piece` and lets `threads` threads take them in turn:
/// work(begin, end, index of the piece).
void for_pieces(
    std::size_t size, std::size_t piece, unsigned threads,
    const std::function<void(std::size_t begin, std::size_t end, std::size_t index)>& work);

/// Threads to use when nobody said: the processors of this machine.
unsigned threads_available();

}  // namespace payung
