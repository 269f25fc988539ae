#include "base/big_array.h"

#include <sys/mman.h>

#include "base/check.h"

namespace payung {

void* allocate_big(std::size_t bytes) {
    if (bytes == 0) return nullptr;
    constexpr int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    CHECK(memory != MAP_FAILED);
    // Only a wish: where the system has no huge pages, small ones serve.
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    if (bytes >= huge_page) madvise(memory, bytes, MADV_HUGEPAGE);
    return memory;
}

void release_big(void* memory, std::size_t bytes) noexcept {
    if (memory != nullptr) munmap(memory, bytes);
}

}  // namespace payung
