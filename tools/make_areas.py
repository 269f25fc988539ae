#!/usr/bin/env python3
"""Makes share/areas.csv (kode,nama) of the npm package idn-area-data: codes without points, sorted.

    make_areas.py PACKAGE_DATA_FOLDER AREAS_CSV

Refuses lists that do not fit together (a village without its district, a code twice) and lists
that are not the whole country, so that a broken download cannot become a smaller Indonesia.
"""
import csv
import os
import sys

# What release 3.1.2 holds; a new release brings new counts, to be looked at by a person.
LEVELS = [
    ("provinces.csv", "province", 2, 38),
    ("regencies.csv", "regency or city", 4, 514),
    ("districts.csv", "district", 6, 7277),
    ("villages.csv", "village", 10, 83763),
]


def refuse(sentence):
    sys.exit(f"make_areas: {sentence}")


def read_level(folder, file, level, digits, count):
    path = os.path.join(folder, file)
    if not os.path.exists(path):
        refuse(f"{path} is missing. Run the set-up: npm ci --ignore-scripts --prefix tools")
    with open(path, encoding="utf-8", newline="") as lines:
        rows = [(row["code"].replace(".", ""), row["name"].strip()) for row in csv.DictReader(lines)]
    for code, name in rows:
        if len(code) != digits or not code.isdigit() or not name:
            refuse(f"{path}: '{code}' ({name}) is no {level} of {digits} digits")
    if len(rows) != count:
        refuse(f"{path} has {len(rows)} rows; release 3.1.2 has {count}")
    return dict(rows)


def main():
    if len(sys.argv) != 3:
        refuse("wants the package's data folder and the file to write")
    folder, target = sys.argv[1:]
    areas, above = {}, {""}
    for file, level, digits, count in LEVELS:
        found = read_level(folder, file, level, digits, count)
        if len(found) != count:
            refuse(f"{file} names a code twice")
        upper = {2: 0, 4: 2, 6: 4, 10: 6}[digits]
        orphans = sorted(code for code in found if code[:upper] not in above)
        if orphans:
            refuse(f"{file}: {len(orphans)} codes stand under nothing, first {orphans[0]}")
        areas.update(found)
        above = set(found)
    with open(target + ".part", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["kode", "nama"])
        writer.writerows(sorted(areas.items()))
    os.replace(target + ".part", target)
    print(f"{len(areas)} areas: " + ", ".join(f"{count} {level}" for _, level, _, count in LEVELS))


main()
