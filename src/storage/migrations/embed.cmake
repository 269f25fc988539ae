# Writes OUTPUT, a C++ file that holds the text of every migration of FILES ("0001_name.engine.sql").
set(sqlite_rows "")
set(postgres_rows "")
list(SORT FILES)
foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME)
    if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)\\.(sqlite|postgres)\\.sql$")
        message(FATAL_ERROR "${name}: a migration is called 0001_what_it_does.sqlite.sql")
    endif()
    set(number ${CMAKE_MATCH_1})
    set(title ${CMAKE_MATCH_2})
    set(engine ${CMAKE_MATCH_3})
    string(REGEX REPLACE "^0+" "" number ${number})
    file(READ ${file} text)
    string(APPEND ${engine}_rows "    {${number}, \"${title}\", R\"payung_sql(${text})payung_sql\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made at build time from migrations/*.sql. Not to be edited.
#include <array>

#include \"storage/migrations.h\"

namespace payung {
namespace {
const Migration sqlite_migrations[] = {
${sqlite_rows}};
const Migration postgres_migrations[] = {
${postgres_rows}};
}  // namespace

std::span<const Migration> migrations_of(Engine engine) {
    if (engine == Engine::postgres) return postgres_migrations;
    return sqlite_migrations;
}
}  // namespace payung
")
