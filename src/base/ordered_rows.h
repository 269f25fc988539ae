#pragma once

/// Writing many rows: several threads make the text of pieces, the file gets them in order.
///
/// Shape    format(begin, end, text) appends the lines of rows [begin, end) to `text`. It may be
/// called
///          for several pieces at once and must not depend on the order of the calls.
/// Errors   file_unwritable (told once all threads have stopped), interrupted.
/// Cost     at most `threads` pieces of text in memory.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/result.h"

namespace payung {

using FormatRows = std::function<void(std::size_t begin, std::size_t end, std::string& text)>;

/// Writes `header` and then rows 0 … size - 1 to a new file. Returns its size in bytes.
Result<std::uint64_t> write_rows(const Path& path, std::string_view header, std::size_t size,
                                 unsigned threads, const FormatRows& format);

}  // namespace payung
