/// The entry of libFuzzer for one target; what it complains of ends the program.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "claims/payment_files_for_tests.h"
#include "contributions/fuzz/bank_statement_target_for_tests.h"
#include "legislation/fuzz/law_yaml_for_tests.h"
#include "rules/fuzz/targets_for_tests.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace payung;
    using namespace payung::rules;
    const std::string wrong =
        PAYUNG_FUZZ_TARGET(std::string_view(reinterpret_cast<const char*>(data), size));
    if (wrong.empty()) return 0;
    std::fprintf(stderr, "%s\n", wrong.c_str());
    std::abort();
}
