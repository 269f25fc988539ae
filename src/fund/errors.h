#pragma once

/// Ways in which crediting and closing refuse.

#include "base/error.h"

namespace payung::fund_error {

PAYUNG_CODE(
    jht_rate_missing,
    "Tingkat hasil JHT untuk {month} tidak ada dalam hukum yang dimuat ({covered}). Sebutkan "
    "keputusan dengan --rate dan --reference.",
    "The law that is loaded has no JHT return for {month} ({covered}). Name the decision "
    "with --rate and --reference.")
PAYUNG_CODE(jht_rate_malformed,
            "Tingkat hasil {rate} tidak terbaca. Tulis sebagai pecahan setahun antara 0 dan 1, "
            "misalnya 0.0575, dengan paling banyak enam desimal, dan sebutkan keputusannya.",
            "The return {rate} cannot be read. Write it as a share a year between 0 and 1, for "
            "example 0.0575, with six decimals at most, and name its decision.")
PAYUNG_CODE(jht_month_not_over, "Hasil JHT {month} belum dapat dikreditkan: bulannya belum lewat.",
            "The JHT return of {month} cannot be credited yet: the month is not over.")
PAYUNG_CODE(jht_month_order, "Hasil JHT dikreditkan bulan demi bulan: sekarang giliran {month}.",
            "JHT returns are credited month by month: now it is the turn of {month}.")
PAYUNG_CODE(jht_terms_differ,
            "Hasil JHT {month} sudah mulai dikreditkan dengan tingkat {rate}. Lanjutkan dengan "
            "tingkat dan keputusan yang sama.",
            "Crediting the JHT return of {month} was begun at {rate}. Go on with the same rate and "
            "decision.")
PAYUNG_CODE(jht_pool_short,
            "Hasil yang dibagikan kurang {amount} sen dari yang harus dikreditkan. Periksa jumlah "
            "hasil atau tingkatnya.",
            "The return to be distributed is {amount} sen short of what is to be credited. Check "
            "its amount or the rate.")
PAYUNG_CODE(close_not_ready, "Buku {book} belum dapat ditutup untuk {month}: {reason}.",
            "The book {book} cannot be closed for {month} yet: {why}.")
PAYUNG_CODE(close_month_order, "Buku {book} ditutup bulan demi bulan: sekarang giliran {month}.",
            "The book {book} is closed month by month: now it is the turn of {month}.")
PAYUNG_CODE(
    close_month_closed,
    "Buku {book} sudah ditutup sampai {month} dan tidak dapat dibuka kembali. Bukukan koreksi "
    "pada bulan yang masih terbuka.",
    "The book {book} is closed up to {month} and cannot be opened again. Book a correction "
    "in a month that is open.")
PAYUNG_CODE(fee_rate_malformed,
            "Tarif dana operasional {rate} tidak terbaca. Tulis sebagai pecahan, misalnya 0.05757, "
            "dengan paling banyak enam desimal.",
            "The rate of the operating fee {rate} cannot be read. Write it as a share, for example "
            "0.05757, with six decimals at most.")

}  // namespace payung::fund_error
