#pragma once

/// One question to the law with its article: what membership/ asks is answered this way.

#include <string>
#include <string_view>

#include "base/result.h"
#include "legislation/law_faults.h"

namespace payung {

struct LawSays {
    rules::Value value;
    std::string cite;  // of the row that decided, "(belum dikonfirmasi)" behind it where so marked
};

LawSays ask_law(const Rulebook& law, const rules::Node& decision, const Facts& facts);

inline bool says_yes(const LawSays& said) {
    return said.value.kind() == rules::Kind::boolean && said.value.boolean();
}

}  // namespace payung
