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
    char last = 0;  // of the word so far; 0 is in no pair
    for (const char c : canonical) {
        const char letter = alike_[index(c)];
        if (letter == ' ') {
            end_word();
            if (!blanks_ignored_) out[size++] = ' ';
            word = size;
            last = 0;
            continue;
        }
        const bool twice = doubles_once_ && letter == last;
        const bool heard = !twice && !silent_[pair(last, letter)];
        out[size] = letter;  // Without a branch: which letters stay cannot be foreseen.
        size += heard ? 1 : 0;
        last = heard ? letter : last;
    }
    end_word();
    return {out.data(), size};
}

}  // namespace payung
