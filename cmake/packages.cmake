# Every library Payung stands on: name, version of Debian 12, and why it and not our own code.
#
#   fmt 9.1.0          formatting; g++ 12 has no std::format
#   yaml-cpp 0.7.0     reading legislation/ at start
#   pugixml 1.13       XML of decision tables: in place, no DTD, no external entities
#   simdjson 3.0.1     reading JSON: records of explanation; strict, UTF-8 checked, limits of depth and size
#   libintelrdfpmath 2.0  decimal128, the number of FEEL
#   pcre2 10.42        regular expressions with a limit of steps; std::regex has none
#   tzdata             offsets of named time zones; g++ 12 has no std::chrono zones
#   SQLite 3.40.1      the embedded store
#   libpq 15           the store in production; the server itself for its tests
#   expat 2.5.0        XML of XLSX sheets, streamed, entity limits
#   libarchive 3.6.2   ZIP of XLSX files, streamed
#   libxlsxwriter 1.1.4  XLSX out, constant memory
#   OpenSSL 3.0        SHA-256 of files and editions
#   libsodium 1.0.18   encryption of personal data in its row, keyed digests, signatures
#   CLI11 2.1.2        command line (src/app only)
#   GoogleTest 1.12.1, rapidcheck, Google Benchmark 1.7.1, nlohmann-json 3.11.2   tests and measuring only
#   ledger 3.3, hledger 1.25   outside programs that read our journals, in tests only
#
# From npm, at set-up, nothing else: idn-area-data 3.1.2 (list of areas, ODbL; see NOTICE) and, for
# the benchmark peer only, @duckdb/node-api (bench/package.json).
find_package(fmt 9 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(pugixml 1.13 REQUIRED)
find_package(simdjson 3.0.1 REQUIRED)
find_library(INTELRDFPMATH_LIBRARY bidgcc000 REQUIRED)  # by value, no global rounding or flags
add_library(intelrdfpmath INTERFACE)
target_link_libraries(intelrdfpmath INTERFACE ${INTELRDFPMATH_LIBRARY})
find_library(PCRE2_LIBRARY pcre2-8 REQUIRED)
add_library(pcre2 INTERFACE)
target_link_libraries(pcre2 INTERFACE ${PCRE2_LIBRARY})
find_package(SQLite3 3.40 REQUIRED)
find_package(PostgreSQL 15 REQUIRED)
find_package(EXPAT 2.5 REQUIRED)
find_package(LibArchive 3.6 REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_library(SODIUM_LIBRARY sodium REQUIRED)
add_library(sodium INTERFACE)
target_link_libraries(sodium INTERFACE ${SODIUM_LIBRARY})
find_package(CLI11 2 REQUIRED)
find_package(Threads REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
add_library(xlsxwriter INTERFACE)
target_link_libraries(xlsxwriter INTERFACE ${XLSXWRITER_LIBRARY})
find_package(GTest 1.12 REQUIRED)
find_package(benchmark 1.7 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
add_library(rapidcheck_system INTERFACE)
target_link_libraries(rapidcheck_system INTERFACE ${RAPIDCHECK_LIBRARY})
