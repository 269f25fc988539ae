#include "base/ordered_rows.h"

#include <condition_variable>
#include <mutex>

#include "base/interrupt.h"
#include "base/parallel.h"

namespace payung {
namespace {

constexpr std::size_t rows_per_piece = 1U << 14U;

/// Lets pieces into the file one after the other, whichever thread made them.
class Queue {
public:
    explicit Queue(OutputFile& file) : file_(file) {}

    void write(std::size_t piece, std::string_view text) {
        std::unique_lock lock(mutex_);
        turn_.wait(lock, [&] { return next_ == piece; });
        file_.write(text);
        ++next_;
        turn_.notify_all();
    }

private:
    OutputFile& file_;
    std::mutex mutex_;
    std::condition_variable turn_;
    std::size_t next_ = 0;
};

}  // namespace

Result<std::uint64_t> write_rows(const Path& path, std::string_view header, std::size_t size,
                                 unsigned threads, const FormatRows& format) {
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write(header);
    Queue queue(file);
    for_pieces(size, rows_per_piece, threads,
               [&](std::size_t begin, std::size_t end, std::size_t index) {
                   thread_local std::string text;
                   text.clear();
                   if (!interrupted()) format(begin, end, text);
                   queue.write(index, text);
               });
    TRY(check_interrupted());
    TRY(file.close());
    return file.bytes_written();
}

}  // namespace payung
