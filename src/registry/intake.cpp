#include "registry/intake.h"

#include <cstring>

#include "base/text.h"

namespace payung {
namespace {

bool is_ascii(std::string_view bytes) {
    constexpr std::size_t words = 8;
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::uint64_t any = 0;
    std::array<std::uint64_t, words> some{};
    for (; bytes.size() >= sizeof some; bytes.remove_prefix(sizeof some)) {
        std::memcpy(some.data(), bytes.data(), sizeof some);
        for (const std::uint64_t word : some) any |= word;
    }
    for (const char c : bytes) any |= static_cast<unsigned char>(c);
    return (any & high_bits) == 0;
}

}  // namespace

void IntakeBatch::clear_counts() {
    notes.clear();
    lines.clear();
    doubted.clear();
    rows = bytes = 0;
    short_line.reset();
}

std::string_view FieldRow::decode(std::size_t field, std::string_view bytes) {
    constexpr std::size_t fields_max = 8;  // so that texts given out before stay where they are
    decoded_.reserve(fields_max);
    CHECK(decoded_.size() < fields_max);
    decoded_.push_back(latin1_to_utf8(bytes));
    doubt(field, Code::not_utf8);
    return decoded_.back();
}

void FieldRow::doubt(std::size_t field, Code code) {
    notes_.doubt(static_cast<std::uint8_t>(field), code, text(field), specs_[field].mask);
}

void FieldRow::reject(std::size_t field, Code code) {
    rejected_ = true;
    if (field == RowNotes::no_column) {
        return notes_.reject(RowNotes::no_column, code, {}, Mask::identifiers_only);
    }
    notes_.reject(static_cast<std::uint8_t>(field), code, text(field), specs_[field].mask);
}

void IntakeJournal::begin_file(std::string name, ColumnMap columns) {
    report_.files.push_back({std::move(name), {}, 0, 0, columns.unknown()});
    columns_.push_back(std::move(columns));
}

void IntakeJournal::end_file(std::string sha256, std::uint64_t bytes) {
    report_.files.back().sha256 = std::move(sha256);
    report_.files.back().bytes = bytes;
}

void IntakeJournal::count(Code code, RowOutcome outcome) {
    ++(outcome == RowOutcome::doubt ? report_.doubts : report_.rejections)[code];
}

void IntakeJournal::take(const IntakeBatch& batch) {
    const std::string& file = report_.files.back().name;
    batch.notes.for_each([&](const RowNotes::Note& note, std::string_view value) {
        count(note.code, note.outcome);
        if (note.outcome == RowOutcome::rejected) ++report_.rejected;
        sink_.take(
            {file, note.line, columns().header(note.column), value, note.code, note.outcome});
    });
    const std::uint64_t first = doubted_.size();
    const std::uint64_t taken = batch.lines.rows();
    doubted_.resize(first + taken);
    for (const std::uint32_t row : batch.doubted) doubted_[first + row] = true;
    lines_.append(batch.lines, static_cast<std::uint32_t>(report_.files.size() - 1));
    report_.rows += batch.rows;
    report_.files.back().rows += batch.rows;
    report_.taken += taken;
    report_.doubted += batch.doubted.size();
}

void IntakeJournal::tell_later(std::uint32_t row, std::size_t field, Code code,
                               std::string_view value, RowOutcome outcome) {
    const LineIndex::Place place = lines_[row];
    count(code, outcome);
    if (outcome == RowOutcome::rejected) {
        --report_.taken;
        ++report_.rejected;
        if (doubted_[row]) --report_.doubted;
    } else if (!doubted_[row]) {
        doubted_[row] = true;
        ++report_.doubted;
    }
    sink_.take({report_.files[place.file].name, place.line, columns_[place.file].header(field),
                masked(value, specs_[field].mask), code, outcome});
}

IntakeReport IntakeJournal::finish() {
    std::vector<std::string> digests;
    for (const IntakeFile& file : report_.files) digests.push_back(file.sha256);
    std::sort(digests.begin(), digests.end());
    Sha256 edition;
    for (const std::string& digest : digests) edition.add(digest);
    report_.edition = edition.hex();
    return std::move(report_);
}

bool Turnstile::enter(std::uint64_t number) {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return given_up_ || next_ == number; });
    return !given_up_;
}

void Turnstile::leave() {
    {
        const std::lock_guard lock(mutex_);
        ++next_;
    }
    turn_.notify_all();
}

void Turnstile::give_up() {
    {
        const std::lock_guard lock(mutex_);
        given_up_ = true;
    }
    turn_.notify_all();
}

TableOptions FileWatch::options(std::size_t block_bytes) {
    TableOptions options;
    options.csv.block_bytes = block_bytes;
    options.csv.on_bytes = [this](std::string_view bytes) { see(bytes); };
    return options;
}

void FileWatch::see(std::string_view bytes) {
    constexpr std::size_t character_max = 4;
    digest_.add(bytes);
    if (std::memchr(bytes.data(), '\0', bytes.size()) != nullptr) binary_ = true;
    if (ascii_ && !is_ascii(bytes)) ascii_ = false;
    last_.append(bytes.substr(bytes.size() - std::min(bytes.size(), character_max)));
    if (last_.size() > character_max) last_.erase(0, last_.size() - character_max);
}

Result<void> FileWatch::check_text(const std::string& file) const {
    if (binary_) return Error{Code::file_binary, {{"file", file}}};
    return {};
}

/// A file that ends without a line break may have been cut: it was if its last record is short, or
/// if it ends within a character.
Result<void> FileWatch::check_whole(const std::string& file,
                                    std::optional<std::uint64_t> short_line) const {
    if (last_.ends_with('\n')) return {};
    if (short_line) {
        return Error{Code::file_cut, {{"file", file}, {"line", std::to_string(*short_line)}}};
    }
    for (std::size_t i = last_.size(); i > 0; --i) {
        const auto byte = static_cast<unsigned char>(last_[i - 1]);
        if (byte < 0x80) return {};
        if (byte < 0xC0) continue;
        const std::size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        if (last_.size() - i + 1 >= wanted) return {};
        return Error{Code::file_cut, {{"file", file}, {"line", "-"}}};
    }
    return {};
}

std::uint64_t bytes_of(std::span<const Path> files) {
    std::uint64_t sum = 0;
    for (const Path& path : files) {
        std::error_code failure;
        const std::uintmax_t size = std::filesystem::file_size(path, failure);
        if (failure) return 0;
        sum += size;
    }
    return sum;
}

Error too_many_rows(const std::string& file) {
    return Error{Code::too_many_rows, {{"file", file}}};
}

}  // namespace payung
