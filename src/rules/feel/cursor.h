#pragma once

/// The characters of a FEEL text, read one token at a time. There is no separate list of tokens:
/// where a name ends depends on the names in scope, so the parser asks for what may stand here.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace payung::rules {

/// Bytes of the white space at the start of `text`, 0 if there is none. Unicode blanks count.
std::size_t blank_length(std::string_view text);
/// Letters, digits, "_", "?" and everything beyond ASCII that is no blank.
bool is_name_byte(char c);
bool is_digit(char c);
/// Words that end a name that is not in scope: "x in …" is no name of two words.
bool is_infix_word(std::string_view word);
/// Words of the language: no name that is not in scope is one of them.
bool is_reserved_word(std::string_view word);

class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    std::size_t at() const { return at_; }
    void move_to(std::size_t at) { at_ = at; }
    std::string_view text() const { return text_; }
    std::string_view rest() const { return text_.substr(at_); }
    std::string_view between(std::size_t begin, std::size_t end) const {
        return text_.substr(begin, end - begin);
    }

    /// Past white space and comments. An unclosed comment is left standing, to be reported.
    void skip_blanks();
    bool at_end() const { return at_ >= text_.size(); }
    /// The byte `ahead` of here; 0 beyond the end.
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    bool starts_with(std::string_view symbol) const { return rest().starts_with(symbol); }

    // These skip blanks first, and stay where they are when they say no.
    bool take(std::string_view symbol);
    bool take_word(std::string_view word);
    /// This, past the blanks.
    Cursor ahead() const;
    /// The whole word that stands next; empty where none does.
    std::string_view word() const;

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

/// The texts from one place on that could be a name, shortest first: "a", "a-", "a-b", "a-b c".
class NameCandidates {
public:
    /// Pre: no blanks at `begin`.
    NameCandidates(std::string_view text, std::size_t begin) : text_(text), end_(begin) {}
    /// One part more; false where the text cannot go on as a name.
    bool next();
    /// The candidate, white space as one blank, and where it ends in the text.
    const std::string& name() const { return name_; }
    std::size_t end() const { return end_; }
    /// Whether it consists of words only, none of them an infix word.
    bool plain() const { return plain_; }

private:
    std::string_view text_;
    std::size_t end_;
    std::string name_;
    bool plain_ = true;
};

}  // namespace payung::rules
