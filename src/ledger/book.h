#pragma once

/// The books: five trusts that belong to the participants of their programmes, the agency's own,
/// and clearing, which belongs to nobody and must drain to zero.
///
/// Law      UU 40/2004 Pasal 49 ayat (2): no programme pays for another; UU 24/2011 Pasal 40: the
///          agency's assets are kept apart. Hence an entry belongs to one book, always.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace payung {

enum class Book : std::uint8_t { jkk, jkm, jht, jp, jkp, bpjs, clearing };

inline constexpr std::array all_books{Book::jkk, Book::jkm,  Book::jht,     Book::jp,
                                      Book::jkp, Book::bpjs, Book::clearing};

/// A set of books, bit k for Book k.
using Books = std::uint8_t;
constexpr Books only(Book book) {
    return static_cast<Books>(1U << static_cast<unsigned>(book));
}
inline constexpr Books the_funds = 0x1F;  // JKK, JKM, JHT, JP, JKP

/// "JKK", …, "BPJS", "CLR"
std::string_view name_of(Book book);
std::optional<Book> parse_book(std::string_view word);

}  // namespace payung
