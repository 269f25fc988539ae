#!/usr/bin/env python3
"""Benchmarks of docs/performance.md: whole runs of the program, its peer, and the modules' own.

    make bench                       the modules' benchmarks and the demo region
    make bench ARGS=--nation         also 30 M x 60 M, with the DuckDB peer (about 20 minutes, 20 GB of disk)
    make bench ARGS="--only region"  one of: modules, rules, region, nation, peer (rules: of the law and its engine)

Every benchmark checks its answer: a module's own program ends with an error if it is wrong, and whole
runs are compared with the counts in summary.json. Data is made once, with the seed below, in
build/bench-data. Times are wall seconds of the whole process; memory is its peak.
"""
import argparse
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAYUNG = ROOT / "build/payung"
DATA = ROOT / "build/bench-data"
SEED, MONTH = "20260101", "2026-01"


def timed(command):
    """Seconds and peak megabytes of one process; its output if it fails."""
    started = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{output[-4000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def show(name, seconds, cpu, megabytes, remark=""):
    print(f"| {name} | {seconds:.1f} s | {cpu:.1f} s | {megabytes:,.0f} MB | {remark} |", flush=True)


def synth(name, *options):
    folder = DATA / name
    if not folder.exists():
        seconds, cpu, memory, _ = timed([PAYUNG, "synth", "--month", MONTH, "--seed", SEED, "--out", folder, "--quiet", *options])
        show(f"payung synth, {name}", seconds, cpu, memory)
    return folder


def regency_budgets(regencies, path, share):
    """A budget for each regency that pays for `share` of its workers for a year."""
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("sumber,nama,jenis,wilayah,lapangan_usaha,desil_maks,program,pagu,mulai,bulan,dasar".split(","))
        for code, workers in sorted(regencies.items()):
            writer.writerow([f"KAB-{code}", f"APBD {code}", "APBD_KAB", code, "", 4, "JKK+JKM",
                             int(workers * share) * 16_800 * 12, MONTH, 12, "Perda APBD"])


def shards(folder, stem):
    return sorted(folder.glob(f"{stem}*.csv"))


def check(out):
    """No budget exceeded, and roster, bills and summary say the same."""
    summary = json.loads((out / "summary.json").read_text())
    assert summary["roster"]["amount_rupiah"] == summary["bills"]["amount_rupiah"]
    for source in summary["budgets"]:
        assert source["used_rupiah"] <= source["ceiling_rupiah"], source
    with open(out / "bills.csv", newline="") as file:
        assert sum(int(row["jumlah"]) for row in csv.DictReader(file)) == summary["bills"]["amount_rupiah"]
    return summary


def run_job(name, registry, membership, budgets, times):
    best = None
    for _ in range(times):
        out = DATA / f"out-{name}"
        shutil.rmtree(out, ignore_errors=True)
        command = [PAYUNG, "run", "--budgets", budgets, "--month", MONTH, "--out", out, "--quiet"]
        for path in registry:
            command += ["--registry", path]
        for path in membership:
            command += ["--membership", path]
        result = timed(command)
        best = min(best or result, result)
    summary = check(out)
    show(f"payung run, {name}", *best[:3],
         f"{summary['registry']['rows']:,} x {summary['membership']['rows']:,} rows; {summary['links']['count']:,} links; "
         f"roster {summary['roster']['workers']:,}")
    stages = ", ".join(f"{stage['name']} {stage['seconds']}" for stage in summary["stages"])
    print(f"  stages (s): {stages}", flush=True)


def region():
    folder = DATA / "region"
    if not folder.exists():
        seconds, cpu, memory, _ = timed([PAYUNG, "demo", "--no-serve", "--out", folder])
        show("payung demo, everything", seconds, cpu, memory)
    run_job("region", shards(folder / "files", "registry"), shards(folder / "files", "membership"), folder / "files/budgets.csv", 3)


def nation_files():
    folder = synth("nation", "--workers", "30000000", "--accounts", "60000000", "--shards", "8")
    budgets = DATA / "nation-budgets.csv"
    if not budgets.exists():
        regencies = {}
        for path in shards(folder, "registry"):
            text = subprocess.run(["awk", "-F,", 'NR>1{n[substr($7,1,4)]++} END{for(k in n) print k","n[k]}', path],
                                  check=True, capture_output=True, text=True).stdout
            for line in text.split():
                code, count = line.split(",")
                if code.isdigit() and len(code) == 4:
                    regencies[code] = regencies.get(code, 0) + int(count)
        regency_budgets({c: n for c, n in regencies.items() if n >= 1000}, budgets, 0.15)
    return shards(folder, "registry"), shards(folder, "membership"), budgets


def nation():
    run_job("nation", *nation_files(), 1)


def peer():
    registry, membership, budgets = nation_files()
    out = DATA / "out-peer"
    shutil.rmtree(out, ignore_errors=True)
    seconds, cpu, memory, output = timed(["node", "bench/peer.mjs", "--registry", ",".join(map(str, registry)), "--membership",
                                          ",".join(map(str, membership)), "--budgets", budgets, "--month", MONTH, "--out", out])
    show("DuckDB, nation", seconds, cpu, memory, output.splitlines()[-2])


def modules(folders=("*",)):
    for program in sorted(path for folder in folders for path in (ROOT / "build/src").glob(f"{folder}/*_bench")):
        print(f"\n### {program.name}", flush=True)
        result = subprocess.run([program, "--benchmark_min_time=0.5"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print(result.stdout)
        if result.returncode != 0:
            sys.exit(f"{program.name} failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nation", action="store_true")
    parser.add_argument("--only", choices=["modules", "rules", "region", "nation", "peer"])
    arguments = parser.parse_args()
    DATA.mkdir(parents=True, exist_ok=True)
    wanted = [arguments.only] if arguments.only else ["modules", "region"] + (["nation", "peer"] if arguments.nation else [])
    if "modules" in wanted:
        modules()
        wanted.remove("modules")
    if "rules" in wanted:
        modules(("rules", "legislation"))
        wanted.remove("rules")
    if wanted:
        print("| what | wall | cpu | peak | |\n| --- | ---: | ---: | ---: | --- |")
    for name in wanted:
        {"region": region, "nation": nation, "peer": peer}[name]()


if __name__ == "__main__":
    main()
