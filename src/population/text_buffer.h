#pragma once

/// Rows of text, put together with single copies into a buffer that grows only between rows.
///
/// Pre      begin_row() before each row; a row is at most row_max bytes.
/// Cost     a few nanoseconds a field.

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace payung {

class TextBuffer {
public:
    static constexpr std::size_t row_max = 1'024;

    void begin_row() {
        if (bytes_.size() < size_ + row_max) bytes_.resize((size_ + row_max) * 2);
        at_ = bytes_.data() + size_;
    }
    void end_row() {
        at_[-1] = '\n';  // In place of the last comma.
        size_ = static_cast<std::size_t>(at_ - bytes_.data());
    }
    void text(std::string_view field) {
        std::memcpy(at_, field.data(), field.size());
        at_ += field.size();
        *at_++ = ',';
    }
    void letter(char field) {
        at_[0] = field;
        at_[1] = ',';
        at_ += 2;
    }
    void empty() { *at_++ = ','; }
    /// `number` with `count` digits, zeros in front.
    void digits(std::uint64_t number, unsigned count) {
        put(number, count);
        *at_++ = ',';
    }
    void number(std::uint64_t value) {
        unsigned count = 1;
        for (std::uint64_t left = value; left >= 10; left /= 10) ++count;
        digits(value, count);
    }
    /// A capital or two, then digits: "R0000100001".
    void code(std::string_view front, std::uint64_t number, unsigned count) {
        std::memcpy(at_, front.data(), front.size());
        at_ += front.size();
        digits(number, count);
    }
    /// YYYYMMDD as YYYY-MM-DD; empty for 0.
    void date(std::uint32_t ymd) {
        if (ymd != 0) {
            put(ymd / 10'000, 4);
            *at_++ = '-';
            put(ymd / 100 % 100, 2);
            *at_++ = '-';
            put(ymd % 100, 2);
        }
        *at_++ = ',';
    }
    /// Months since 0000-01 as YYYY-MM.
    void month(std::uint32_t number) {
        put(number / 12, 4);
        *at_++ = '-';
        put(number % 12 + 1, 2);
        *at_++ = ',';
    }
    /// The place to write a field by hand, and where it ended.
    char* here() { return at_; }
    void ended(char* end) {
        at_ = end;
        *at_++ = ',';
    }

    std::string_view view() const { return {bytes_.data(), size_}; }
    std::size_t size() const { return size_; }
    void clear() { size_ = 0; }
    /// One row of another buffer, as it is.
    void append(std::string_view row) {
        if (bytes_.size() < size_ + row.size()) bytes_.resize((size_ + row.size()) * 2);
        std::memcpy(bytes_.data() + size_, row.data(), row.size());
        size_ += row.size();
    }

private:
    void put(std::uint64_t number, unsigned count) {
        static constexpr auto pairs = [] {
            std::array<char, 200> text{};
            for (unsigned i = 0; i < 100; ++i) {
                text[i * 2] = static_cast<char>('0' + i / 10);
                text[i * 2 + 1] = static_cast<char>('0' + i % 10);
            }
            return text;
        }();
        char* end = at_ + count;
        at_ = end;
        for (; count >= 2; count -= 2, number /= 100) {
            end -= 2;
            std::memcpy(end, &pairs[number % 100 * 2], 2);
        }
        if (count == 1) end[-1] = static_cast<char>('0' + number % 10);
    }

    std::vector<char> bytes_;
    std::size_t size_ = 0;
    char* at_ = nullptr;
};

}  // namespace payung
