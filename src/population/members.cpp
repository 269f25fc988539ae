#include "population/members.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"

namespace payung {
namespace {

std::size_t index_in(const auto& names, std::string_view name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::vector<std::string> texts(std::string_view words) {
    std::vector<std::string> list;
    for (const std::string_view word : split(words, ' ')) list.emplace_back(word);
    return list;
}

}  // namespace

Result<MemberModel> MemberModel::load(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "membership"));
    MemberModel model;
    for (auto& row : model.by_sector_) row.fill(1);
    for (auto& row : model.by_status_) row.fill(0.001);
    model.by_man_.fill(1);
    constexpr std::array<std::string_view, 3> programmes{"JHT", "JP", "JKP"};
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const std::string_view kind = table.cell(i, "kind"), key = table.cell(i, "key");
        const std::size_t segment = index_in(segment_names, table.cell(i, "segment"));
        const auto share = static_cast<double>(table.number(i, "permille")) / 1000;
        if (segment == segments) continue;
        if (kind == "status") {
            const auto status = static_cast<std::size_t>(table.number(i, "key"));
            if (status <= statuses) model.by_status_[segment][status] = share;
        } else if (kind == "men") {
            model.by_man_[segment] = share;
        } else if (kind == "payer") {
            model.budget_ = Chance::of(share);
        } else if (const auto p = index_in(programmes, key); kind == "programme" && p < 3) {
            model.programmes_[segment][p] = Chance::of(share);
        } else if (const auto s = index_in(sector_names, key); s < sector_groups) {
            model.by_sector_[segment][s] = share;
        }
    }
    TRY(table.check());
    return model;
}

std::string_view MemberModel::draw_programmes(SynthSegment segment, Random& random) const {
    const auto bits = static_cast<std::uint32_t>(random.next() >> 32);
    const auto& chances = programmes_[static_cast<unsigned>(segment)];
    if (chances[2].holds(bits)) return "JKK+JKM+JHT+JP+JKP";
    if (chances[1].holds(bits)) return "JKK+JKM+JHT+JP";
    if (chances[0].holds(bits)) return "JKK+JKM+JHT";
    return "JKK+JKM";
}

Result<EmployerModel> EmployerModel::load(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "employers"));
    EmployerModel model;
    std::vector<double> weights;
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const std::string_view kind = table.cell(i, "kind");
        if (kind == "scale") {
            model.scales_.push_back({std::string{table.cell(i, "key")},
                                     static_cast<std::uint32_t>(table.number(i, "from")),
                                     static_cast<std::uint32_t>(table.number(i, "to")),
                                     1,
                                     0,
                                     {}});
            weights.push_back(static_cast<double>(table.number(i, "permille")));
        }
        if (kind == "first") model.first_ = texts(table.cell(i, "words"));
        if (kind == "second") model.second_ = texts(table.cell(i, "words"));
        for (EmployerScale& scale : model.scales_) {
            if (kind == "form" && scale.name == table.cell(i, "key")) {
                scale.forms = texts(table.cell(i, "words"));
            }
        }
    }
    TRY(table.check());
    if (weights.size() <= pooled || model.first_.empty() || model.second_.empty())
        return table.broken(0);
    // The lesser of two draws from `from` to `to` lies a third of the way on average.
    double people = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        EmployerScale& scale = model.scales_[i];
        scale.size = scale.from + (scale.to - scale.from) / 3.0;
        people += weights[i] * scale.size;
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        model.scales_[i].share = weights[i] * model.scales_[i].size / people;
    }
    weights.resize(weights.size() - pooled);
    model.scale_alias_ = Alias{weights};
    return model;
}

std::uint32_t EmployerModel::draw_size(Random& random) const {
    const EmployerScale& scale = scales_[scale_alias_.draw(random)];
    // Small sizes of a scale more often: the lesser of two draws.
    const std::uint32_t range = scale.to - scale.from + 1;
    return scale.from + std::min(random.below(range), random.below(range));
}

const EmployerScale& EmployerModel::scale_of(std::uint32_t size) const {
    for (const EmployerScale& scale : scales_) {
        if (size <= scale.to) return scale;
    }
    return scales_.back();
}

void EmployerModel::write_name(const EmployerScale& scale, TextBuffer& into, Random& random) const {
    const auto pick = [&](const std::vector<std::string>& words) -> const std::string& {
        return words[random.below(static_cast<std::uint32_t>(words.size()))];
    };
    char* at = into.here();
    const auto put = [&](std::string_view word) {
        if (at != into.here()) *at++ = ' ';
        std::memcpy(at, word.data(), word.size());
        at += word.size();
    };
    put(scale.forms.empty() ? "UD" : pick(scale.forms));
    put(pick(first_));
    put(pick(second_));
    into.ended(at);
}

}  // namespace payung
