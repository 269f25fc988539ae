#include "app/text_table.h"

#include <algorithm>
#include <string_view>

#include "base/language.h"

namespace payung::app {
namespace {

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string amount_text(Money amount, const Console& console) {
    constexpr std::string_view mark = "Rp ";
    std::string text = format_rupiah(amount, console.language);
    text.erase(text.find(mark), mark.size());
    return text;
}

void TextTable::tell(const Console& console, const std::vector<std::size_t>& right) const {
    std::vector<std::size_t> widths(rows_.front().size());
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width_of(row[i]));
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(widths[i] - width_of(row[i]), ' ');
            const bool to_right = std::ranges::find(right, i) != right.end();
            if (i > 0) line += "  ";
            line += to_right ? blanks + row[i] : row[i] + blanks;
        }
        line.resize(line.find_last_not_of(' ') + 1);
        console.tell(line);
    }
}

}  // namespace payung::app
