#include "legislation/citation.h"

namespace payung {

Citation citation_from(const RowSource& source) {
    const Confidence confidence = source.status == 'C'   ? Confidence::confirmed
                                  : source.status == 'D' ? Confidence::derived
                                                         : Confidence::unconfirmed;
    return Citation{source.cite, confidence};
}

}  // namespace payung
