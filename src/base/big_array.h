#pragma once

/// A large array of plain values: not set to anything, on huge pages where the system grants them.
///
/// A partition writes to thousands of places at once. With pages of 4 KB each of them misses the
/// table of translations; with 2 MB they all fit. Pages are taken as they are first written.

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace payung {

/// Bytes from the system, zero when first read; starts at a page. nullptr for 0 bytes.
void* allocate_big(std::size_t bytes);
void release_big(void* memory, std::size_t bytes) noexcept;

template <class T>
class BigArray {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    BigArray() = default;
    explicit BigArray(std::size_t size)
        : data_(static_cast<T*>(allocate_big(size * sizeof(T)))), size_(size) {}
    BigArray(BigArray&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    BigArray& operator=(BigArray&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~BigArray() { release_big(data_, size_ * sizeof(T)); }

    T* data() { return data_; }
    const T* data() const { return data_; }
    std::size_t size() const { return size_; }
    T& operator[](std::size_t i) { return data_[i]; }
    const T& operator[](std::size_t i) const { return data_[i]; }
    std::span<T> span() { return {data_, size_}; }

private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace payung
