#include "base/csv_reader.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <optional>

#include "base/interrupt.h"
#include "base/text.h"

namespace payung {
namespace {

constexpr std::string_view candidates = ",;\t";
constexpr std::string_view other_delimiters = "|:^~";  // seen in files, not read by us
constexpr std::size_t fields_at_first = 64;

/// The header line as it looks before its delimiter is known.
struct HeaderLook {
    std::optional<std::size_t> end;                       // just behind its LF
    std::array<std::size_t, candidates.size()> counts{};  // outside quotes
    bool other = false;                                   // holds a delimiter that we do not read
    bool lone_cr = false;
};

HeaderLook look_at_header(std::string_view text) {
    HeaderLook look;
    CsvState state = CsvState::field_start;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const std::size_t candidate = candidates.find(c);
        const bool delimits = candidate != std::string_view::npos;
        const CsvStep step = csv_step(state, delimits || c == '\n', c == '"');
        state = step.state;
        if (step.mark && c == '\n') {
            look.end = at + 1;
            return look;
        }
        if (step.mark) ++look.counts[candidate];
        if (state == CsvState::quoted) continue;
        look.other = look.other || other_delimiters.find(c) != std::string_view::npos;
        look.lone_cr = look.lone_cr || (c == '\r' && at + 1 < text.size() && text[at + 1] != '\n');
    }
    return look;
}

/// The delimiter seen most often. One column needs none, but then no other may stand there either.
std::optional<char> delimiter_of(const HeaderLook& look) {
    const auto most = std::max_element(look.counts.begin(), look.counts.end());
    if (*most == 0) return look.other ? std::nullopt : std::optional(candidates.front());
    if (std::count(look.counts.begin(), look.counts.end(), *most) > 1) return std::nullopt;
    return candidates[static_cast<std::size_t>(most - look.counts.begin())];
}

/// The line on which the quoted field opened that `text` ends in; nothing if it ends outside.
std::optional<std::uint64_t> open_quote_line(std::string_view text, std::string_view delimiters,
                                             std::uint64_t first_line) {
    CsvState state = CsvState::field_start;
    std::uint64_t line = first_line;
    std::uint64_t opened = first_line;
    for (const char c : text) {
        const bool delimits = delimiters.find(c) != std::string_view::npos;
        const CsvState before = state;
        state = csv_step(before, delimits || c == '\n', c == '"').state;
        if (before == CsvState::field_start && state == CsvState::quoted) opened = line;
        if (c == '\n') ++line;
    }
    if (state != CsvState::quoted) return std::nullopt;
    return opened;
}

std::size_t length_of_line_break(std::string_view text) {
    if (text.starts_with('\n')) return 1;
    return text.starts_with("\r\n") ? 2 : 0;
}

}  // namespace

struct CsvFile::State {
    std::function<Result<std::size_t>(char*, std::size_t)> source;
    std::string name;
    CsvOptions options;
    std::uint64_t bytes_total = 0;
    std::atomic<std::uint64_t> bytes_read = 0;
    std::vector<std::string> header;
    char delimiter = ',';

    std::mutex mutex;         // guards what follows
    std::vector<char> carry;  // read, but behind the last whole record
    std::uint64_t line = 1;   // of the first byte of `carry`
    std::uint64_t blocks = 0;
    bool at_end = false;
    std::optional<Error> failure;

    /// Reads behind the first `size` bytes of `text`, to fill a block; less only at the end.
    Result<std::size_t> read_behind(std::vector<char>& text, std::size_t size) {
        const std::size_t block = options.block_bytes;
        const std::size_t wanted = size < block ? block - size : block;
        if (text.size() < size + wanted + 1) text.resize(size + wanted + 1);  // 1: a last LF
        std::size_t got = 0;
        while (got < wanted) {
            TRY_ASSIGN(const std::size_t bytes, source(text.data() + size + got, wanted - got));
            if (bytes == 0) break;
            if (options.on_bytes) options.on_bytes({text.data() + size + got, bytes});
            got += bytes;
        }
        bytes_read.fetch_add(got, std::memory_order_relaxed);
        at_end = got < wanted;
        return got;
    }

    Error fail(Code code) const { return {code, {{"file", name}}}; }
    Error fail_at(Code code, std::uint64_t at) const {
        return {code, {{"file", name}, {"line", std::to_string(at)}}};
    }

    /// For a record of more than record_bytes_max bytes: most often a quote that nobody closed.
    Error too_long(std::string_view record, std::string_view delimiters, std::uint64_t at) const {
        const std::string_view start = record.substr(0, record_bytes_max + 1);
        const auto opened = open_quote_line(start, delimiters, at);
        return opened ? fail_at(Code::csv_quote_open, *opened)
                      : fail_at(Code::csv_line_too_long, at);
    }

    /// Looks for the last end of a record in the first `size` bytes; ends the last one by LF.
    Result<void> cut(std::vector<char>& text, std::size_t& size, CsvCut& cut) const {
        options.scanner->cut(text.data(), size, delimiter, record_bytes_max, cut);
        const std::string_view record(text.data() + cut.end, size - cut.end);
        const std::uint64_t at = line + cut.end_lines;
        const std::string_view delimiters(&delimiter, 1);
        if (cut.too_long || record.size() > record_bytes_max) {
            return too_long(record, delimiters, at);
        }
        if (!at_end || record.empty()) return {};
        const auto opened = open_quote_line(record, delimiters, at);
        if (opened) return fail_at(Code::csv_quote_open, *opened);
        text[size++] = '\n';
        options.scanner->cut(text.data(), size, delimiter, record_bytes_max, cut);
        return {};
    }

    Result<void> pass_over_bom_and_blank_lines(bool first);
};

/// Takes the BOM (of the first bytes) and blank lines off the front of `carry`.
Result<void> CsvFile::State::pass_over_bom_and_blank_lines(bool first) {
    std::string_view text(carry.data(), carry.size());
    if (first && (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))) {
        return fail(Code::csv_utf16);
    }
    if (first && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (const std::size_t length = length_of_line_break(text)) {
        text.remove_prefix(length);
        ++line;
    }
    carry.erase(carry.begin(), carry.end() - static_cast<std::ptrdiff_t>(text.size()));
    return {};
}

CsvFile::CsvFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvFile::CsvFile(CsvFile&& other) noexcept = default;
CsvFile& CsvFile::operator=(CsvFile&& other) noexcept = default;
CsvFile::~CsvFile() = default;

const std::vector<std::string>& CsvFile::header() const {
    return state_->header;
}
char CsvFile::delimiter() const {
    return state_->delimiter;
}
std::uint64_t CsvFile::bytes_total() const {
    return state_->bytes_total;
}
std::uint64_t CsvFile::bytes_read() const {
    return state_->bytes_read;
}

Result<CsvFile> CsvFile::open(const Path& path, CsvOptions options) {
    TRY_ASSIGN(InputFile file, InputFile::open(path));
    return of_file(std::move(file), std::move(options));
}

Result<CsvFile> CsvFile::of_file(InputFile file, CsvOptions options) {
    auto state = std::make_unique<State>();
    state->bytes_total = file.size_bytes();
    state->name = file.path().string();
    state->options = std::move(options);
    const auto shared = std::make_shared<InputFile>(std::move(file));
    state->source = [shared](char* into, std::size_t size) { return shared->read(into, size); };
    return start(std::move(state));
}

Result<CsvFile> CsvFile::of_text(std::string text, std::string name, CsvOptions options) {
    auto state = std::make_unique<State>();
    state->bytes_total = text.size();
    state->name = std::move(name);
    state->options = std::move(options);
    state->source = [text = std::move(text), at = std::size_t{0}](
                        char* into, std::size_t size) mutable -> Result<std::size_t> {
        const std::size_t copied = text.copy(into, size, at);
        at += copied;
        return copied;
    };
    return start(std::move(state));
}

Result<CsvFile> CsvFile::start(std::unique_ptr<State> state) {
    const std::size_t block_bytes = state->options.block_bytes;
    CHECK(block_bytes >= 1 && block_bytes < std::size_t{1} << 31U);
    TRY(read_header(*state));
    return CsvFile(std::move(state));
}

Result<void> CsvFile::read_header(State& state) {
    constexpr std::size_t bom_bytes = 3;
    HeaderLook look;
    for (bool first = true; !look.end;) {
        const std::size_t size = state.carry.size();
        TRY_ASSIGN(const std::size_t got, state.read_behind(state.carry, size));
        state.carry.resize(size + got);
        if (first && state.carry.size() < bom_bytes && !state.at_end) continue;
        TRY(state.pass_over_bom_and_blank_lines(std::exchange(first, false)));
        if (state.at_end && state.carry.empty()) return state.fail(Code::file_empty);
        const std::string_view text(state.carry.data(), state.carry.size());
        look = look_at_header(text);
        const std::size_t length = look.end ? *look.end - 1 : text.size();
        if (length > record_bytes_max) return state.too_long(text, candidates, state.line);
        if (look.end || !state.at_end) continue;
        const auto opened = open_quote_line(text, candidates, state.line);
        if (opened) return state.fail_at(Code::csv_quote_open, *opened);
        state.carry.push_back('\n');
        look.end = state.carry.size();
    }
    if (look.lone_cr) return state.fail(Code::csv_line_breaks);
    const auto delimiter = delimiter_of(look);
    if (!delimiter) return state.fail(Code::csv_delimiter_unknown);
    state.delimiter = *delimiter;
    return take_header(state, *look.end);
}

/// Splits the header, the first `size` bytes of `carry`, by the delimiter that was found.
Result<void> CsvFile::take_header(State& state, std::size_t size) {
    CsvBlock block;
    block.delimiter_ = state.delimiter;
    block.size_ = size;
    const auto end = state.carry.begin() + static_cast<std::ptrdiff_t>(size);
    block.storage_.assign(state.carry.begin(), end);
    CsvCut cut;
    CsvScanner::bytewise().cut(block.storage_.data(), size, state.delimiter, size, cut);
    int records = 0;
    block.for_each([&](const CsvRow& row) {
        ++records;
        for (const auto field : row.fields) state.header.push_back(lower_ascii(trim(field)));
    });
    // A quote behind another candidate was taken for an opening one: no telling what is meant.
    if (cut.end != size || records > 1) return state.fail(Code::csv_delimiter_unknown);
    const auto named = [](const std::string& name) { return !name.empty(); };
    if (std::none_of(state.header.begin(), state.header.end(), named)) {
        return state.fail(Code::csv_no_header);
    }
    if (state.header.size() > columns_max) {
        return state.fail(Code::csv_header_too_wide)
            .with("columns", std::to_string(state.header.size()))
            .with("limit", std::to_string(columns_max));
    }
    state.line += cut.lines;
    state.carry.erase(state.carry.begin(), end);
    return {};
}

Result<bool> CsvFile::next(CsvBlock& block) {
    const std::lock_guard lock(state_->mutex);
    if (state_->failure) return *state_->failure;
    auto more = next_locked(*state_, block);
    if (!more) state_->failure = more.error();
    return more;
}

Result<bool> CsvFile::next_locked(State& state, CsvBlock& block) {
    std::vector<char>& text = block.storage_;
    std::size_t size = state.carry.size();
    block.size_ = 0;
    if (text.size() < size + 1) text.resize(size + 1);
    std::copy(state.carry.begin(), state.carry.end(), text.begin());
    CsvCut cut;
    do {
        TRY(check_interrupted());
        if (!state.at_end) {
            TRY_ASSIGN(const std::size_t got, state.read_behind(text, size));
            size += got;
        }
        TRY(state.cut(text, size, cut));
    } while (cut.end == 0 && !state.at_end);
    const auto begin = text.begin();
    state.carry.assign(begin + static_cast<std::ptrdiff_t>(cut.end),
                       begin + static_cast<std::ptrdiff_t>(size));
    if (cut.end == 0) return false;
    block.size_ = cut.end;
    block.number_ = state.blocks++;
    block.first_line_ = state.line;
    block.delimiter_ = state.delimiter;
    block.scanner_ = state.options.scanner;
    block.has_breaks_ = cut.end_lines != cut.records;
    state.line += cut.end_lines;
    return true;
}

void CsvBlock::prepare_to_read() {
    constexpr std::size_t slack = 8;  // see CsvScanner::marks
    marks_.resize(std::min(size_, piece_bytes) + slack);
    fields_.resize(std::max(fields_.size(), fields_at_first));
    unescaped_.clear();
}

std::string_view CsvBlock::unquote(const char* begin, const char* end, std::uint64_t& breaks) {
    ++begin;
    const auto length = static_cast<std::size_t>(end - begin);
    if (has_breaks_) breaks += static_cast<std::uint64_t>(std::count(begin, end, '\n'));
    const auto* quote = static_cast<const char*>(std::memchr(begin, '"', length));
    CHECK(quote != nullptr);  // The scanner found the end of a quoted field, so it was closed.
    if (quote + 1 == end) return {begin, quote};
    return unescape(begin, quote, end);
}

/// The slow way of unquote(): the first of several quotes, or text behind the closing one.
std::string_view CsvBlock::unescape(const char* begin, const char* quote, const char* end) {
    unescaped_.reserve(size_);  // Once, so that what is already there stays where it is.
    const std::size_t start = unescaped_.size();
    unescaped_.insert(unescaped_.end(), begin, quote);
    const char* at = quote;
    while (at + 1 < end && at[0] == '"' && at[1] == '"') {
        const char* const next = std::find(at + 2, end, '"');
        unescaped_.insert(unescaped_.end(), at + 1, next);  // One of the two, and what follows.
        at = next;
    }
    if (at < end) unescaped_.insert(unescaped_.end(), at + 1, end);
    return {unescaped_.data() + start, unescaped_.size() - start};
}

}  // namespace payung
