#include "rules/model/xml_file.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "rules/model/read_model.h"

namespace payung::rules::model {

namespace {

struct Fault {
    pugi::xml_parse_status status;
    std::string_view id, en;
};
constexpr std::array faults{
    Fault{pugi::status_unrecognized_tag, "tanda '<' yang bukan awal elemen",
          "a '<' that begins no element"},
    Fault{pugi::status_bad_pi, "instruksi '<?' tidak ditutup", "a '<?' that is not closed"},
    Fault{pugi::status_bad_comment, "komentar tidak ditutup", "a comment that is not closed"},
    Fault{pugi::status_bad_cdata, "CDATA tidak ditutup", "a CDATA section that is not closed"},
    Fault{pugi::status_bad_doctype, "DOCTYPE tidak ditutup", "a DOCTYPE that is not closed"},
    Fault{pugi::status_bad_pcdata, "teks tidak lengkap", "text that breaks off"},
    Fault{pugi::status_bad_start_element, "awal elemen tidak lengkap",
          "a start tag that is not complete"},
    Fault{pugi::status_bad_attribute, "atribut tidak benar", "an attribute that is not right"},
    Fault{pugi::status_bad_end_element, "akhir elemen tidak lengkap",
          "an end tag that is not complete"},
    Fault{pugi::status_end_element_mismatch, "akhir elemen tidak cocok dengan awalnya",
          "an end tag that does not match its start tag"},
    Fault{pugi::status_no_document_element, "tidak ada elemen", "there is no element"},
};

Diagnostic malformed(const std::string& file, std::uint64_t line, std::string_view id,
                     std::string_view en) {
    return {DiagnosticCode::xml_malformed,
            {file, line, {}, 0, {}},
            {{"apa", std::string(id)}, {"what", std::string(en)}}};
}

std::vector<std::size_t> starts_of_lines(std::string_view text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1))
        starts.push_back(at + 1);
    return starts;
}

std::uint32_t line_at(const std::vector<std::size_t>& starts, std::size_t offset) {
    return static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) -
                                      starts.begin());
}

bool attribute_twice(pugi::xml_node node) {
    for (const pugi::xml_attribute a : node.attributes())
        for (pugi::xml_attribute b = a.next_attribute(); b; b = b.next_attribute())
            if (std::string_view(a.name()) == b.name()) return true;
    return false;
}

/// Walks all nodes: the first that must not be there.
class Inspection final : public pugi::xml_tree_walker {
public:
    Inspection(const XmlFile& xml, const std::string& file) : xml_(xml), file_(file) {}
    std::vector<Diagnostic> found;

private:
    bool for_each(pugi::xml_node& node) override {
        if (node.type() == pugi::node_doctype)
            found.push_back({DiagnosticCode::xml_doctype, place(node), {}});
        else if (depth() >= xml_depth_max)
            found.push_back({DiagnosticCode::xml_too_deep,
                             place(node),
                             {{"max", std::to_string(xml_depth_max)}}});
        else if (attribute_twice(node))
            found.push_back(malformed(file_, xml_.line_of(node), "atribut tertulis dua kali",
                                      "an attribute written twice"));
        else if (depth() == 0 && node.type() == pugi::node_element && node != xml_.root())
            found.push_back(malformed(file_, xml_.line_of(node), "ada elemen sesudah yang pertama",
                                      "an element after the outermost one"));
        return found.empty();
    }
    Place place(pugi::xml_node node) const { return {file_, xml_.line_of(node), {}, 0, {}}; }
    const XmlFile& xml_;
    const std::string& file_;
};

}  // namespace

Checked<XmlFile> XmlFile::parse(std::string_view text, const std::string& file) {
    if (text.size() > file_bytes_max)
        return Diagnostic{
            DiagnosticCode::xml_too_large,
            {file, 0, {}, 0, {}},
            {{"bytes", std::to_string(text.size())}, {"max", std::to_string(file_bytes_max)}}};
    if (!is_utf8(text) || text.find('\0') != std::string_view::npos)
        return malformed(file, 0, "isinya bukan UTF-8", "it is not UTF-8");
    XmlFile out;
    out.document_ = std::make_unique<pugi::xml_document>();
    out.line_starts_ = starts_of_lines(text);
    constexpr unsigned flags = pugi::parse_default | pugi::parse_comments | pugi::parse_doctype |
                               pugi::parse_ws_pcdata_single | pugi::parse_declaration;
    const pugi::xml_parse_result result =
        out.document_->load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
    if (!result) {
        const auto* fault = std::find_if(faults.begin(), faults.end(),
                                         [&](const Fault& f) { return f.status == result.status; });
        const std::uint32_t line =
            line_at(out.line_starts_, static_cast<std::size_t>(result.offset));
        if (fault == faults.end())
            return malformed(file, line, "tidak dapat dibaca", "it cannot be read");
        return malformed(file, line, fault->id, fault->en);
    }
    Inspection inspection(out, file);
    out.document_->traverse(inspection);
    if (!inspection.found.empty()) return std::move(inspection.found);
    return out;
}

std::uint32_t XmlFile::line_of(pugi::xml_node node) const {
    const std::ptrdiff_t offset = node.offset_debug();
    return offset < 0 ? 0 : line_at(line_starts_, static_cast<std::size_t>(offset));
}

std::string_view local_name(std::string_view name) {
    return name.substr(name.find(':') + 1);
}

std::string_view namespace_of(pugi::xml_node element) {
    const std::string_view name = element.name();
    const std::size_t colon = name.find(':');
    const std::string_view prefix =
        colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
    for (pugi::xml_node at = element; at.type() == pugi::node_element; at = at.parent())
        for (const pugi::xml_attribute attribute : at.attributes()) {
            const std::string_view declared = attribute.name();
            if (!declared.starts_with("xmlns")) continue;
            if (prefix.empty() ? declared == "xmlns"
                               : declared.size() == prefix.size() + 6 && declared[5] == ':' &&
                                     declared.ends_with(prefix))
                return attribute.value();
        }
    return {};
}

std::string text_of(pugi::xml_node element) {
    std::string out;
    for (const pugi::xml_node child : element.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            out += child.value();
    return out;
}

}  // namespace payung::rules::model
