#pragma once

/// XML from strangers, as a stream of elements and text.
///
/// Shape    names come without their namespace prefix. Documents with a DTD are refused, so there
///          are no entities of the document's own making, inside or outside it.
/// Limits   depth 64, 1 MB a tag, 32 MB for the parser's own memory, 1 MB of names.
/// Errors   xlsx_broken with {part, reason}; whoever feeds the parser adds the file.
/// Cost     about 100 MB/s; the memory of the longest tag.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace payung {

/// The attributes of one element; views die when start() returns.
class XmlAttributes {
public:
    explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
    /// By name without prefix; empty if it is not there.
    std::string_view operator[](std::string_view name) const;

private:
    const char* const* pairs_;
};

class XmlHandler {
public:
    XmlHandler() = default;
    XmlHandler(const XmlHandler&) = delete;
    XmlHandler& operator=(const XmlHandler&) = delete;
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    /// May come in several pieces.
    virtual void text(std::string_view piece) = 0;

    const std::optional<Error>& failure() const { return failure_; }

protected:
    /// Ends the reading; the first error counts.
    void stop(Error error) {
        if (!failure_) failure_ = std::move(error);
    }

private:
    std::optional<Error> failure_;
};

class XmlStream {
public:
    /// `part` names the document in errors. The handler must outlive the stream.
    XmlStream(std::string part, XmlHandler& handler);
    ~XmlStream();
    XmlStream(const XmlStream&) = delete;
    XmlStream& operator=(const XmlStream&) = delete;

    Result<void> feed(std::string_view bytes);
    /// The document must be complete.
    Result<void> finish();
    /// Where the parser stands, from 1: while a handler is called, the line of what it is told.
    std::uint64_t line() const;

private:
    struct State;
    Result<void> parse(std::string_view bytes, bool last);
    std::unique_ptr<State> state_;
};

}  // namespace payung
