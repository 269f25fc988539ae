#include "base/csv_scan.h"

namespace payung {
namespace {

std::size_t marks_bytewise(const char* text, std::size_t from, std::size_t until, char delimiter,
                           CsvState& state, std::uint32_t* marks) {
    std::uint32_t* mark = marks;
    for (std::size_t at = from; at < until; ++at) {
        const char c = text[at];
        const CsvStep step = csv_step(state, c == delimiter || c == '\n', c == '"');
        if (step.mark) *mark++ = static_cast<std::uint32_t>(at);
        state = step.state;
    }
    return static_cast<std::size_t>(mark - marks);
}

void cut_bytewise(const char* text, std::size_t size, char delimiter, std::size_t record_bytes_max,
                  CsvCut& cut) {
    while (cut.scanned < size && !cut.too_long) {
        const std::size_t at = cut.scanned;
        const char c = text[at];
        const CsvStep step = csv_step(cut.state, c == delimiter || c == '\n', c == '"');
        if (step.mark && c == '\n' && at - cut.end > record_bytes_max) {
            cut.too_long = true;
            return;
        }
        cut.state = step.state;
        cut.scanned = at + 1;
        if (c == '\n') ++cut.lines;
        if (step.mark && c == '\n') {
            cut.end = at + 1;
            cut.end_lines = cut.lines;
            ++cut.records;
        }
    }
}

}  // namespace

const CsvScanner& CsvScanner::bytewise() {
    static constexpr CsvScanner scanner{marks_bytewise, cut_bytewise};
    return scanner;
}

const CsvScanner& CsvScanner::fastest() {
    static const CsvScanner* const found = avx2();
    return found != nullptr ? *found : bytewise();
}

}  // namespace payung
