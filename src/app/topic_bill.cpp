/// `payung bill …`: contributions: assessing, billing, arrears.

#include <array>

#include "app/bill_commands.h"

namespace payung::app {
namespace {

constexpr std::array commands{
    TopicCommand{"assess",
                 {"menghitung iuran satu bulan tanpa menagih", "assess a month without billing it"},
                 build_bill_assess},
    TopicCommand{"issue",
                 {"menagih iuran satu bulan: semua pembayar atau satu",
                  "bill the contributions of a month: all payers or one"},
                 build_bill_issue},
    TopicCommand{"advance",
                 {"menagih beberapa bulan di muka bagi satu pembayar",
                  "bill several months in advance to one payer"},
                 build_bill_advance},
    TopicCommand{"earn",
                 {"membukukan bulan yang sudah tiba dari iuran di muka",
                  "book the months that have come of prepaid contributions"},
                 build_bill_earn},
    TopicCommand{
        "charge", {"menagih denda keterlambatan", "bill charges for delay"}, build_bill_charge},
    TopicCommand{"withdraw",
                 {"menarik tagihan yang belum dibayar, dengan alasan",
                  "withdraw a bill of which nothing is paid, for a reason"},
                 build_bill_withdraw},
    TopicCommand{"lapse",
                 {"menarik tagihan BPU yang lewat masa tenggangnya",
                  "withdraw bills of people who pay for themselves once grace is over"},
                 build_bill_lapse},
    TopicCommand{
        "show",
        {"satu tagihan: bagian, peserta, dasar hukumnya", "one bill: parts, members, by which law"},
        build_bill_show},
    TopicCommand{
        "open", {"tagihan terbuka satu pembayar", "open bills of a payer"}, build_bill_open},
    TopicCommand{"arrears",
                 {"tagihan yang lewat jatuh tempo", "bills that are overdue"},
                 build_bill_arrears},
    TopicCommand{"allowance",
                 {"menetapkan cadangan piutang iuran ragu-ragu",
                  "set the allowance for doubtful contributions"},
                 build_bill_allowance},
    TopicCommand{"statement",
                 {"rekening penanggung: tiap pekerja, bulan, dibayar, sisa",
                  "a sponsor's account: each worker, months, paid, left"},
                 build_bill_statement},
    TopicCommand{"export",
                 {"tagihan satu bulan sebagai CSV", "the bills of a month as CSV"},
                 build_bill_export},
};

}  // namespace

std::span<const TopicCommand> bill_commands() {
    return commands;
}

}  // namespace payung::app
