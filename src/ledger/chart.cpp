#include "ledger/chart.h"

#include <algorithm>

namespace payung {
namespace {

constexpr Books jkk = only(Book::jkk), jkm = only(Book::jkm), jht = only(Book::jht),
                jp = only(Book::jp), jkp = only(Book::jkp), bpjs = only(Book::bpjs),
                clr = only(Book::clearing);
constexpr Books funds = the_funds, funds_bpjs = the_funds | bpjs, every = the_funds | bpjs | clr;

constexpr std::array accounts{
#define PAYUNG_ACCOUNT(code, books, limit, key, id, en) \
    Account{code, static_cast<Books>(books), Limit::limit, key, id, en},
#include "ledger/chart_of_accounts.def"
#undef PAYUNG_ACCOUNT
};

constexpr bool before(const Account& a, const Account& b) {
    return a.code < b.code;
}
static_assert(std::is_sorted(accounts.begin(), accounts.end(), before));

}  // namespace

std::span<const Account> chart_of_accounts() {
    return accounts;
}

const Account* find_account(AccountCode code) {
    const auto* const at = std::lower_bound(accounts.begin(), accounts.end(),
                                            Account{code, 0, {}, {}, {}, {}}, before);
    return at != accounts.end() && at->code == code ? at : nullptr;
}

}  // namespace payung
