#pragma once

/// A handful of areas for tests: two provinces of Kalimantan, some of their regencies, a district
/// and its villages, and one regency of the Papua split with its former code.

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "base/check.h"
#include "registry/area_table.h"

namespace payung {

inline const AreaTable& test_areas() {
    static const AreaTable table = [] {
        std::string folder = "/tmp/payung-areas-XXXXXX";
        CHECK(mkdtemp(folder.data()) != nullptr);
        const Path areas = Path(folder) / "areas.csv", former = Path(folder) / "former.csv";
        std::ofstream(areas) << "code,name\n"
                                "62,Kalimantan Tengah\n"
                                "6201,Kotawaringin Barat\n"
                                "6202,Kotawaringin Timur\n"
                                "63,Kalimantan Selatan\n"
                                "6303,Banjar\n"
                                "630305,Martapura\n"
                                "6303052001,Bincau\n"
                                "6303052003,Tungkaran\n"
                                "6304,Barito Kuala\n"
                                "6371,Kota Banjarmasin\n"
                                "93,Papua Selatan\n"
                                "9301,Merauke\n";
        std::ofstream(former)
            << "kode_lama,kode_baru,nama,dasar\n9101,9301,Kabupaten Merauke,UU 14/2022\n";
        auto loaded = AreaTable::load(areas, former);
        CHECK(loaded.has_value());
        std::filesystem::remove_all(folder);
        return std::move(*loaded);
    }();
    return table;
}

inline std::uint32_t test_area(std::string_view code) {
    std::uint32_t area = 0;
    CHECK(test_areas().find(code, area));
    return area;
}

}  // namespace payung
