#pragma once

/// The sub-commands of `payung claim` and `payung payment`, by file, and what they share.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/desk_options.h"
#include "app/text_table.h"
#include "app/topic.h"
#include "base/json_writer.h"
#include "office/claim_desk.h"
#include "office/claims.h"
#include "storage/payable_store.h"

namespace payung::app {

// claim_intake.cpp
TopicAnswer build_claim_report(CLI::App& sub, const Console& console);
TopicAnswer build_claim_document(CLI::App& sub, const Console& console);
TopicAnswer build_claim_family(CLI::App& sub, const Console& console);
TopicAnswer build_claim_facts(CLI::App& sub, const Console& console);
TopicAnswer build_claim_account(CLI::App& sub, const Console& console);
// claim_decide.cpp
TopicAnswer build_claim_assess(CLI::App& sub, const Console& console);
TopicAnswer build_claim_approve(CLI::App& sub, const Console& console);
TopicAnswer build_claim_reject(CLI::App& sub, const Console& console);
TopicAnswer build_claim_appeal(CLI::App& sub, const Console& console);
TopicAnswer build_claim_expire(CLI::App& sub, const Console& console);
TopicAnswer build_claim_reassess(CLI::App& sub, const Console& console);
// claim_look.cpp
TopicAnswer build_claim_show(CLI::App& sub, const Console& console);
TopicAnswer build_claim_list(CLI::App& sub, const Console& console);
TopicAnswer build_claim_due(CLI::App& sub, const Console& console);
TopicAnswer build_claim_why(CLI::App& sub, const Console& console);
// claim_later.cpp
TopicAnswer build_claim_prove(CLI::App& sub, const Console& console);
TopicAnswer build_claim_end(CLI::App& sub, const Console& console);
TopicAnswer build_claim_interest(CLI::App& sub, const Console& console);
TopicAnswer build_claim_recover(CLI::App& sub, const Console& console);
TopicAnswer build_claim_compensate(CLI::App& sub, const Console& console);
// payment_orders.cpp
TopicAnswer build_payment_order(CLI::App& sub, const Console& console);
TopicAnswer build_payment_export(CLI::App& sub, const Console& console);
TopicAnswer build_payment_answer(CLI::App& sub, const Console& console);
TopicAnswer build_payment_return(CLI::App& sub, const Console& console);
TopicAnswer build_payment_expire(CLI::App& sub, const Console& console);
TopicAnswer build_payment_list(CLI::App& sub, const Console& console);
TopicAnswer build_payment_due(CLI::App& sub, const Console& console);
TopicAnswer build_payment_fund_cash(CLI::App& sub, const Console& console);

/// What most of them are asked.
struct ClaimOptions {
    DeskOptions desk;
    std::string claim;
};
/// The claim's number, and all that add_desk_options() adds.
void add_claim_options(CLI::App& sub, const Console& console, ClaimOptions& into);

/// Options that are asked for by name.
void add_text(CLI::App& sub, const Console& console, const std::string& name, std::string& into,
              Phrase about, bool required = false);

Result<int> at_claim_desk(const DeskOptions& options, bool create,
                          const std::function<Result<int>(const ClaimDesk&)>& work);
/// What a command answered: JSON as it is, or a line for people.
Result<int> tell_done(const Result<Done>& done, const Console& console);

/// invalid_option, naming the option and what it takes.
Result<Day> day_of_option(const std::string& option, const std::string& text);
Result<Day> day_of_option(const std::string& option, const std::string& text, Day otherwise);
Result<Money> money_of_option(const std::string& option, const std::string& text);
Result<ClaimKind> fund_of_option(const std::string& text, const std::string& option = "--fund");
/// "heirs" where a relative is named, else the member; or the word of a role.
Result<PayeeRole> role_of_option(const std::string& text, std::int64_t relative);

std::string_view words_of(PayeeRole role, const Console& console);

}  // namespace payung::app
