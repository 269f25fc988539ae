#pragma once

/// What became of a row that was not taken as it stands: rejected, or taken with a doubt.
///
/// A row has at most one rejection and then no doubts beside it; a row that is taken may have
/// several doubts. Values are masked before they come here: family and identity numbers to four
/// digits, names to their first letter.
///
/// Shape    verdicts come in the order of files and lines, whatever the number of threads; those
///          that need all rows (an id twice, deciles of a family) follow behind, in the same order.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace payung {

enum class RowOutcome : std::uint8_t { doubt, rejected };

/// Views die when take() returns.
struct Verdict {
    std::string_view file;  // its name without folders
    std::uint64_t line = 0;
    std::string_view field;  // header of the column; empty where the whole row is meant
    std::string_view value_masked;
    Code code{};
    RowOutcome outcome = RowOutcome::doubt;
};

/// The sentence for people.
std::string message_of(const Verdict& verdict, Language language);

class VerdictSink {
public:
    virtual ~VerdictSink() = default;
    virtual void take(const Verdict& verdict) = 0;
};

/// Where nobody wants the lines; counts are in the report all the same.
class NoVerdicts final : public VerdictSink {
public:
    void take(const Verdict&) override {}
};

/// How the value of a column may be shown.
enum class Mask : std::uint8_t { identifiers_only, number, text };
std::string masked(std::string_view value, Mask mask);

using CodeCounts = std::map<Code, std::uint64_t>;

/// The notes on the rows of one block, before they are told in order.
class RowNotes {
public:
    struct Note {
        std::uint64_t line;
        std::uint32_t
            text_end;  // the masked value ends here in texts_, and begins where the last ended
        Code code;
        std::uint8_t column;  // index into the columns of the file kind; no_column for the row
        RowOutcome outcome;
    };
    static constexpr std::uint8_t no_column = 255;

    void begin_row(std::uint64_t line);
    void doubt(std::uint8_t column, Code code, std::string_view value, Mask mask);
    /// Takes back the doubts of this row.
    void reject(std::uint8_t column, Code code, std::string_view value, Mask mask);

    bool row_doubted() const { return notes_.size() > row_notes_; }
    /// Calls tell(note, masked value) in order.
    template <class Tell>
    void for_each(Tell&& tell) const {
        std::uint32_t begin = 0;
        for (const Note& note : notes_) {
            tell(note, std::string_view(texts_).substr(begin, note.text_end - begin));
            begin = note.text_end;
        }
    }
    void clear();

private:
    void add(std::uint8_t column, Code code, std::string_view value, Mask mask, RowOutcome outcome);

    std::vector<Note> notes_;
    std::string texts_;
    std::uint64_t line_ = 0;
    std::size_t row_notes_ = 0;  // notes_ and texts_ as they were at the beginning of the row
    std::size_t row_texts_ = 0;
};

}  // namespace payung
