#include "office/wages.h"

#include <fmt/format.h>

#include <set>

#include "registry/field_readers.h"
#include "registry/nik_check.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/spell_store.h"
#include "storage/wage_store.h"

namespace payung {
namespace {

/// The numbers on the list that none of the employer's workers has, but somebody.
Result<std::vector<std::string>> kpj_of_others(Transaction& transaction, const WageFile& file,
                                               const std::vector<ListedWorker>& workers) {
    std::set<std::string_view> own;
    for (const ListedWorker& worker : workers) own.insert(worker.kpj);
    std::vector<std::string_view> wanted;
    for (const WageRow& row : file.rows)
        if (!row.kpj.empty() && !own.contains(row.kpj)) wanted.push_back(row.kpj);
    TRY_ASSIGN(const auto found, find_memberships(transaction, wanted));
    std::vector<std::string> kpjs;
    for (const Membership& membership : found) kpjs.push_back(membership.kpj);
    return kpjs;
}

Result<WageListFacts> facts_of(Work& work, PartyNumber employer, Month month,
                               const WageFile& file) {
    WageListFacts facts;
    facts.month = month;
    std::vector<ParticipantNumber> participants;
    TRY(each_worker_of(work.transaction(), employer, month, [&](const WorkerOf& worker) {
        facts.workers.push_back(
            {worker.membership, worker.kpj, 0, digits_of(worker.birth), worker.stands});
        participants.push_back(worker.participant);
    }));
    TRY_ASSIGN(const auto niks, work.personal().get_all(PersonalOwner::participant,
                                                        PersonalField::nik, participants));
    for (std::size_t i = 0; i < niks.size(); ++i)
        if (niks[i]) facts.workers[i].nik = read_nik(*niks[i]).number;
    TRY_ASSIGN(facts.kpj_of_others, kpj_of_others(work.transaction(), file, facts.workers));
    return facts;
}

std::string answer_of(std::int64_t list, const WageVerdicts& checked) {
    return fmt::format(R"({{"wage_list":{},"taken":{},"doubted":{},"rejected":{},"absent":{}}})",
                       list, checked.taken.size(), checked.doubted, checked.rejected,
                       checked.absent);
}

Result<std::string> take(Work& work, const PartyRecord& employer, Month month, const WageFile& file,
                         const WageVerdicts& checked, std::string_view content) {
    const WageList list{0,
                        employer.party,
                        month,
                        file.file.sha256,
                        file.file.name,
                        static_cast<std::int64_t>(checked.taken.size()),
                        static_cast<std::int64_t>(checked.doubted),
                        static_cast<std::int64_t>(checked.rejected)};
    std::vector<WageTaken> wages;
    wages.reserve(checked.taken.size());
    for (const WageOfWorker& one : checked.taken)
        wages.push_back({one.membership, one.amount, one.back_pay});
    TRY_ASSIGN(const std::int64_t number,
               add_wage_list(work.transaction(), list, wages, work.desk().actor, work.now()));
    work.tell("wages.take", fmt::format("wages:{}:{}", employer.number, to_text(month)), content);
    return answer_of(number, checked);
}

}  // namespace

Result<WageListTaken> take_wages(const Desk& desk, std::string_view number, Month month,
                                 const Path& path, std::optional<Money> minimum) {
    TRY_ASSIGN(WageFile file, read_wage_file(path, day_of(desk.clock->now())));
    WageListTaken taken;
    const std::string content =
        fmt::format("wages:{}:{}:{}", number, to_text(month), file.file.sha256);
    TRY_ASSIGN(
        taken.done,
        carry_out(desk, {"wages.take", content, content}, [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const PartyRecord employer,
                       known_party(work.transaction(), PartyKind::employer, number));
            TRY_ASSIGN(WageListFacts facts, facts_of(work, employer.party, month, file));
            facts.minimum = minimum;
            TRY_ASSIGN(WageVerdicts checked, check_wages(desk.law, file, facts));
            TRY_ASSIGN(std::string answer, take(work, employer, month, file, checked, content));
            taken.verdicts = std::move(checked.verdicts);
            return answer;
        }));
    taken.file = std::move(file.file);
    return taken;
}

}  // namespace payung
