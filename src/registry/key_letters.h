#pragma once

/// Letters that are not told apart when names are looked up: FATIMAH and PATIMA get one key.
///
/// A key may be coarser than the canonical name: it brings records together, and what it brings
/// together must still agree in birth date and sex. How many strangers share a key is counted on
/// the keys themselves (linkage/namesakes.h), so a coarse key makes names more common, not links
/// looser.
///
/// Cost     about 1 ns a letter; no allocation.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace payung {

class KeyLetters {
public:
    KeyLetters();  // all letters are told apart

    // What the table says; see NameRulesLoader.
    void count_as(char letter, char other) { alike_[index(letter)] = other; }
    void silence(char before, char letter) { silent_[pair(before, letter)] = true; }
    void silence_at_end(char before, char letter) { silent_end_[pair(before, letter)] = true; }
    void count_doubles_once() { doubles_once_ = true; }
    void ignore_blanks() { blanks_ignored_ = true; }

    char counted_as(char letter) const { return alike_[index(letter)]; }

    /// `canonical` as it is hashed, written into `out`, which is at least as long.
    std::string_view write(std::string_view canonical, std::span<char> out) const;

private:
    static std::size_t index(char letter) { return static_cast<unsigned char>(letter) & 31U; }
    static std::size_t pair(char a, char b) { return index(a) * 32 + index(b); }

    std::array<char, 32> alike_{};  // by letter; the blank is number 0
    std::array<bool, 1'024> silent_{}, silent_end_{};
    bool doubles_once_ = false, blanks_ignored_ = false;
};

}  // namespace payung
