#pragma once

/// Ways in which a claim is refused or fails.

#include "base/error.h"

namespace payung::claim_error {

PAYUNG_CODE(claim_not_found, "Klaim {claim} tidak ada. Periksa nomornya.",
            "There is no claim {claim}. Check the number.")

}  // namespace payung::claim_error
