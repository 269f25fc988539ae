#pragma once

/// What was aimed at beside what came out, figure by figure.

#include "population/synth.h"
#include "population/tally.h"
#include "population/world.h"

namespace payung {

/// Counts and marginals of a finished population.
SynthReport report_of(const World& world, const Tally& tally);

}  // namespace payung
