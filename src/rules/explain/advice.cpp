#include "rules/explain/advice.h"

namespace payung::rules {

Phrase words_for(Reason reason) {
    switch (reason) {
        case Reason::missing_input:
            return {"data belum ada", "a fact is missing"};
        case Reason::no_rule:
            return {"tidak ada baris aturan yang cocok", "no row of the law matches"};
        case Reason::rule_conflict:
            return {"beberapa baris aturan bertentangan", "rows of the law contradict each other"};
        case Reason::out_of_domain:
            return {"nilainya di luar yang dikenal hukum", "a value is outside what the law knows"};
        case Reason::null_operand:
            return {"rumus memakai nilai yang tidak ada",
                    "the formula uses a value that is absent"};
        case Reason::type_error:
            return {"jenis nilainya tidak cocok", "a value is of the wrong kind"};
        case Reason::division_by_zero:
            return {"pembagian dengan nol", "division by zero"};
        case Reason::invalid_value:
            return {"nilainya tidak mungkin", "a value is impossible"};
        case Reason::overflow:
            return {"angkanya terlalu besar", "a number is too large"};
        case Reason::refused:
            return {"perhitungan ditolak", "the computation was refused"};
        case Reason::none:
        case Reason::null_result:
            break;
    }
    return {"hasilnya kosong", "the result is empty"};
}

Phrase advice_for(Reason reason) {
    switch (reason) {
        case Reason::missing_input:
            return {"Lengkapi data itu, lalu hitung lagi.", "Fill in the fact and compute again."};
        case Reason::no_rule:
            return {
                "Periksa tanggal dan data; bila benar, hukumnya belum dimuat: tambahkan barisnya "
                "beserta pasalnya.",
                "Check date and facts; if they are right, the law is not entered yet: add the row "
                "with its article."};
        case Reason::rule_conflict:
            return {"Laporkan kepada penyunting hukum: tabelnya harus diperbaiki.",
                    "Report it to the editors of the law: the table must be mended."};
        case Reason::out_of_domain:
        case Reason::type_error:
        case Reason::invalid_value:
            return {"Periksa dan perbaiki nilai itu, lalu hitung lagi.",
                    "Check and mend the value, then compute again."};
        case Reason::null_operand:
            return {"Periksa keputusan yang disebut: salah satu nilainya belum ada.",
                    "Look at the decision named: one of its values is absent."};
        case Reason::none:
        case Reason::null_result:
        case Reason::division_by_zero:
        case Reason::overflow:
        case Reason::refused:
            break;
    }
    return {
        "Periksa data orang ini; bila benar, laporkan kepada penyunting hukum.",
        "Check the facts of this person; if they are right, report it to the editors of the law."};
}

}  // namespace payung::rules
