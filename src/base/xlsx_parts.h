#pragma once

/// The parts of an XLSX workbook beside its sheets: what is where, styles, shared strings.
///
/// Inner part of xlsx_reader.h. Each is read whole, by streaming.
///
/// Law      ECMA-376 Part 1: 18.2 (workbook), 18.8 (styles), 18.4 (shared strings); Part 2: 9
///          (relations between parts).
/// Errors   xlsx_broken, xlsx_too_large, interrupted.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_column.h"
#include "base/xlsx_cell.h"
#include "base/xml_stream.h"
#include "base/zip_reader.h"

namespace payung {

/// Feeds the part `name` to `handler`. False: the file has no such part.
Result<bool> read_part(ZipReader& zip, const std::string& name, XmlHandler& handler);

/// One relation of a part to another.
struct XlsxRelation {
    std::string id;
    std::string kind;  // The last word of its type: "worksheet", "styles", …
    std::string part;  // Full name in the ZIP file, without a leading slash.
};
/// The relations of `part`; of the file itself, if that is empty. None where it has none.
Result<std::vector<XlsxRelation>> read_relations(ZipReader& zip, const std::string& part);

struct XlsxWorkbook {
    struct Sheet {
        std::string name, relation_id;
        bool hidden = false;
    };
    std::vector<Sheet> sheets;
    bool date1904 = false;
};
Result<XlsxWorkbook> read_workbook(ZipReader& zip, const std::string& part);

/// The format of each cell style, by its index. Pre: part is not empty.
Result<std::vector<XlsxFormat>> read_styles(ZipReader& zip, const std::string& part);

/// The shared strings, by their index; no more than `bytes_max` of them in memory.
Result<TextColumn> read_shared_strings(ZipReader& zip, const std::string& part,
                                       std::uint64_t bytes_max, std::uint64_t string_bytes_max);

/// Text of a string item (<si> or <is>): its <t> elements, without those of phonetic runs (<rPh>).
class XlsxStringItem {
public:
    void start(std::string_view element);
    void end(std::string_view element);
    void text(std::string_view piece) {
        if (in_text_ && !in_phonetic_) raw_ += piece;
    }
    const std::string& raw() const { return raw_; }
    void clear() { raw_.clear(); }

private:
    std::string raw_;
    bool in_text_ = false, in_phonetic_ = false;
};

}  // namespace payung
