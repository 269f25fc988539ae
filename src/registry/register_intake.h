#pragma once

/// Taking in a register extract: files of persons, checked row by row, into a PersonTable.
///
/// Rejected are rows with the wrong number of fields, without a name, without a place whose
/// province is known, or with the id of another row. All else that is wrong with a row is a doubt,
/// and the field in doubt is missing (0) or as read; see field_readers.h and nik_check.h.
///
/// An id used twice: of its rows one is taken, chosen by its content (a plausible NIK first) and
/// not by its place, so that the order of rows does not matter. A decile belongs to the family.
/// Where members of a family card disagree, each keeps his own, with a doubt, and members without
/// one stay without.
///
/// Shape    row order is that of the files. Family and occupation numbers count up as they appear.
/// Law      DTSEN: Inpres 4/2025 (deciles of families). Fields: domain/legislation.md 7.6, 7.7.
/// Errors   those of intake.h.
/// Cost     see register_intake_bench.cpp.

#include <span>

#include "registry/intake.h"
#include "registry/person_table.h"

namespace payung {

struct RegisterIntake {
    PersonTable persons;
    IntakeReport report;
};

Result<RegisterIntake> read_register(std::span<const Path> files, const IntakeOptions& options,
                                     VerdictSink& verdicts);

}  // namespace payung
