#include "rehearsal/stage.h"

#include "membership/participant.h"

namespace payung::rehearsal {

std::string_view word_of(PartyKind kind) {
    constexpr std::array<std::string_view, 5> words{"", "person", "employer", "group", "sponsor"};
    return words.at(static_cast<std::size_t>(kind));
}

Result<Path> put_file(const Stage& stage, std::string_view name, std::string_view content) {
    Path path = stage.folder / name;
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write(content);
    TRY(file.close());
    return path;
}

void write_bill_name(JsonWriter& json, const PayerName& payer, const Bill& bill) {
    json.begin_array().text(word_of(payer.kind)).text(payer.number).text(to_text(bill.first));
    json.text(name_of(bill.kind)).text(name_of(bill.segment)).whole(bill.version).end_array();
}

}  // namespace payung::rehearsal
