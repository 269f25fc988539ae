#pragma once

/// `payung law tck`: the public DMN conformance suite against the engine, strictly counted.

#include "app/console.h"
#include "base/file.h"
#include "base/result.h"

namespace payung::app {

struct TckRequest {
    Path suite;           // empty: PAYUNG_DMN_TCK
    bool lines = false;   // a line a case
    bool groups = false;  // a line a group
    Path accept;          // folder of the project whose list and page are renewed; empty: none
};

/// Exit status: 0 all gates hold and nothing was lost, 1 not, 77 there is no suite.
Result<int> law_tck(const TckRequest& request, const Console& console);

}  // namespace payung::app
