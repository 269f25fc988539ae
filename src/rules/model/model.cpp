#include "rules/model/model.h"

namespace payung::rules::model {

bool Expression::operator==(const Expression& other) const {
    const bool same_table = table && other.table ? *table == *other.table : table == other.table;
    return kind == other.kind && type == other.type && text == other.text && names == other.names &&
           types == other.types && parts == other.parts && same_table && line == other.line;
}

}  // namespace payung::rules::model
