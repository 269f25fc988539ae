/// `payung payment …`: payment orders to the bank and their answers.

#include <array>

#include "app/claim_commands.h"

namespace payung::app {
namespace {

constexpr std::array commands{
    TopicCommand{"fund-cash",
                 {"memindahkan kas dari bank kustodian ke rekening pembayar manfaat",
                  "move cash from the custodian bank to the account that pays benefits"},
                 build_payment_fund_cash},
    TopicCommand{
        "due", {"yang jatuh tempo dari satu dana", "what is due of a fund"}, build_payment_due},
    TopicCommand{"order",
                 {"memerintahkan bayar semua yang jatuh tempo", "order payment of all that is due"},
                 build_payment_order},
    TopicCommand{"export",
                 {"berkas pain.001 untuk bank", "the pain.001 file for the bank"},
                 build_payment_export},
    TopicCommand{"answer",
                 {"mengambil jawaban pain.002 dari bank", "take in the bank's pain.002"},
                 build_payment_answer},
    TopicCommand{"return",
                 {"mencatat pembayaran yang dikembalikan", "record a payment that came back"},
                 build_payment_return},
    TopicCommand{"expire",
                 {"mengakhiri perintah yang tak dijawab", "end an order that was never answered"},
                 build_payment_expire},
    TopicCommand{"list",
                 {"perintah bayar, atau pembayaran satu perintah", "orders, or payments of one"},
                 build_payment_list},
};

}  // namespace

std::span<const TopicCommand> payment_commands() {
    return commands;
}

}  // namespace payung::app
