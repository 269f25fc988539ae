#include "base/hash.h"

#include <fmt/format.h>
#include <openssl/evp.h>

namespace payung {
namespace {
EVP_MD_CTX* md(void* context) {
    return static_cast<EVP_MD_CTX*>(context);
}
}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    CHECK(context_ != nullptr && EVP_DigestInit_ex(md(context_), EVP_sha256(), nullptr) == 1);
}
Sha256::~Sha256() {
    EVP_MD_CTX_free(md(context_));
}
Sha256::Sha256(Sha256&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

void Sha256::add(std::string_view bytes) {
    CHECK(EVP_DigestUpdate(md(context_), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hex() {
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    CHECK(EVP_DigestFinal_ex(md(context_), digest.data(), &size) == 1 && size == digest.size());
    std::string text;
    for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace payung
