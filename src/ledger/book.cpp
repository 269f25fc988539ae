#include "ledger/book.h"

namespace payung {
namespace {

constexpr std::array<std::string_view, all_books.size()> names{"JKK", "JKM",  "JHT", "JP",
                                                               "JKP", "BPJS", "CLR"};

}  // namespace

std::string_view name_of(Book book) {
    return names.at(static_cast<std::size_t>(book));
}

std::optional<Book> parse_book(std::string_view word) {
    for (const Book book : all_books)
        if (name_of(book) == word) return book;
    return std::nullopt;
}

}  // namespace payung
