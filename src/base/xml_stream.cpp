#include "base/xml_stream.h"

#include <expat.h>
#include <fmt/format.h>
#include <malloc.h>

#include <cstdlib>

namespace payung {
namespace {

constexpr int depth_max = 64;
constexpr std::size_t tag_bytes_max = 1U << 20U;
constexpr std::size_t memory_max = 32U << 20U;
constexpr std::size_t piece_bytes = 1U << 18U;

// expat keeps every name it has met and buffers a tag until it ends, so its memory is counted. It
// hands no context to its allocator: the counter belongs to the thread, which feeds one parser at
// a time and gives back what it took.
thread_local std::size_t memory_used = 0;

void* counted_realloc(void* old, std::size_t size) {
    const std::size_t before = old == nullptr ? 0 : malloc_usable_size(old);
    if (memory_used - before + size > memory_max) return nullptr;
    void* const fresh = std::realloc(old, size);  // NOLINT(cppcoreguidelines-no-malloc): expat's
    if (fresh != nullptr) memory_used = memory_used - before + malloc_usable_size(fresh);
    return fresh;
}

void* counted_malloc(std::size_t size) {
    return counted_realloc(nullptr, size);
}

void counted_free(void* memory) {
    if (memory == nullptr) return;
    memory_used -= malloc_usable_size(memory);
    std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc): expat's
}

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
        if (without_prefix(pair[0]) == name) return pair[1];
    }
    return {};
}

struct XmlStream::State {
    State(std::string part_name, XmlHandler& handler_used)
        : part(std::move(part_name)), handler(handler_used) {
        const XML_Memory_Handling_Suite memory{counted_malloc, counted_realloc, counted_free};
        parser = XML_ParserCreate_MM(nullptr, &memory, nullptr);
        CHECK(parser != nullptr);
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, on_start, on_end);
        XML_SetCharacterDataHandler(parser, on_text);
        XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { XML_ParserFree(parser); }

    static State& of(void* user) { return *static_cast<State*>(user); }

    static void on_start(void* user, const char* name, const char** attributes) {
        State& state = of(user);
        if (++state.depth > depth_max) return state.refuse("too deep");
        state.handler.start(without_prefix(name), XmlAttributes{attributes});
        state.stop_if_failed();
    }
    static void on_end(void* user, const char* name) {
        State& state = of(user);
        --state.depth;
        state.handler.end(without_prefix(name));
        state.stop_if_failed();
    }
    static void on_text(void* user, const char* piece, int size) {
        State& state = of(user);
        state.handler.text({piece, static_cast<std::size_t>(size)});
        state.stop_if_failed();
    }
    static void on_doctype(void* user, const char*, const char*, const char*, int) {
        of(user).refuse("DTD");
    }

    void stop_if_failed() {
        if (handler.failure()) XML_StopParser(parser, XML_FALSE);
    }
    void refuse(const char* reason) {
        refusal = reason;
        XML_StopParser(parser, XML_FALSE);
    }
    Error broken(std::string_view reason) const {
        return {
            Code::xlsx_broken,
            {{"reason", fmt::format("{}:{}: {}", part, XML_GetCurrentLineNumber(parser), reason)}}};
    }

    std::string part;
    XmlHandler& handler;
    XML_Parser parser = nullptr;
    int depth = 0;
    std::uint64_t fed = 0;
    const char* refusal = nullptr;
};

XmlStream::XmlStream(std::string part, XmlHandler& handler)
    : state_(std::make_unique<State>(std::move(part), handler)) {}

XmlStream::~XmlStream() = default;

Result<void> XmlStream::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, piece_bytes);
        TRY(parse(piece, false));
        bytes.remove_prefix(piece.size());
    }
    return {};
}

Result<void> XmlStream::finish() {
    return parse({}, true);
}

std::uint64_t XmlStream::line() const {
    return XML_GetCurrentLineNumber(state_->parser);
}

Result<void> XmlStream::parse(std::string_view bytes, bool last) {
    State& state = *state_;
    const XML_Status status =
        XML_Parse(state.parser, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
    if (state.handler.failure()) return *state.handler.failure();
    if (state.refusal != nullptr) return state.broken(state.refusal);
    if (status != XML_STATUS_OK) {
        return state.broken(XML_ErrorString(XML_GetErrorCode(state.parser)));
    }
    state.fed += bytes.size();
    const XML_Index at = XML_GetCurrentByteIndex(state.parser);
    // expat reads an unfinished tag again with every piece: a long one would cost its square.
    if (!last && at >= 0 && state.fed - static_cast<std::uint64_t>(at) > tag_bytes_max) {
        return state.broken("tag > 1 MB");
    }
    return {};
}

}  // namespace payung
