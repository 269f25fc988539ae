#include "audit/digest.h"

#include <openssl/evp.h>

#include <memory>

#include "base/check.h"

namespace payung {
namespace {

/// Fetched once: looking an algorithm up costs more than hashing a short record.
const EVP_MD* algorithm() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

struct ContextFree {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

int value_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

}  // namespace

Digest sha256(std::span<const std::string_view> parts) {
    thread_local const std::unique_ptr<EVP_MD_CTX, ContextFree> context(EVP_MD_CTX_new());
    Digest digest{};
    CHECK(EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
    for (const std::string_view part : parts)
        CHECK(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
    CHECK(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
    return digest;
}

std::string to_hex(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const std::uint8_t byte : digest) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

std::optional<Digest> digest_from_hex(std::string_view hex) {
    Digest digest{};
    if (hex.size() != 2 * digest.size()) return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        const int high = value_of(hex[2 * i]), low = value_of(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        digest.at(i) = static_cast<std::uint8_t>(high * 16 + low);
    }
    return digest;
}

}  // namespace payung
