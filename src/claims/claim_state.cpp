#include "claims/claim_state.h"

#include <array>

#include "claims/errors.h"

namespace payung {
namespace {

using enum ClaimState;
using A = ClaimAction;

constexpr std::array steps{
    ClaimStep{reported, A::want_documents, documents_wanted, MayDo::anyone},
    ClaimStep{reported, A::complete, complete, MayDo::anyone},
    // The law may refuse before any paper comes; a reserve may be needed before that too.
    ClaimStep{reported, A::assess, assessed, MayDo::anyone},
    ClaimStep{reported, A::expire, expired, MayDo::anyone},
    ClaimStep{documents_wanted, A::complete, complete, MayDo::anyone},
    ClaimStep{documents_wanted, A::assess, assessed, MayDo::anyone},
    ClaimStep{documents_wanted, A::expire, expired, MayDo::anyone},
    // New facts may ask for other papers.
    ClaimStep{complete, A::want_documents, documents_wanted, MayDo::anyone},
    ClaimStep{complete, A::assess, assessed, MayDo::anyone},
    ClaimStep{assessed, A::assess, assessed, MayDo::anyone},
    ClaimStep{assessed, A::want_documents, documents_wanted, MayDo::anyone},
    ClaimStep{assessed, A::approve, approved, MayDo::checker},
    ClaimStep{assessed, A::reject, rejected, MayDo::checker},
    ClaimStep{approved, A::order, ordered, MayDo::anyone},
    // Looked at again, and nothing more is due than was paid.
    ClaimStep{approved, A::settle, paid, MayDo::bank},
    ClaimStep{approved, A::reopen, complete, MayDo::anyone},
    // Several heirs, or months, each paid by an order of their own.
    ClaimStep{ordered, A::order, ordered, MayDo::anyone},
    ClaimStep{ordered, A::settle, paid, MayDo::bank},
    ClaimStep{ordered, A::settle_part, ordered, MayDo::bank},
    ClaimStep{ordered, A::bank_refuses, returned, MayDo::bank},
    ClaimStep{returned, A::order, ordered, MayDo::anyone},
    ClaimStep{returned, A::settle, paid, MayDo::bank},
    ClaimStep{returned, A::settle_part, returned, MayDo::bank},
    ClaimStep{returned, A::bank_refuses, returned, MayDo::bank},
    ClaimStep{returned, A::reopen, complete, MayDo::anyone},
    // The next month of a pension, the next year of a scholarship.
    ClaimStep{paid, A::order, ordered, MayDo::anyone},
    ClaimStep{paid, A::bank_refuses, returned, MayDo::bank},
    ClaimStep{paid, A::reopen, complete, MayDo::anyone},
    ClaimStep{rejected, A::appeal, appealed, MayDo::anyone},
    ClaimStep{expired, A::appeal, appealed, MayDo::anyone},
    ClaimStep{appealed, A::dismiss, rejected, MayDo::checker},
    ClaimStep{appealed, A::reopen, complete, MayDo::checker},
};

constexpr std::array state_words{
    std::string_view{"reported"}, std::string_view{"documents_wanted"},
    std::string_view{"complete"}, std::string_view{"assessed"},
    std::string_view{"approved"}, std::string_view{"ordered"},
    std::string_view{"paid"},     std::string_view{"returned"},
    std::string_view{"rejected"}, std::string_view{"appealed"},
    std::string_view{"expired"},
};
constexpr std::array state_phrases{
    Phrase{"dilaporkan", "reported"},
    Phrase{"menunggu dokumen", "waiting for documents"},
    Phrase{"dokumen lengkap", "documents complete"},
    Phrase{"dinilai", "assessed"},
    Phrase{"disetujui", "approved"},
    Phrase{"diperintahkan bayar", "payment ordered"},
    Phrase{"dibayar", "paid"},
    Phrase{"dikembalikan bank", "returned by the bank"},
    Phrase{"ditolak", "rejected"},
    Phrase{"dalam keberatan", "under appeal"},
    Phrase{"kedaluwarsa", "expired"},
};
constexpr std::array action_words{
    std::string_view{"want_documents"}, std::string_view{"complete"},
    std::string_view{"assess"},         std::string_view{"approve"},
    std::string_view{"reject"},         std::string_view{"order"},
    std::string_view{"settle"},         std::string_view{"settle_part"},
    std::string_view{"bank_refuses"},   std::string_view{"appeal"},
    std::string_view{"dismiss"},        std::string_view{"reopen"},
    std::string_view{"expire"},
};
constexpr std::array action_phrases{
    Phrase{"meminta dokumen", "asking for documents"},
    Phrase{"melengkapi dokumen", "completing the documents"},
    Phrase{"menilai", "assessing"},
    Phrase{"menyetujui", "approving"},
    Phrase{"menolak", "rejecting"},
    Phrase{"memerintahkan bayar", "ordering payment"},
    Phrase{"membukukan pembayaran", "settling"},
    Phrase{"membukukan sebagian pembayaran", "settling in part"},
    Phrase{"mencatat penolakan bank", "taking a refusal of the bank"},
    Phrase{"mengajukan keberatan", "appealing"},
    Phrase{"menolak keberatan", "dismissing the appeal"},
    Phrase{"membuka kembali", "reopening"},
    Phrase{"menyatakan kedaluwarsa", "declaring expired"},
};
static_assert(state_words.size() == state_phrases.size());
static_assert(action_words.size() == action_phrases.size());

}  // namespace

std::span<const ClaimStep> claim_steps() {
    return steps;
}

Result<ClaimState> next_state(ClaimState from, ClaimAction action, const Eyes& eyes) {
    for (const ClaimStep& step : steps) {
        if (step.from != from || step.action != action) continue;
        if (step.who == MayDo::checker && eyes.maker == eyes.actor) {
            return Error{claim_error::claim_four_eyes, {{"actor", std::string(eyes.actor)}}};
        }
        return step.to;
    }
    const Phrase done = phrase_of(action);
    const Phrase stage = phrase_of(from);
    return Error{claim_error::claim_step_refused,
                 {{"tindakan", std::string(done.id)},
                  {"action", std::string(done.en)},
                  {"tahap", std::string(stage.id)},
                  {"stage", std::string(stage.en)}}};
}

std::string_view name_of(ClaimState state) {
    return state_words.at(static_cast<std::size_t>(state));
}

std::string_view name_of(ClaimAction action) {
    return action_words.at(static_cast<std::size_t>(action));
}

std::optional<ClaimState> parse_claim_state(std::string_view word) {
    for (std::size_t i = 0; i < state_words.size(); ++i) {
        if (state_words.at(i) == word) return static_cast<ClaimState>(i);
    }
    return std::nullopt;
}

Phrase phrase_of(ClaimState state) {
    return state_phrases.at(static_cast<std::size_t>(state));
}

Phrase phrase_of(ClaimAction action) {
    return action_phrases.at(static_cast<std::size_t>(action));
}

}  // namespace payung
