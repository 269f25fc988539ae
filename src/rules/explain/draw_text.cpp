#include "rules/explain/draw_text.h"

#include <algorithm>
#include <numeric>

#include "base/language.h"

namespace payung::rules {

namespace {

constexpr std::string_view bold = "\x1b[1m", dim = "\x1b[2m", red = "\x1b[31m", green = "\x1b[32m",
                           yellow = "\x1b[33m", plain = "\x1b[0m";
constexpr std::size_t gutter = 3, narrowest = 8;

/// Cut at blanks into lines of at most `width` columns; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::string& line = lines.back();
        if (line.empty())
            line = word;
        else if (columns_of(line) + 1 + columns_of(word) <= width)
            line.append(1, ' ').append(word);
        else
            lines.emplace_back(word);
    }
    return lines;
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        longest = std::max(longest, columns_of(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return longest;
}

class TextTable {
public:
    TextTable(const View& view, const DrawOptions& options) : view_(view), options_(options) {
        measure();
        fit();
    }

    std::string draw() {
        std::vector<std::string> heads;
        for (const ViewColumn& column : view_.columns) heads.push_back(column.name);
        put_row("#", "", heads, [](std::size_t) { return dim; });
        for (const ViewRow& row : view_.rows) put(row);
        return std::move(out_);
    }

private:
    void measure() {
        for (std::size_t c = 0; c < view_.columns.size(); ++c) {
            std::size_t cells = longest_word(view_.columns[c].name);
            for (const ViewRow& row : view_.rows) cells = std::max(cells, columns_of(row.cells[c]));
            widths_.push_back(std::max<std::size_t>(cells, 2));
        }
        number_width_ = std::to_string(view_.rows.size() + view_.hidden).size();
    }

    /// The widest column gives way until all fit or nothing more can be wrapped.
    void fit() {
        const auto total = [&] {
            return std::accumulate(widths_.begin(), widths_.end(), number_width_ + 2) +
                   gutter * widths_.size();
        };
        std::vector<std::size_t> least;
        for (std::size_t c = 0; c < view_.columns.size(); ++c) {
            std::size_t word = narrowest;
            for (const ViewRow& row : view_.rows) word = std::max(word, longest_word(row.cells[c]));
            least.push_back(std::max(word, longest_word(view_.columns[c].name)));
        }
        for (std::size_t over = total(); over > options_.width; over = total()) {
            std::size_t* widest = nullptr;
            for (std::size_t c = 0; c < widths_.size(); ++c)
                if (widths_[c] > least[c] && (widest == nullptr || widths_[c] > *widest))
                    widest = &widths_[c];
            if (widest == nullptr) return;
            --*widest;
        }
    }

    void put(const ViewRow& row) {
        const std::string_view sign = row.gap()         ? "?"
                                      : row.matched     ? ">"
                                      : row.unconfirmed ? "!"
                                                        : "";
        put_row(row.gap() ? "" : std::to_string(row.number), sign, row.cells,
                [&](std::size_t c) -> std::string_view {
                    if (row.gap()) return red;
                    if (row.failed == static_cast<int>(c) + 1) return red;
                    if (row.unconfirmed && c == view_.status_column) return yellow;
                    return row.matched ? green : "";
                });
    }

    template <class Colour>
    void put_row(const std::string& number, std::string_view sign,
                 const std::vector<std::string>& cells, const Colour& colour) {
        std::vector<std::vector<std::string>> lines;
        std::size_t height = 1;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            lines.push_back(wrapped(cells[c], widths_[c]));
            height = std::max(height, lines.back().size());
        }
        for (std::size_t l = 0; l < height; ++l) {
            std::string line = l == 0 ? lead(number, sign) : lead("", "");
            std::size_t blanks = 0;
            for (std::size_t c = 0; c < cells.size(); ++c)
                put_cell(line, blanks, c, l < lines[c].size() ? lines[c][l] : "", colour(c));
            out_ += line + '\n';
        }
    }

    std::string lead(const std::string& number, std::string_view sign) const {
        std::string out(number_width_ - std::min(number_width_, number.size()), ' ');
        return out + number + (sign.empty() ? " " : std::string(sign)) + " ";
    }

    /// Blanks are kept back until something follows, so that no line ends in them.
    void put_cell(std::string& line, std::size_t& blanks, std::size_t c, const std::string& text,
                  std::string_view colour) const {
        const std::size_t rest = widths_[c] - std::min(widths_[c], columns_of(text));
        const bool right = view_.columns[c].numeric && c < view_.status_column &&
                           view_.columns[c].kind != ViewColumn::Kind::input;
        if (right) blanks += rest;
        if (!text.empty()) {
            line.append(blanks, ' ');
            blanks = 0;
            line += options_.colours && !colour.empty()
                        ? std::string(colour) + text + std::string(plain)
                        : text;
        }
        blanks += gutter + (right ? 0 : rest);
    }

    const View& view_;
    const DrawOptions& options_;
    std::vector<std::size_t> widths_;
    std::size_t number_width_ = 1;
    std::string out_;
};

std::string heading(const View& view, const DrawOptions& options) {
    const auto say = [&](Phrase phrase) { return std::string(phrase.in(options.language)); };
    const std::string name = view.part.empty() ? view.name : view.name + " · " + view.part;
    std::string out = options.colours ? std::string(bold) + name + std::string(plain) : name;
    if (!view.policy.empty()) out += "   " + say({"kebijakan", "policy"}) + ": " + view.policy;
    std::string sources;
    for (const Authority& source : view.sources)
        sources += (sources.empty() ? "" : ", ") + source.name;
    if (!sources.empty()) out += "   " + say({"sumber", "source"}) + ": " + sources;
    return out + '\n';
}

std::string draw_formula(const View& view, const DrawOptions& options) {
    if (view.formula.size() == 1) {
        std::string sources = heading(view, options);
        sources.pop_back();
        const std::size_t name = sources.find("   ");
        const std::string rest = name == std::string::npos ? "" : sources.substr(name);
        return sources.substr(0, name) + " = " + view.formula.front() + rest + '\n';
    }
    std::string out = heading(view, options);
    for (const std::string& line : view.formula) out += "  " + line + '\n';
    return out;
}

std::string notes(const View& view, const DrawOptions& options) {
    const auto say = [&](Phrase phrase) { return std::string(phrase.in(options.language)); };
    const auto unconfirmed = std::ranges::count_if(view.rows, &ViewRow::unconfirmed);
    std::string out;
    if (unconfirmed > 0)
        out += "! " + std::to_string(unconfirmed) + " " +
               say({"baris belum dikonfirmasi", "rows not yet confirmed"}) + '\n';
    if (view.hidden > 0)
        out += std::to_string(view.hidden) + " " +
               say({"baris tidak ditampilkan (saringan)", "rows not shown (filter)"}) + '\n';
    return out;
}

}  // namespace

std::string draw_text(const View& view, const DrawOptions& options) {
    if (view.columns.empty()) return draw_formula(view, options);
    return heading(view, options) + TextTable(view, options).draw() + notes(view, options);
}

}  // namespace payung::rules
