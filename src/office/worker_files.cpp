#include "office/worker_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/text.h"
#include "membership/errors.h"
#include "membership/programme_law.h"
#include "office/months_ahead.h"
#include "registry/area_table.h"
#include "storage/party_store.h"
#include "storage/row_key.h"
#include "storage/wage_store.h"

namespace payung {
namespace {

namespace say = membership_error;

/// Those who pay for the rows of a file.
struct Payer {
    PartyNumber party = 0;  // 0: each for himself
    Segment segment = Segment::bpu;
};

Result<Payer> payer_of(Transaction& transaction, const WorkerFileRequest& request) {
    if (!request.employer.empty()) {
        TRY_ASSIGN(const PartyRecord party,
                   known_party(transaction, PartyKind::employer, request.employer));
        return Payer{party.party, Segment::pu};
    }
    if (request.group.empty()) return Payer{};
    TRY_ASSIGN(const PartyRecord party, known_party(transaction, PartyKind::group, request.group));
    return Payer{party.party, Segment::bpu};
}

/// The rows of a file on their way in.
class WorkerIntake {
public:
    WorkerIntake(Work& work, const WorkerFileRequest& request, const WorkerFile& file, Payer payer)
        : work_(work), request_(request), file_(file), payer_(payer) {}

    Result<std::string> run(WorkersTaken& into);

private:
    Result<NewMember> member_of(const WorkerRow& row);
    Result<std::uint8_t> programmes_in(Month month);
    Result<void> keep_personal(const std::vector<Result<Enrolled>>& answers) const;
    Result<void> keep_wages(const std::vector<Result<Enrolled>>& answers) const;

    Work& work_;
    const WorkerFileRequest& request_;
    const WorkerFile& file_;
    Payer payer_;
    std::vector<const WorkerRow*> rows_;  // of which a member could be made
    std::vector<NewMember> members_;
    std::map<Month, std::uint8_t> programmes_;
};

Result<std::uint8_t> WorkerIntake::programmes_in(Month month) {
    const auto [at, fresh] = programmes_.try_emplace(month);
    if (fresh) {
        TRY_ASSIGN(const auto fact, employer_fact_in(work_.transaction(), payer_.party, month));
        TRY_ASSIGN(at->second,
                   programmes_of_worker(work_.desk().law, fact.value_or(EmployerFact{}), month));
    }
    return at->second;
}

Result<NewMember> WorkerIntake::member_of(const WorkerRow& row) {
    const auto from = row.from != 0 ? Month::from_number(row.from) : request_.from;
    if (!from) return Error{say::member_month_missing};
    NewMember member;
    member.kpj = row.kpj;
    member.nik = row.nik;
    member.name = row.name;
    member.birth = row.birth;
    member.sex = row.sex;
    member.citizen = row.citizen;
    member.area = area_number(std::to_string(read_area_code(row.area).number));
    member.segment = payer_.segment;
    member.payer = payer_.party;
    member.income = row.income;
    member.sector = row.sector;
    member.from = *from;
    if (payer_.segment == Segment::pu) {
        TRY_ASSIGN(member.programmes, programmes_in(*from));
        return member;
    }
    if (row.programmes != 0) member.programmes = row.programmes;
    TRY(check_programmes(work_.desk().law, payer_.segment, member.programmes, *from));
    return member;
}

Result<void> WorkerIntake::keep_personal(const std::vector<Result<Enrolled>>& answers) const {
    std::map<PersonalSubject, std::string_view> kept;  // each subject once
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i]) continue;
        const ParticipantNumber who = answers[i]->participant;
        if (!rows_[i]->phone.empty())
            kept[{PersonalOwner::participant, who, PersonalField::phone}] = rows_[i]->phone;
        if (!rows_[i]->bank_account.empty())
            kept[{PersonalOwner::participant, who, PersonalField::bank_account}] =
                rows_[i]->bank_account;
    }
    std::vector<PersonalValue> values;
    for (const auto& [subject, value] : kept) values.push_back({subject, value});
    return work_.personal().put_all(values);
}

Result<void> WorkerIntake::keep_wages(const std::vector<Result<Enrolled>>& answers) const {
    std::map<Month, std::vector<WageTaken>> of_month;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (payer_.segment != Segment::pu || !answers[i] || rows_[i]->wage == Money{}) continue;
        of_month[members_[i].from].push_back({answers[i]->membership, rows_[i]->wage, {}});
    }
    for (const auto& [month, wages] : of_month) {
        const WageList list{0,
                            payer_.party,
                            month,
                            file_.file.sha256,
                            file_.file.name,
                            static_cast<std::int64_t>(wages.size()),
                            0,
                            0};
        TRY_ASSIGN(const std::int64_t number, add_wage_list(work_.transaction(), list, wages,
                                                            work_.desk().actor, work_.now()));
        CHECK(number > 0);
    }
    return {};
}

Result<std::string> WorkerIntake::run(WorkersTaken& into) {
    std::vector<RowVerdict> verdicts = file_.file.verdicts;
    const auto refuse = [&](const WorkerRow& row, Error error) {
        verdicts.push_back({row.line, {}, {}, std::move(error), RowOutcome::rejected});
    };
    for (const WorkerRow& row : file_.rows) {
        auto member = member_of(row);
        if (!member) {
            refuse(row, std::move(member).error());
            continue;
        }
        rows_.push_back(&row);
        members_.push_back(std::move(*member));
    }
    TRY_ASSIGN(const auto answers, enrol_members(work_, members_));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i])
            into.taken.push_back({rows_[i]->line, rows_[i]->name, answers[i]->kpj});
        else
            refuse(*rows_[i], answers[i].error());
    }
    TRY(keep_personal(answers));
    TRY(keep_wages(answers));
    std::set<std::uint64_t> rejected;
    for (const RowVerdict& verdict : verdicts)
        if (verdict.outcome == RowOutcome::rejected) rejected.insert(verdict.line);
    std::erase_if(verdicts, [&](const RowVerdict& verdict) {
        return verdict.outcome == RowOutcome::doubt && rejected.contains(verdict.line);
    });
    sort_by_line(verdicts);
    into.verdicts = std::move(verdicts);
    return fmt::format(R"({{"enrolled":{},"rejected":{}}})", into.taken.size(), rejected.size());
}

}  // namespace

Result<WorkersTaken> take_workers(const Desk& desk, const WorkerFileRequest& request) {
    TRY_ASSIGN(WorkerFile file, read_worker_file(request.file, day_of(desk.clock->now())));
    const std::string content =
        fmt::format("workers:{}:{}:{}:{}", request.employer, request.group,
                    request.from ? to_text(*request.from) : "", file.file.sha256);
    WorkersTaken taken;
    const auto effect = [&](Work& work) -> Result<std::string> {
        TRY_ASSIGN(const Payer payer, payer_of(work.transaction(), request));
        TRY_ASSIGN(std::string answer, WorkerIntake(work, request, file, payer).run(taken));
        work.tell("member.import", "file:" + file.file.sha256, content);
        return answer;
    };
    TRY_ASSIGN(taken.done, carry_out(desk, {"member.import", content, content}, effect));
    if (request.employer.empty()) {
        TRY_ASSIGN(MonthsAhead ahead, bill_months_ahead(desk, request, file.rows));
        taken.advances = ahead.bills;
        taken.advanced = ahead.amount;
        std::ranges::move(ahead.verdicts, std::back_inserter(taken.verdicts));
        sort_by_line(taken.verdicts);
    }
    taken.file = std::move(file.file);
    return taken;
}

}  // namespace payung
