/// `payung member …`: members: enrolling, family, covered months and why.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>

#include "app/member_commands.h"

namespace payung::app {
namespace {

constexpr std::array commands{
    TopicCommand{"enrol", {"mendaftarkan seorang pekerja", "enrol one worker"}, build_member_enrol},
    TopicCommand{"import",
                 {"mendaftarkan dari berkas: unggahan pemberi kerja atau BPU kolektif",
                  "enrol from a file: an employer's upload, or BPU in bulk"},
                 build_member_import},
    TopicCommand{"show",
                 {"seorang peserta dan masa kepesertaannya", "one member and his spells"},
                 build_member_show},
    TopicCommand{
        "cover", {"bulan terlindungi dan sebabnya", "covered months and why"}, build_member_cover},
    TopicCommand{
        "exit", {"mencatat berhenti atau meninggal", "record leaving or death"}, build_member_exit},
    TopicCommand{"change",
                 {"mengubah penghasilan atau program BPU mulai suatu bulan",
                  "change declared income or programmes from a month on"},
                 build_member_change},
    TopicCommand{"correct",
                 {"memperbaiki nama, tanggal lahir atau jenis kelamin menurut dokumen",
                  "correct a name, birth date or sex by a document"},
                 build_member_correct},
    TopicCommand{"correct-decide",
                 {"orang kedua memutuskan perbaikan tanggal lahir",
                  "a second person decides on a corrected birth date"},
                 build_member_correct_decide},
    TopicCommand{"family",
                 {"mencatat atau melihat keluarga", "record or show the family"},
                 build_member_family},
};

}  // namespace

std::span<const TopicCommand> member_commands() {
    return commands;
}

}  // namespace payung::app
