#include "registry/verdict.h"

#include "base/nik.h"

namespace payung {

std::string message_of(const Verdict& verdict, Language language) {
    return describe(Error{verdict.code,
                          {{"file", std::string(verdict.file)},
                           {"line", std::to_string(verdict.line)},
                           {"field", std::string(verdict.field)},
                           {"value", std::string(verdict.value_masked)}}},
                    language);
}

std::string masked(std::string_view value, Mask mask) {
    constexpr std::size_t shown_max = 40;
    if (mask == Mask::number) return masked_number(value);
    if (mask == Mask::text) return masked_text(value);
    return mask_identifiers(value).substr(0, shown_max);
}

void RowNotes::begin_row(std::uint64_t line) {
    line_ = line;
    row_notes_ = notes_.size();
    row_texts_ = texts_.size();
}

void RowNotes::add(std::uint8_t column, Code code, std::string_view value, Mask mask,
                   RowOutcome outcome) {
    constexpr std::size_t looked_at_max = 200;  // a broken row may have a field of a megabyte
    if (!value.empty()) texts_ += masked(value.substr(0, looked_at_max), mask);
    notes_.push_back({line_, static_cast<std::uint32_t>(texts_.size()), code, column, outcome});
}

void RowNotes::doubt(std::uint8_t column, Code code, std::string_view value, Mask mask) {
    add(column, code, value, mask, RowOutcome::doubt);
}

void RowNotes::reject(std::uint8_t column, Code code, std::string_view value, Mask mask) {
    notes_.resize(row_notes_);
    texts_.resize(row_texts_);
    add(column, code, value, mask, RowOutcome::rejected);
}

void RowNotes::clear() {
    notes_.clear();
    texts_.clear();
    row_notes_ = row_texts_ = 0;
}

}  // namespace payung
