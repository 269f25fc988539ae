#!/usr/bin/env python3
"""Builds the fuzzers of tests/fuzz with clang and runs each for a while.

    tools/fuzz.py [--seconds 20] [--only WORD]

A fuzzer starts from tests/fuzz/corpus/TARGET and what it learned before (build-fuzz/learned/TARGET,
not in the repository). What it finds is left in build-fuzz/findings; give it a name that says what it
is and move it to the corpus, where the tests replay it. Ends with `N fuzzers, N findings`.
"""
import argparse
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build-fuzz"


def fuzz(target, seconds):
    """True if nothing was found."""
    learned, findings = BUILD / "learned" / target, BUILD / "findings"
    learned.mkdir(parents=True, exist_ok=True)
    findings.mkdir(exist_ok=True)
    result = subprocess.run(
        [BUILD / "tests/fuzz" / f"fuzz_{target}", learned, ROOT / "tests/fuzz/corpus" / target,
         f"-max_total_time={seconds}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=2048",
         "-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={findings}/{target}-"],
        text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    tried = [line.split()[-1] for line in result.stdout.splitlines() if "number_of_executed_units" in line]
    print(f"{'ok  ' if result.returncode == 0 else 'FAIL'} {target:<12} {tried[0] if tried else '?':>9} inputs", flush=True)
    if result.returncode != 0:
        print(result.stdout[-6000:])
    return result.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    for command in (["cmake", "--preset", "fuzz"], ["cmake", "--build", BUILD, "--target", "fuzzers"]):
        built = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if built.returncode != 0:
            print(built.stdout[-6000:])
            return 1
    targets = sorted(folder.name for folder in (ROOT / "tests/fuzz/corpus").iterdir() if arguments.only in folder.name)
    found = sum(not fuzz(target, arguments.seconds) for target in targets)
    print(f"{len(targets)} fuzzers, {found} findings")
    return 1 if found or not targets else 0


if __name__ == "__main__":
    sys.exit(main())
