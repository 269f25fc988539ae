# Two commands do everything on a fresh Debian 12 machine:  make demo   and   make test
#
#   make build         the program, at build/payung
#   make demo          builds and runs the demo region; make demo ARGS=--no-serve, ARGS="--lang en"
#   make test          every check and test; ends with "N passed, N failed"
#   make test-nightly  sanitizers, clang-tidy, fuzzers, national size (hours)
#   make fuzz          readers of law, FEEL and bank statements fed with any bytes, 20 s each; FUZZ_SECONDS=600
#   make bench         the benchmarks of docs/performance.md
#   make golden        renews the kept texts of tests/golden/; defend the difference
#   make format        clang-format over src/
#   make clean         removes what was built
.PHONY: build demo test test-nightly fuzz bench golden format clean setup

setup:
	@tools/setup.sh

build: setup
	@test -f build/build.ninja || cmake --preset release >build.log 2>&1 || { cat build.log; rm -f build.log; exit 1; }
	@rm -f build.log
	@cmake --build build

demo: build
	@build/payung demo $(ARGS)

test: build
	@python3 tools/run_tests.py build

test-nightly: build
	@tools/setup.sh --nightly
	@python3 tools/run_tests.py build --nightly

FUZZ_SECONDS = 20
fuzz:
	@tools/setup.sh --fuzz
	@python3 tools/fuzz.py --seconds $(FUZZ_SECONDS)

bench: build
	@tools/setup.sh --bench
	@cmake --build build --target benches
	@python3 bench/run.py $(ARGS)

golden: build
	@PAYUNG_RENEW_GOLDEN=1 build/src/legislation/legislation_test --gtest_brief=1 --gtest_filter='LawExplanation.keeps_*'
	@git diff --stat -- tests/golden

format:
	@git ls-files 'src/*.h' 'src/*.cpp' | xargs clang-format -i

clean:
	rm -rf build build-*
