#include "audit/checkpoint.h"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <sstream>
#include <vector>

namespace payung {
namespace {

struct KeyFree {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFree>;
struct ContextFree {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, ContextFree>;

constexpr std::string_view kind = "payung-checkpoint-1";
constexpr std::size_t signature_bytes = 64;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string statement_of(const Checkpoint& checkpoint) {
    std::string out(kind);
    out += ' ' + std::to_string(checkpoint.size) + ' ' + to_hex(checkpoint.head) + ' ' +
           to_hex(checkpoint.root) + ' ' + std::to_string(checkpoint.at.time_since_epoch().count());
    return out;
}

/// Two halves of 32 bytes each: Digest happens to be what reads and writes them.
std::string signature_text(const std::array<unsigned char, signature_bytes>& signature) {
    Digest half{};
    std::string out;
    for (std::size_t i = 0; i < signature_bytes; i += half.size()) {
        std::copy_n(signature.begin() + static_cast<std::ptrdiff_t>(i), half.size(), half.begin());
        out += to_hex(half);
    }
    return out;
}

std::optional<std::string> signature_from(std::string_view hex) {
    if (hex.size() != 2 * signature_bytes) return std::nullopt;
    const auto first = digest_from_hex(hex.substr(0, signature_bytes));
    const auto second = digest_from_hex(hex.substr(signature_bytes));
    if (!first || !second) return std::nullopt;
    return std::string(bytes_of(*first)) + std::string(bytes_of(*second));
}

Result<Key> key_from(std::string_view hex, bool secret) {
    const auto raw = digest_from_hex(hex);
    if (!raw) return Error{Code::audit_key_malformed};
    Key key(secret
                ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw->data(), raw->size())
                : EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw->data(), raw->size()));
    if (key == nullptr) return Error{Code::audit_key_malformed};
    return key;
}

bool signature_right(EVP_PKEY* key, std::string_view statement, std::string_view signature) {
    const Context context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(statement),
                            statement.size()) == 1;
}

std::optional<std::int64_t> number_from(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<Checkpoint> checkpoint_from(const std::vector<std::string>& words) {
    const auto size = number_from(words[1]), at = number_from(words[4]);
    const auto head = digest_from_hex(words[2]), root = digest_from_hex(words[3]);
    if (!size || !at || !head || !root) return std::nullopt;
    return Checkpoint{*size, *head, *root, Instant(std::chrono::milliseconds(*at))};
}

}  // namespace

SigningKeys new_signing_keys() {
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    CHECK(key != nullptr);
    Digest secret{}, open{};
    std::size_t size = secret.size();
    CHECK(EVP_PKEY_get_raw_private_key(key.get(), secret.data(), &size) == 1);
    size = open.size();
    CHECK(EVP_PKEY_get_raw_public_key(key.get(), open.data(), &size) == 1);
    return {to_hex(secret), to_hex(open)};
}

Result<std::string> signed_line(const Checkpoint& checkpoint, std::string_view secret_key) {
    TRY_ASSIGN(const Key key, key_from(secret_key, true));
    const std::string statement = statement_of(checkpoint);
    std::array<unsigned char, signature_bytes> signature{};
    std::size_t size = signature.size();
    const Context context(EVP_MD_CTX_new());
    CHECK(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    CHECK(EVP_DigestSign(context.get(), signature.data(), &size, bytes(statement),
                         statement.size()) == 1);
    return statement + ' ' + signature_text(signature);
}

Result<Checkpoint> checked_line(std::string_view line, std::string_view open_key) {
    TRY_ASSIGN(const Key key, key_from(open_key, false));
    std::istringstream stream{std::string(line)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    if (words.size() != 6 || words[0] != kind) return Error{Code::audit_checkpoint_malformed};
    const auto checkpoint = checkpoint_from(words);
    const auto signature = signature_from(words[5]);
    if (!checkpoint || !signature) return Error{Code::audit_checkpoint_malformed};
    if (!signature_right(key.get(), statement_of(*checkpoint), *signature))
        return Error{Code::audit_signature_wrong};
    return *checkpoint;
}

}  // namespace payung
