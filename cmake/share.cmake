# build/share: what the program reads at run time.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/share)
