# A module is one call; its folder is the list of its files.
#
#   add_module(registry DEPENDS base LIBRARIES fmt::fmt)
#
# *.cpp, here and in the folders below (the parts of a large module), are sources; *_test.cpp are
# tests, one program a module; *_bench.cpp are benchmarks.
# The order in which modules may be declared is PAYUNG_MODULES, the table of docs/architecture.md;
# a module may depend only on modules before it. tools/layers.py compares every #include with this.
set(PAYUNG_MODULES base rules legislation registry population linkage audit ledger membership
    contributions claims planning fund impact monitoring storage office rehearsal http api app)

function(add_module name)
    cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
    list(FIND PAYUNG_MODULES ${name} position)
    if(position EQUAL -1)
        message(FATAL_ERROR "${name} is not a module: add it to PAYUNG_MODULES in its place")
    endif()
    foreach(dependency IN LISTS ARG_DEPENDS)
        list(FIND PAYUNG_MODULES ${dependency} at)
        if(at EQUAL -1 OR at GREATER_EQUAL position)
            message(FATAL_ERROR "${name} may not depend on ${dependency}: it does not stand above it")
        endif()
    endforeach()

    file(GLOB sources CONFIGURE_DEPENDS *.cpp */*.cpp)
    set(tests ${sources})
    set(benches ${sources})
    list(FILTER sources EXCLUDE REGEX "(_test|_bench|/main)\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    list(FILTER benches INCLUDE REGEX "_bench\\.cpp$")

    list(TRANSFORM ARG_DEPENDS PREPEND payung_ OUTPUT_VARIABLE modules)
    add_library(payung_${name} STATIC ${sources})
    target_include_directories(payung_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(payung_${name} PUBLIC ${modules} PRIVATE payung_options ${ARG_LIBRARIES})
    set_target_properties(payung_${name} PROPERTIES LINKER_LANGUAGE CXX)

    if(tests AND PAYUNG_TESTS)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test PRIVATE payung_${name} payung_options ${ARG_LIBRARIES}
            GTest::gtest GTest::gtest_main rapidcheck_system nlohmann_json::nlohmann_json Threads::Threads)
        target_compile_definitions(${name}_test PRIVATE
            PAYUNG_SOURCE_DIR="${PROJECT_SOURCE_DIR}" PAYUNG_SHARE_DIR="${PROJECT_BINARY_DIR}/share")
        set_property(GLOBAL APPEND PROPERTY PAYUNG_READERS ${name}_test)
        add_test(NAME ${name} COMMAND ${name}_test --gtest_color=no)
    endif()
    foreach(bench IN LISTS benches)
        get_filename_component(program ${bench} NAME_WE)
        add_executable(${program} EXCLUDE_FROM_ALL ${bench})
        target_link_libraries(${program} PRIVATE payung_${name} payung_options ${ARG_LIBRARIES}
            benchmark::benchmark Threads::Threads)
        target_compile_definitions(${program} PRIVATE
            PAYUNG_SOURCE_DIR="${PROJECT_SOURCE_DIR}" PAYUNG_SHARE_DIR="${PROJECT_BINARY_DIR}/share")
        set_property(GLOBAL APPEND PROPERTY PAYUNG_READERS ${program})
        set_property(GLOBAL APPEND PROPERTY PAYUNG_BENCHES ${program})
    endforeach()
endfunction()
