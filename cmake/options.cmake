# Compiler options of our own code. Packages' headers are SYSTEM, so only ours is held to them.
add_library(payung_options INTERFACE)
target_compile_options(payung_options INTERFACE -Wall -Wextra -Wconversion -fno-math-errno)
# g++ is the judge of warnings; clang compiles the fuzzers only, and sees shadows where there are none.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(payung_options INTERFACE -Wshadow -Werror)
endif()
# g++ 12 reports these two falsely on std::string and std::variant once it inlines them.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(payung_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
target_compile_definitions(payung_options INTERFACE PAYUNG_VERSION="${PROJECT_VERSION}")
target_link_libraries(payung_options INTERFACE fmt::fmt)
find_program(MOLD mold)
if(MOLD AND NOT PAYUNG_NO_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
