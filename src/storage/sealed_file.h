#pragma once

/// A long file that is encrypted as it is written, and of which every byte is checked when it is
/// read: cut off, lengthened, put together from others or with one bit changed, it is refused.
/// Private to storage/.
///
/// Shape    "payung-backup 1\n", version and fingerprint of the key, header of the stream; then
///          frames (length, cipher, tag) by libsodium's secretstream (XChaCha20-Poly1305), the last
///          one marked; then the text of the last frame once more, readable without a key, its
///          length, and "payung-backup .\n".
/// Errors   backup_not_one, backup_damaged, personal_key_wrong, file_*.
/// Cost     1 GB/s and a frame of memory.

#include <memory>
#include <string>
#include <string_view>

#include "storage/personal_keys.h"
#include "storage/store_keys.h"

namespace payung {

class SealedWriter {
public:
    static Result<std::unique_ptr<SealedWriter>> create(const Path& file, StoreKeys::Known key);
    virtual ~SealedWriter() = default;
    virtual Result<void> write(std::string_view bytes) = 0;
    /// `summary` is what can be read without a key. backup_there where the file is there already.
    virtual Result<void> finish(std::string_view summary) = 0;
};

class SealedReader {
public:
    static Result<std::unique_ptr<SealedReader>> open(const Path& file, const PersonalKeys& keys);
    virtual ~SealedReader() = default;
    /// The next `size` bytes; valid until the next call.
    virtual Result<std::string_view> take(std::size_t size) = 0;
    /// After the last of what was written: the summary, once all the rest of the file was seen to
    /// be right.
    virtual Result<std::string> finish() = 0;
};

/// The summary as it can be read without a key, unchecked.
Result<std::string> summary_of(const Path& file);

}  // namespace payung
