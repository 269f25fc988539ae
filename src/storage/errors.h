#pragma once

/// Ways in which what is kept refuses.

#include "base/error.h"

namespace payung::storage_error {

PAYUNG_CODE(command_key_conflict,
            "Perintah {kind} ditolak: kuncinya sudah dipakai untuk perintah lain. Pakai kunci baru "
            "untuk perintah baru.",
            "Command {kind} was refused: its key was used for another command. Use a new key for a "
            "new command.")

}  // namespace payung::storage_error
