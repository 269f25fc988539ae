# build/share: what the program reads at run time.
set(share ${PROJECT_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${share})

# The areas of Indonesia, from the npm package that the set-up installs; the script says so if it is
# missing.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
set(area_data ${PROJECT_SOURCE_DIR}/tools/node_modules/idn-area-data/data)
add_custom_command(OUTPUT ${share}/areas.csv
    COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tools/make_areas.py ${area_data} ${share}/areas.csv
    DEPENDS ${PROJECT_SOURCE_DIR}/tools/make_areas.py ${PROJECT_SOURCE_DIR}/tools/package-lock.json
    COMMENT "Areas of Indonesia" VERBATIM)
set(shared_files ${share}/areas.csv)

# Tables that modules keep beside their sources: src/<module>/tables/*.csv.
file(GLOB tables CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/*/tables/*.csv)
foreach(table IN LISTS tables)
    cmake_path(GET table FILENAME name)
    add_custom_command(OUTPUT ${share}/${name}
        COMMAND ${CMAKE_COMMAND} -E copy ${table} ${share}/${name} DEPENDS ${table} VERBATIM)
    list(APPEND shared_files ${share}/${name})
endforeach()

# legislation/: the law as data, copied whole, so that a file taken away does not live on in the copy.
file(GLOB_RECURSE law_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/legislation/*)
add_custom_command(OUTPUT ${share}/legislation.stamp
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${share}/legislation
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${PROJECT_SOURCE_DIR}/legislation ${share}/legislation
    COMMAND ${CMAKE_COMMAND} -E touch ${share}/legislation.stamp
    DEPENDS ${law_files} COMMENT "Law as data" VERBATIM)
list(APPEND shared_files ${share}/legislation.stamp)

add_custom_target(share ALL DEPENDS ${shared_files})
get_property(readers GLOBAL PROPERTY PAYUNG_READERS)
foreach(reader IN LISTS readers)
    add_dependencies(${reader} share)
endforeach()
