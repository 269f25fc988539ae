#!/usr/bin/env python3
"""Draws coverage.csv of a run as a picture: a bar a regency, before and after.

    tools/draw_coverage.py demo/out/coverage.csv docs/pictures/demo_coverage.svg
"""
import csv
import html
import sys

BAR, LEFT, WIDTH = 22, 300, 460
BEFORE, AFTER, INK, QUIET = "#2b6ca3", "#8cc3ea", "#1b2733", "#5b6b7a"


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] in ("provinsi", "kabupaten_kota") and row["pekerja"]]
    return sorted(rows, key=lambda row: (row["level"] != "provinsi", -float(row["persen_sesudah"])))


def number(text, decimals=1):
    return f"{float(text):.{decimals}f}".replace(".", ",")


def draw(rows):
    height = 70 + BAR * len(rows) + 34
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 {height}" font-family="Segoe UI, Helvetica, Arial, sans-serif" '
           f'font-size="13" role="img" aria-labelledby="title desc">',
           '<title id="title">Cakupan pekerja sebelum dan sesudah rencana</title>',
           '<desc id="desc">Batang per kabupaten/kota: persen pekerja dalam register yang terlindungi sebelum dan sesudah.</desc>',
           f'<rect width="960" height="{height}" fill="#ffffff"/>',
           f'<text x="20" y="28" font-size="17" font-weight="600" fill="{INK}">Cakupan pekerja: sebelum dan sesudah rencana</text>',
           f'<rect x="20" y="42" width="12" height="12" fill="{BEFORE}"/><text x="38" y="53" fill="{QUIET}">sebelum</text>',
           f'<rect x="110" y="42" width="12" height="12" fill="{AFTER}"/><text x="128" y="53" fill="{QUIET}">tambahan oleh rencana</text>']
    for i, row in enumerate(rows):
        y = 70 + i * BAR
        before, after = float(row["persen_sebelum"]), float(row["persen_sesudah"])
        weight = ' font-weight="600"' if row["level"] == "provinsi" else ""
        out += [f'<text x="{LEFT - 10}" y="{y + 14}" text-anchor="end" fill="{INK}"{weight}>{html.escape(row["nama"].title())}</text>',
                f'<rect x="{LEFT}" y="{y + 3}" width="{before / 100 * WIDTH * 1.6:.1f}" height="14" fill="{BEFORE}"/>',
                f'<rect x="{LEFT + before / 100 * WIDTH * 1.6:.1f}" y="{y + 3}" width="{(after - before) / 100 * WIDTH * 1.6:.1f}" height="14" fill="{AFTER}"/>',
                f'<text x="{LEFT + after / 100 * WIDTH * 1.6 + 8:.1f}" y="{y + 14}" fill="{INK}"{weight}>{number(before)} → {number(after)} %</text>']
    out += [f'<text x="20" y="{height - 12}" fill="{QUIET}">Penyebut: pekerja dalam register (penduduk buatan). Sumber: payung demo.</text>', "</svg>"]
    return "\n".join(out) + "\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(draw(rows_of(sys.argv[1])))


if __name__ == "__main__":
    main()
