#include "registry/key_letters.h"

namespace payung {

KeyLetters::KeyLetters() {
    for (char letter = 'A'; letter <= 'Z'; ++letter) alike_[index(letter)] = letter;
    alike_[index(' ')] = ' ';
}

std::string_view KeyLetters::write(std::string_view canonical, std::span<char> out) const {
    std::size_t size = 0, word = 0;  // `word`: where in `out` the word begins
    const auto end_word = [&] {
        // A word of two letters keeps both.
        if (size > word + 2 && silent_end_[pair(out[size - 2], out[size - 1])]) --size;
    };
    for (const char c : canonical) {
        const char letter = alike_[index(c)];
        if (letter == ' ') {
            end_word();
            if (!blanks_ignored_) out[size++] = ' ';
            word = size;
            continue;
        }
        const bool second = size > word;
        if (second && doubles_once_ && out[size - 1] == letter) continue;
        if (second && silent_[pair(out[size - 1], letter)]) continue;
        out[size++] = letter;
    }
    end_word();
    return {out.data(), size};
}

}  // namespace payung
