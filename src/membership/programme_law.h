#pragma once

/// In which programmes somebody is enrolled, as the law opens them to him.
///
/// Law      `Kepesertaan JKK dan JKM`, `Kepesertaan JHT`, `Kepesertaan JP`
///          (legislation/umum/segmen.dmn): Perpres 109/2013 Pasal 6; PP 46/2015; PP 45/2015. JKP
///          needs the programmes it rests on (PP 37/2021 Pasal 4): age and the rest are asked each
///          month, when the contribution is.
/// Errors   law_malformed; member_programme_closed.

#include <cstdint>

#include "legislation/rulebook.h"
#include "membership/party.h"

namespace payung {

/// What a worker of this employer is enrolled in: what he must be in, and what the employer takes
/// of its own will.
Result<std::uint8_t> programmes_of_worker(const Rulebook& law, const EmployerFact& employer,
                                          Month month);

/// Whether each programme of `programmes` is open outside employment; `segment` BPU, PMI or JAKON.
Result<void> check_programmes(const Rulebook& law, Segment segment, std::uint8_t programmes,
                              Month month);

}  // namespace payung
