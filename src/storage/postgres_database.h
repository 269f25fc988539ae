#pragma once

/// A store on a PostgreSQL server. Private to storage/: others call open_database().

#include <memory>
#include <string_view>

#include "base/result.h"
#include "storage/database.h"

namespace payung {

/// Whether the address is one of PostgreSQL: "postgresql://…" or "postgres://…".
bool is_postgres_url(std::string_view url);

Result<std::unique_ptr<Database>> open_postgres(std::string_view url,
                                                const DatabaseOptions& options);

}  // namespace payung
