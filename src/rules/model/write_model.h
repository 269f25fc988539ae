#pragma once

/// Model to DMN 1.5 XML in the canonical form: one line a rule, fixed order of attributes, so that
/// a difference of files is a difference of legal rows. read(write(m)) = m; write(read(f)) = f for
/// canonical f.

#include <string>

#include "rules/model/model.h"

namespace payung::rules::model {

std::string write_model(const Model& model);

}  // namespace payung::rules::model
