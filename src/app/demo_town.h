#pragma once

/// A sample of the demo's region as a town to rehearse on: its employers with workers of theirs,
/// members who pay for themselves, and the workers whom budgets were found for.
///
/// Errors   file_*, csv_*.
/// Cost     reads the files once, up to where the sample is full.

#include "app/demo_office.h"
#include "rehearsal/town.h"

namespace payung::app {

Result<rehearsal::Town> town_of_demo(const DemoOffice& request, Month from, std::int32_t months);

}  // namespace payung::app
