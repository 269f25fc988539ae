#include "contributions/bank_statement.h"

#include "base/text.h"
#include "contributions/bank_csv.h"
#include "contributions/camt_053.h"
#include "contributions/receipt_errors.h"

namespace payung {
namespace {

bool looks_like_xml(std::string_view bytes) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
    return trim(bytes.substr(0, 256)).starts_with('<');
}

}  // namespace

Result<StatementFile> read_statements(std::string_view bytes, const std::string& file,
                                      const KnownAccounts& accounts) {
    if (bytes.size() > statement_bytes_max) {
        return Error{receipt_error::statement_too_large,
                     {{"file", file}, {"limit", std::to_string(statement_bytes_max >> 20U)}}};
    }
    auto read = looks_like_xml(bytes) ? read_camt_053(bytes, file, accounts)
                                      : read_bank_csv(bytes, file, accounts);
    if (read && read->statements.empty() && read->faults.empty())
        return Error{receipt_error::statement_empty, {{"file", file}}};
    return read;
}

}  // namespace payung
