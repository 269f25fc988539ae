#pragma once

/// The office of the demo: twelve months of a sample of the made-up region, through the commands of
/// the office alone, with a clock of its own.
///
/// Files    in FOLDER/office: wage lists, statements of the bank, payment orders and answers;
///          FOLDER/office/trial_balance.csv, bills.csv, receipts.csv, claims.csv.
/// Errors   what the office refused although it should not have; file_*; those of the store.
/// Cost     about a minute on two cores.

#include <string>

#include "app/console.h"
#include "base/file.h"

namespace payung::app {

struct DemoOffice {
    Path folder;           // of the demo: has files/ and out/
    std::string database;  // where the run is kept
    Path law;
    std::uint32_t employers = 80;  // at most; and of each at most so many workers
    std::uint32_t workers_each = 8;
    std::uint32_t self_paying = 20;
    std::uint32_t sponsored_each = 100;
};
Result<void> demo_office(const DemoOffice& request, const Console& console);

}  // namespace payung::app
