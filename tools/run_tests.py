#!/usr/bin/env python3
"""Runs every check and test, shows what fails, and ends with `N passed, N failed`.

    tools/run_tests.py BUILD_FOLDER [--nightly] [--only WORD]

A step is a check of the tree, a module's test program (GoogleTest), or a file of tests/ (unittest,
Python's standard library). Each test counts once; a check counts as one test. Tests that skip are
named: they need ../shared, which only the developers' machines have.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Totals:
    def __init__(self):
        self.passed, self.failed, self.skipped = 0, [], []

    def add(self, passed, failed=(), skipped=()):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped


def run(command, **options):
    options.setdefault("cwd", ROOT)
    return subprocess.run(command, text=True, errors="replace", stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **options)


def check(totals, name, command):
    result = run(command)
    if result.returncode == 0:
        totals.add(1)
    else:
        totals.add(0, [name])
        print(result.stdout[-8000:])


def gtest(totals, program):
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        result = run([str(program), f"--gtest_output=json:{report}", "--gtest_color=no"])
        if not report.exists():
            totals.add(0, [f"{program.name} (died with status {result.returncode})"])
            print(result.stdout[-8000:])
            return
        tests = [(f"{suite['name']}.{test['name']}", test) for suite in json.loads(report.read_text())["testsuites"]
                 for test in suite["testsuite"]]
    failed = [name for name, test in tests if "failures" in test]
    skipped = [name for name, test in tests if test.get("result") == "SKIPPED"]
    totals.add(len(tests) - len(failed) - len(skipped), failed, skipped)
    if failed or result.returncode != 0:
        print(result.stdout[-8000:])
    if result.returncode != 0 and not failed:
        totals.add(0, [f"{program.name} (status {result.returncode})"])


def python_tests(totals, path, build):
    env = dict(os.environ, PAYUNG=str(build / "payung"), PAYUNG_SHARE=str(build / "share"), PYTHONDONTWRITEBYTECODE="1")
    result = run([sys.executable, "-m", "unittest", "-v", path.stem], env=env, cwd=path.parent)
    lines = result.stdout.splitlines()
    ran = re.search(r"^Ran (\d+) test", result.stdout, re.M)
    failed = [f"{path.name}: {line.split(': ', 1)[1]}" for line in lines if re.match(r"^(FAIL|ERROR): ", line)]
    skipped = [f"{path.name}: {line}" for line in lines if re.search(r"\.\.\. skipped", line)]
    total = int(ran.group(1)) if ran else 0
    totals.add(max(0, total - len(failed) - len(skipped)), failed, skipped)
    if result.returncode != 0:
        print(result.stdout[-8000:])
        if not failed:
            totals.add(0, [f"{path.name} (status {result.returncode})"])
    elif total == 0:
        totals.add(0, [f"{path.name} ran no test"])


def steps(build, nightly):
    yield "layers", lambda t: check(t, "layers", [sys.executable, "tools/layers.py"])
    yield "format", lambda t: check(t, "format", ["bash", "-c",
        "git ls-files 'src/*.h' 'src/*.cpp' | xargs clang-format --dry-run --Werror"])
    for program in sorted(build.glob("src/*/*_test")):
        yield program.name, lambda t, p=program: gtest(t, p)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        yield path.stem, lambda t, p=path: python_tests(t, p, build)
    if nightly:
        for path in sorted((ROOT / "tests").rglob("nightly_*.py")):
            yield path.stem, lambda t, p=path: python_tests(t, p, build)
        for preset in ("sanitize", "tsan"):
            yield preset, lambda t, p=preset: sanitized(t, p)
        yield "fuzz", lambda t: check(t, "fuzz", [sys.executable, "tools/fuzz.py", "--seconds", "600"])
        yield "tidy", lambda t: check(t, "tidy", ["bash", "-c", "cmake --preset tidy && cmake --build build-tidy"])


def sanitized(totals, preset):
    built = run(["bash", "-c", f"cmake --preset {preset} && cmake --build build-{preset}"])
    if built.returncode != 0:
        totals.add(0, [f"{preset}: build"])
        print(built.stdout[-4000:])
        return
    for program in sorted((ROOT / f"build-{preset}").glob("src/*/*_test")):
        gtest(totals, program)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--nightly", action="store_true")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    totals = Totals()
    for name, step in steps(arguments.build.resolve(), arguments.nightly):
        if arguments.only not in name:
            continue
        before, failed_before, started = totals.passed, len(totals.failed), time.monotonic()
        step(totals)
        mark = "ok  " if len(totals.failed) == failed_before else "FAIL"
        print(f"{mark} {name:<28} {totals.passed - before:5} passed {time.monotonic() - started:7.1f} s", flush=True)
    for name in totals.skipped:
        print(f"SKIPPED {name}")
    for name in totals.failed:
        print(f"FAILED  {name}")
    ending = f"{totals.passed} passed, {len(totals.failed)} failed"
    print(ending + (f", {len(totals.skipped)} skipped" if totals.skipped else ""))
    return 1 if totals.failed or totals.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
