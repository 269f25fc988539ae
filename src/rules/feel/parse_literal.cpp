#include <algorithm>

#include "rules/feel/parser.h"

namespace payung::rules {

namespace {

void append_utf8(std::string& out, std::uint32_t code) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        tail(12), tail(6), tail(0);
    }
}

std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
    std::uint32_t code = 0;
    for (const char c : digits) {
        const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        if (!is_digit(lower) && (lower < 'a' || lower > 'f')) return std::nullopt;
        code = code * 16 +
               static_cast<std::uint32_t>(is_digit(lower) ? lower - '0' : lower - 'a' + 10);
    }
    return code;
}

/// The hexadecimal escape at the start of `text`: "\u" with four digits, "\U" with six.
std::optional<std::uint32_t> escaped_code(std::string_view text) {
    if (text.size() < 2 || text[0] != '\\' || (text[1] != 'u' && text[1] != 'U'))
        return std::nullopt;
    const std::size_t digits = text[1] == 'u' ? 4 : 6;
    if (text.size() < 2 + digits) return std::nullopt;
    return hexadecimal(text.substr(2, digits));
}

bool is_high_surrogate(std::uint32_t code) {
    return code >= 0xD800 && code < 0xDC00;
}
bool is_low_surrogate(std::uint32_t code) {
    return code >= 0xDC00 && code < 0xE000;
}

bool is_null_literal(const Typed& typed) {
    const auto* literal = std::get_if<Literal>(&typed.expr->node);
    return literal != nullptr && literal->value.is_null() && literal->text.empty();
}

Value temporal_value(std::string_view text) {
    if (auto date = parse_date(text)) return Value(*date);
    if (auto moment = parse_date_time(text)) return Value(*std::move(moment));
    if (auto time = parse_time(text)) return Value(*std::move(time));
    if (auto duration = parse_years_months(text)) return Value(*duration);
    if (auto duration = parse_days_time(text)) return Value(*duration);
    return Value::null(Reason::invalid_value);
}

std::size_t digits_at(const Cursor& at, std::size_t ahead) {
    std::size_t length = 0;
    while (is_digit(at.peek(ahead + length))) ++length;
    return length;
}

/// Bytes of the number that stands here: "12", ".5", "1.25e-3". "1..3" begins with "1".
std::size_t number_length(const Cursor& at) {
    std::size_t length = digits_at(at, 0);
    if (at.peek(length) == '.')
        if (const std::size_t decimals = digits_at(at, length + 1); decimals != 0)
            length += 1 + decimals;
    if (at.peek(length) == 'e' || at.peek(length) == 'E') {
        const bool sign = at.peek(length + 1) == '+' || at.peek(length + 1) == '-';
        const std::size_t mark = sign ? 2 : 1;
        if (const std::size_t digits = digits_at(at, length + mark); digits != 0)
            length += mark + digits;
    }
    return length;
}

}  // namespace

Typed Parser::number() {
    const std::size_t begin = next_at();
    cursor_.move_to(begin);
    const std::size_t length = number_length(cursor_);
    const std::string_view text = cursor_.between(begin, begin + length);
    if (is_name_byte(cursor_.peek(length)))
        return fail(begin + length, "nama tidak boleh diawali angka; beri operator di antaranya",
                    "a name does not start with a digit; put an operator between");
    cursor_.move_to(begin + length);
    const std::optional<Decimal> value = Decimal::parse(text);
    Literal literal{value ? Value(*value) : Value::null(Reason::overflow),
                    value ? std::string() : std::string(text)};
    return make(begin, std::move(literal), 0, basic_type(Type::Kind::number));
}

Typed Parser::string() {
    const std::size_t begin = next_at();
    std::optional<std::string> text = quoted();
    if (!text) return {};
    return make(begin, Literal{Value(*std::move(text)), {}}, 0, basic_type(Type::Kind::string));
}

/// The text between quotes, with its escapes undone. Pre: a quote comes next.
std::optional<std::string> Parser::quoted() {
    const std::size_t begin = next_at();
    cursor_.move_to(begin + 1);
    std::string out;
    while (!cursor_.at_end() && cursor_.peek() != '"') {
        if (cursor_.peek() == '\\') {
            if (!escape(out)) return std::nullopt;
            continue;
        }
        const std::size_t from = cursor_.at();
        const std::size_t to = cursor_.text().find_first_of("\"\\", from);
        cursor_.move_to(std::min(to, cursor_.text().size()));
        out += cursor_.between(from, cursor_.at());
    }
    if (cursor_.at_end()) {
        fail(begin, "teks tidak ditutup dengan tanda petik", "the string has no closing quote");
        return std::nullopt;
    }
    cursor_.move_to(cursor_.at() + 1);
    return out;
}

/// One escape; a backslash before any other character stands for itself (regular expressions).
bool Parser::escape(std::string& out) {
    const std::size_t begin = cursor_.at();
    const char kind = cursor_.peek(1);
    if (kind == 'u' || kind == 'U') {
        std::optional<std::uint32_t> code = escaped_code(cursor_.rest());
        std::size_t length = kind == 'u' ? 6 : 8;
        if (code && is_high_surrogate(*code)) {
            const auto low = escaped_code(cursor_.rest().substr(length));
            const bool pair = low && is_low_surrogate(*low);
            code = pair ? std::optional(0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00))
                        : std::nullopt;
            length += 6;
        }
        if (!code || is_low_surrogate(*code) || *code > 0x10FFFF) {
            fail(begin, "'\\u' memerlukan empat dan '\\U' enam angka heksadesimal yang sah",
                 "'\\u' needs four and '\\U' six hexadecimal digits that name a character");
            return false;
        }
        append_utf8(out, *code);
        cursor_.move_to(begin + length);
        return true;
    }
    static constexpr std::string_view names = "nrt\"'\\", meanings = "\n\r\t\"'\\";
    const std::size_t known = kind == '\0' ? std::string_view::npos : names.find(kind);
    out += known == std::string_view::npos ? '\\' : meanings[known];
    cursor_.move_to(begin + (known == std::string_view::npos ? 1 : 2));
    return true;
}

Typed Parser::at_literal() {
    const std::size_t begin = next_at();
    cursor_.take("@");
    if (cursor_.ahead().peek() != '"')
        return expected("teks dalam tanda petik setelah '@'", "a quoted text after '@'");
    std::optional<std::string> text = quoted();
    if (!text) return {};
    Value value = temporal_value(*text);
    TypePtr type = type_of(value);
    std::string written = value.is_null() ? "@\"" + *text + "\"" : std::string();
    return make(begin, Literal{std::move(value), std::move(written)}, 0, std::move(type));
}

/// (e), (a..b) or (< a).
Typed Parser::parenthesis() {
    const std::size_t begin = next_at();
    cursor_.take("(");
    if (const auto comparison = take_comparison()) return open_range(begin, comparison);
    Typed inner = expression();
    if (!inner) return {};
    if (cursor_.take("..")) return range_from(begin, false, std::move(inner));
    return require(")") ? std::move(inner) : Typed{};
}

/// The range of values that compare so with the operand: (< 10) is open below.
Typed Parser::open_range(std::size_t begin, std::optional<Comparison> comparison) {
    Typed end;
    {
        const Nesting nesting(*this);
        if (!nesting) return expression();
        end = operators(sum);
    }
    if (!end || !require(")")) return {};
    const Comparison test = *comparison;
    const bool below = test == Comparison::less || test == Comparison::less_equal;
    const bool above = test == Comparison::greater || test == Comparison::greater_equal;
    RangeExpr range{below ? nullptr : end.expr, above ? nullptr : end.expr,
                    test == Comparison::greater_equal || test == Comparison::equal,
                    test == Comparison::less_equal || test == Comparison::equal,
                    test == Comparison::not_equal ? Range::Form::not_equal : Range::Form::unary};
    const std::uint32_t height = end.height;
    return make(begin, std::move(range), height, nullptr);
}

/// A list, or a range that opens with a square bracket: [a..b], ]a..b].
Typed Parser::bracket() {
    const std::size_t begin = next_at();
    const bool included = cursor_.take("[");
    if (!included) cursor_.take("]");
    if (included && cursor_.take("]")) return make(begin, ListExpr{}, 0, nullptr);
    std::vector<Typed> items;
    do {
        items.push_back(expression());
        if (!items.back()) return {};
        if (items.size() == 1 && cursor_.take(".."))
            return range_from(begin, included, std::move(items.back()));
    } while (included && cursor_.take(","));
    if (!included) return expected("'..' dari rentang", "'..' of a range"), Typed{};
    if (!require("]")) return {};
    ListExpr list;
    std::uint32_t height = 0;
    for (const Typed& item : items) {
        list.items.push_back(item.expr);
        height = std::max(height, item.height);
    }
    TypePtr type = list_type(items);
    return make(begin, std::move(list), height, std::move(type));
}

/// The rest of a range, after "..".
Typed Parser::range_from(std::size_t begin, bool low_included, Typed low) {
    Typed high;
    {
        const Nesting nesting(*this);
        if (!nesting) return expression();
        range_end_ = true;
        high = operators(lowest);
    }
    if (!high) return {};
    const bool included = cursor_.take("]");
    if (!included && !cursor_.take(")") && !cursor_.take("["))
        return expected("']', ')' atau '[' di akhir rentang", "']', ')' or '[' to end the range");
    auto type = std::make_shared<Type>();
    type->kind = Type::Kind::range;
    type->element = is_null_literal(low) ? high.type : low.type;
    const std::uint32_t height = std::max(low.height, high.height);
    return make(begin, RangeExpr{low.expr, high.expr, low_included, included}, height,
                std::move(type));
}

/// {a: 1, "b c": a + 1}: entries see those above them.
Typed Parser::context() {
    const std::size_t begin = next_at();
    cursor_.take("{");
    ContextExpr context;
    Scope inner(scope_);
    auto type = std::make_shared<Type>();
    type->kind = Type::Kind::context;
    std::uint32_t height = 0;
    while (!cursor_.take("}")) {
        if (!context.entries.empty() && !require(",")) return {};
        std::optional<std::string> name = key();
        if (!name || !require(":")) return {};
        Typed entry;
        {
            const Within within(*this, inner);
            entry = expression();
        }
        if (!entry) return {};
        height = std::max(height, entry.height);
        inner.add(*name, entry.type);
        type->fields.emplace_back(*name, entry.type);
        context.entries.emplace_back(*std::move(name), entry.expr);
    }
    return make(begin, std::move(context), height, std::move(type));
}

std::optional<std::string> Parser::key() {
    if (cursor_.ahead().peek() == '"') return quoted();
    NameCandidates candidates(cursor_.text(), next_at());
    while (candidates.next()) {
    }
    if (candidates.name().empty()) {
        expected("nama entri atau '}'", "the name of an entry or '}'");
        return std::nullopt;
    }
    cursor_.move_to(candidates.end());
    return candidates.name();
}

}  // namespace payung::rules
