#include "population/synth.h"

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "base/interrupt.h"
#include "base/parallel.h"
#include "population/marginals.h"
#include "population/unit.h"

namespace payung {
namespace {

constexpr std::string_view register_header =
    "id,nik,no_kk,nama,tgl_lahir,jk,kode_desa,desil,status_pekerjaan,lapangan_usaha,pekerjaan,"
    "penghasilan,hub_krt\n";
constexpr std::string_view membership_header =
    "kpj,nik,nama,tgl_lahir,jk,kode_desa,segmen,program,status,mulai,akhir,upah,penanggung,npp\n";

/// The files of a population, written unit by unit in their order.
class Files {
public:
    static Result<Files> create(const OutputFolder& folder, const SynthOptions& options) {
        Files files;
        for (unsigned i = 0; i < options.shards; ++i) {
            TRY(files.add(folder, files.registers_, shard_name("registry", i, options.shards),
                          register_header));
            TRY(files.add(folder, files.members_, shard_name("membership", i, options.shards),
                          membership_header));
        }
        TRY(files.add(folder, files.others_, "employers.csv",
                      "npp,nama,kode_kab,lapangan_usaha,skala\n"));
        TRY(files.add(folder, files.others_, "wages.csv", "npp,kpj,upah,blth\n"));
        TRY(files.add(folder, files.others_, "truth.csv", "id,kpj\n"));
        if (options.persons_file) {
            TRY(files.add(folder, files.others_, "persons.csv", "rec_id,person_id\n"));
        }
        return files;
    }

    /// `share` of the register before this unit: which of its files the unit goes to.
    void write(const UnitOutput& unit, double share) {
        const auto at = static_cast<std::size_t>(share * static_cast<double>(registers_.size()));
        registers_[std::min(at, registers_.size() - 1)].write(unit.register_rows.view());
        for (std::size_t i = 0; i < members_.size(); ++i)
            members_[i].write(unit.membership[i].view());
        others_[0].write(unit.employers.view());
        others_[1].write(unit.wages.view());
        others_[2].write(unit.truth.view());
        if (others_.size() > 3) others_[3].write(unit.persons.view());
    }

    Result<std::uint64_t> close() {
        std::uint64_t bytes = 0;
        for (auto* files : {&registers_, &members_, &others_}) {
            for (OutputFile& file : *files) {
                bytes += file.bytes_written();
                TRY(file.close());
            }
        }
        return bytes;
    }

private:
    static std::string shard_name(std::string_view stem, unsigned shard, unsigned shards) {
        if (shards == 1) return fmt::format("{}.csv", stem);
        return fmt::format("{}_{:02}.csv", stem, shard + 1);
    }
    static Result<void> add(const OutputFolder& folder, std::vector<OutputFile>& files,
                            std::string_view name, std::string_view header) {
        TRY_ASSIGN(OutputFile file, OutputFile::create(folder.path_for(name)));
        file.write(header);
        files.push_back(std::move(file));
        return {};
    }

    std::vector<OutputFile> registers_, members_, others_;
};

void clear(UnitOutput& output, unsigned shards) {
    for (TextBuffer* text : {&output.register_rows, &output.employers, &output.wages, &output.truth,
                             &output.persons}) {
        text->clear();
    }
    output.membership.resize(shards);
    for (TextBuffer& text : output.membership) text.clear();
}

/// Makes the units on several threads and writes them in turn: each thread makes the next unit
/// nobody has begun, then waits until those before it are written.
class Production {
public:
    Production(const World& world, Files& files, const SynthProgress& progress)
        : world_(world),
          files_(files),
          progress_(progress),
          tally_(world.places.regencies().size()) {}

    Result<Tally> run() {
        run_threads(std::max(world_.options.threads, 1U), [this](unsigned) { work(); });
        if (interrupted_) return Error{Code::interrupted};
        return std::move(tally_);
    }

private:
    void work() {
        UnitMaker maker(world_);
        UnitOutput output;
        const auto& units = world_.plan.units;
        for (std::size_t i = next_++; i < units.size() && !interrupted_; i = next_++) {
            if (!check_interrupted()) {
                const std::lock_guard lock(mutex_);
                interrupted_ = true;
                turned_.notify_all();
                return;
            }
            clear(output, world_.options.shards);
            maker.fill(units[i], output);
            if (!write_in_turn(i, output)) return;
        }
    }

    bool write_in_turn(std::size_t unit, const UnitOutput& output) {
        std::unique_lock lock(mutex_);
        turned_.wait(lock, [&] { return turn_ == unit || interrupted_; });
        if (interrupted_) return false;
        files_.write(output, static_cast<double>(done_) / static_cast<double>(world_.plan.workers));
        tally_.add(output.tally);
        done_ += world_.plan.units[unit].workers;
        ++turn_;
        if (progress_) progress_(done_, world_.plan.workers);
        turned_.notify_all();
        return true;
    }

    const World& world_;
    Files& files_;
    const SynthProgress& progress_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> interrupted_ = false;
    std::mutex mutex_;
    std::condition_variable turned_;
    std::size_t turn_ = 0;  // under mutex_, as all below
    std::uint64_t done_ = 0;
    Tally tally_;
};

Result<void> check_options(const SynthOptions& options) {
    if (options.shards >= 1 && options.shards <= 99) return {};
    return Error{
        Code::invalid_option,
        {{"option", "shards"}, {"value", fmt::to_string(options.shards)}, {"reason", "1 … 99"}}};
}

}  // namespace

Result<SynthReport> synthesize(const SynthOptions& options, const AreaTable& areas,
                               const SynthProgress& progress) {
    TRY(check_options(options));
    TRY_ASSIGN(const auto world, World::make(options, areas));
    TRY_ASSIGN(OutputFolder folder, OutputFolder::open(options.out));
    TRY_ASSIGN(Files files, Files::create(folder, options));
    Production production(*world, files, progress);
    TRY_ASSIGN(const Tally tally, production.run());
    TRY_ASSIGN(const std::uint64_t bytes, files.close());
    TRY(check_interrupted());
    TRY(folder.commit());
    SynthReport report = report_of(*world, tally);
    report.bytes = bytes;
    return report;
}

}  // namespace payung
