#include "storage/personal_cipher.h"

#include <sodium.h>

#include <cstring>

namespace payung {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

static_assert(std::tuple_size_v<SecretKey> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(std::tuple_size_v<Nonce> == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(seal_bytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                                crypto_aead_xchacha20poly1305_ietf_ABYTES);

}  // namespace

void WipeKeys::operator()(VersionKeys* keys) const {
    sodium_free(keys);  // wipes first
}

Nonce random_nonce() {
    Nonce nonce;
    randombytes_buf(nonce.data(), nonce.size());
    return nonce;
}

std::string seal(const SecretKey& key, std::string_view bound, std::string_view plain,
                 const Nonce& nonce) {
    std::string sealed(seal_bytes + plain.size(), '\0');
    std::memcpy(sealed.data(), nonce.data(), nonce.size());
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + nonce.size(), nullptr,
                                               bytes_of(plain), plain.size(), bytes_of(bound),
                                               bound.size(), nullptr, nonce.data(), key.data());
    return sealed;
}

std::optional<std::string> unseal(const SecretKey& key, std::string_view bound,
                                  std::span<const std::byte> sealed) {
    if (sealed.size() < seal_bytes) return std::nullopt;
    const auto* const nonce = reinterpret_cast<const unsigned char*>(sealed.data());
    std::string plain(sealed.size() - seal_bytes, '\0');
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes_of(plain), nullptr, nullptr, nonce + std::tuple_size_v<Nonce>,
        sealed.size() - std::tuple_size_v<Nonce>, bytes_of(bound), bound.size(), nonce, key.data());
    if (opened != 0) return std::nullopt;
    return plain;
}

std::int64_t lookup_digest(const SecretKey& key, int field, std::string_view value) {
    const auto field_byte = static_cast<unsigned char>(field);
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), crypto_generichash_BYTES_MIN);
    crypto_generichash_update(&state, &field_byte, 1);
    crypto_generichash_update(&state, bytes_of(value), value.size());
    std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
    crypto_generichash_final(&state, digest.data(), digest.size());
    std::int64_t number = 0;
    std::memcpy(&number, digest.data(), sizeof number);
    return number;
}

std::array<std::uint8_t, 32> keyed_digest(const SecretKey& key, std::string_view text) {
    std::array<std::uint8_t, 32> digest{};
    crypto_generichash(digest.data(), digest.size(), bytes_of(text), text.size(), key.data(),
                       key.size());
    return digest;
}

void wipe(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

}  // namespace payung
