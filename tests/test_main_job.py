"""The main job from files to files: against a slow model, against itself, and against the truth."""
import collections
import random
import shutil

from reference import Job, month_number
from support import (BUDGETS_HEADER, MEMBERSHIP_HEADER, REGISTRY_HEADER, REGISTRY_ROWS, SHARED, ProgramTest, lines)

FILES = {"links.csv", "gap.csv", "left_out.csv", "roster.csv", "roster.xlsx", "bills.csv", "coverage.csv", "rejected.csv",
         "doubts.csv", "summary.json"}
COLUMNS = {
    "links.csv": "reg_id,acc_id,probability,rule",
    "gap.csv": "reg_id,kode_desa,desil,lapangan_usaha,age,rank,reason",
    "left_out.csv": "reg_id,reason",
    "roster.csv": "sumber,reg_id,nik,nama,kode_desa,program,mulai,bulan,iuran_per_bulan,jumlah",
    "bills.csv": "sumber,bulan,program,peserta,jumlah",
    "coverage.csv": "kode,level,nama,pekerja,terlindungi_sebelum,terlindungi_sesudah,persen_sebelum,persen_sesudah",
    "rejected.csv": "file,line,field,value_masked,code,message",
    "doubts.csv": "file,line,field,value_masked,code,message",
}
# Crossing eligibility sets on purpose: a palm share over two regencies against their own budgets.
BUDGETS = [
    "KAB-6303,APBD Banjar,APBD_KAB,63.03,,4,JKK+JKM,60000000,2026-01,12,Perda",
    "KAB-6371,APBD Banjarmasin,APBD_KAB,6371,,4,JKK+JKM,40000000,2026-02,11,Perda",
    "SAWIT,DBH Sawit provinsi,DBH_SAWIT,63,A,,JKK+JKM,30000000,2026-01,9,PMK 91/2023",
    "DAGANG,Bantuan pedagang,APBD_PROV,63,G,3,JKK+JKM,9000000,2026-04,9,Pergub",
    "PROV,APBD Provinsi,APBD_PROV,63,,2,JKK+JKM,25000000,2026-01,12,Perda",
]


class OnASyntheticRegion(ProgramTest):
    def setUp(self):
        super().setUp()
        self.done(self.program("synth", "--area", "63.03", "--area", "63.71", "--workers", "12000", "--seed", "7",
                               "--month", "2026-01", "--out", self.folder / "synth", "--quiet"))
        self.registry = self.folder / "synth/registry.csv"
        self.membership = self.folder / "synth/membership.csv"
        self.budgets = self.put("budgets.csv", lines(BUDGETS_HEADER, BUDGETS))

    def test_the_slow_model_agrees(self):
        self.done(self.run_job())
        self.assertEqual({p.name for p in self.out.iterdir()}, FILES)
        for name, columns in COLUMNS.items():
            self.assertEqual((self.out / name).read_text(encoding="utf-8").splitlines()[0], columns)
        job = Job([self.registry], [self.membership], self.budgets, self.out / "links.csv", "2026-01")
        rejected = {row["line"] for row in self.rows("rejected.csv") if row["file"] == "registry.csv"}
        out_of_scope = {row["reg_id"] for row in self.rows("left_out.csv") if row["reason"] == "baris_ganda"}

        gap = self.rows("gap.csv")
        ranked = [row["reg_id"] for row in gap]
        self.assertEqual([int(row["rank"]) for row in gap], list(range(1, len(gap) + 1)))
        self.assertEqual([int(row["desil"]) for row in gap], sorted(int(row["desil"]) for row in gap))
        doubted = {row["line"] for row in self.rows("doubts.csv")
                   if row["file"] == "registry.csv" and row["field"] in ("tgl_lahir", "desil", "status_pekerjaan", "penghasilan")}
        by_line = {str(i): reg_id for i, reg_id in enumerate((r for r in job.persons), 2)}
        doubtful = {by_line.get(line) for line in doubted | rejected}
        self.assertEqual(set(ranked) - doubtful, job.gap() - out_of_scope - doubtful)

        roster = self.rows("roster.csv")
        self.assertEqual({row["reg_id"] for row in roster}, job.greedy(ranked))
        self.check_money(job, roster)

    def check_money(self, job, roster):
        used = collections.Counter()
        for row in roster:
            budget = next(b for b in job.budgets if b["sumber"] == row["sumber"])
            person = job.persons[row["reg_id"]]
            self.assertTrue(job.may_pay(budget, person))
            self.assertEqual(int(row["jumlah"]), int(row["iuran_per_bulan"]) * int(row["bulan"]))
            used[row["sumber"]] += int(row["jumlah"])
        people = collections.Counter(row["reg_id"] for row in roster)
        self.assertEqual(max(people.values()), 1, "one price all year: one row a person")
        billed, per_source = 0, collections.Counter()
        for bill in self.rows("bills.csv"):
            billed += int(bill["jumlah"])
            per_source[bill["sumber"]] += int(bill["jumlah"])
        self.assertEqual(per_source, used)
        summary = self.summary()
        self.assertEqual(billed, sum(used.values()))
        self.assertEqual(summary["roster"]["amount_rupiah"], billed)
        self.assertEqual(summary["bills"]["amount_rupiah"], billed)
        for budget in job.budgets:
            self.assertLessEqual(used[budget["sumber"]], int(budget["pagu"]))

    def test_threads_order_and_repetition_change_nothing(self):
        self.done(self.run_job("--threads", "1"))
        for why, more in (("two threads", ["--threads", "2"]), ("again", [])):
            other = self.folder / "other"
            self.done(self.run_job(*more, out=other))
            for name in FILES - {"summary.json", "roster.xlsx"}:
                self.assertEqual((other / name).read_bytes(), (self.out / name).read_bytes(), f"{why}: {name}")
            shutil.rmtree(other)
        for path in (self.registry, self.membership):
            header, *rows = path.read_text(encoding="utf-8").splitlines()
            random.Random(11).shuffle(rows)
            path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        shuffled = self.folder / "shuffled"
        self.done(self.run_job(out=shuffled))
        for name in FILES - {"summary.json", "roster.xlsx", "rejected.csv", "doubts.csv"}:
            self.assertEqual(sorted((shuffled / name).read_bytes().splitlines()),
                             sorted((self.out / name).read_bytes().splitlines()), name)
        for name in ("gap.csv", "bills.csv", "coverage.csv"):
            self.assertEqual((shuffled / name).read_bytes(), (self.out / name).read_bytes(), name)

    def test_coverage_adds_up_and_names_its_denominator(self):
        self.done(self.run_job("--small-cells", "show"))
        rows = {row["kode"]: row for row in self.rows("coverage.csv")}
        nation, regencies = rows[""], [r for r in rows.values() if r["level"] == "kabupaten_kota"]
        for column in ("pekerja", "terlindungi_sebelum", "terlindungi_sesudah"):
            self.assertEqual(int(nation[column]), sum(int(r[column]) for r in regencies if r[column]), column)
        covered = len({row["reg_id"] for row in self.rows("roster.csv")})
        self.assertEqual(int(nation["terlindungi_sesudah"]) - int(nation["terlindungi_sebelum"]), covered)
        for row in rows.values():
            if row["pekerja"] and int(row["pekerja"]):
                self.assertEqual(row["persen_sebelum"], percent(int(row["terlindungi_sebelum"]), int(row["pekerja"])))
        self.assertIn("denominators", self.summary()["coverage"])

    def test_the_database_answers_without_the_files(self):
        database = f"sqlite:{self.folder / 'payung.db'}"
        self.done(self.run_job("--db", database))
        size = (self.folder / "payung.db").stat().st_size
        gap, coverage, roster = ((self.out / name).read_text() for name in ("gap.csv", "coverage.csv", "roster.csv"))
        self.done(self.run_job("--db", database))  # the same again: nothing new
        self.assertEqual((self.folder / "payung.db").stat().st_size, size)
        for path in (self.registry, self.membership):
            path.unlink()
        self.assertEqual(self.done(self.program("gap", "--db", database, "--csv")).stdout, gap)
        self.assertEqual(self.done(self.program("coverage", "--db", database, "--csv")).stdout, coverage)
        again = self.folder / "again"
        self.done(self.program("plan", "--db", database, "--budgets", self.budgets, "--out", again))
        self.assertEqual((again / "roster.csv").read_text(), roster)


def percent(part, whole):
    hundredths = (part * 20_000 + whole) // (2 * whole)  # half up
    return f"{hundredths // 100}.{hundredths % 100:02}"


class OnLabelledFiles(ProgramTest):
    def test_links_reach_the_mark_on_the_labelled_pair(self):
        folder = SHARED / "data/linkage/registry_membership_60k_90k"
        if not folder.is_dir():
            self.skipTest("needs ../shared")
        self.registry, self.membership = folder / "registry.csv", folder / "membership.csv"
        self.budgets = self.put("budgets.csv", lines(BUDGETS_HEADER, [
            "KAB,APBD Banyumas,APBD_KAB,33.03,,,JKK+JKM,500000000,2026-01,12,Perda",
            "CSR,Perusahaan,TJSL,,,,JKK+JKM,300000000,2026-04,9,Akta"]))
        self.done(self.run_job())
        self.assertEqual({p.name for p in self.out.iterdir()}, FILES)
        links = {(row["reg_id"], row["acc_id"]) for row in self.rows("links.csv")}
        truth = {tuple(line.split(",")) for line in (folder / "truth.csv").read_text().split()[1:]}
        hits = len(links & truth)
        f1 = 2 * hits / (len(links) + len(truth))
        self.assertGreaterEqual(f1, 0.965, f"precision {hits / len(links):.4f} recall {hits / len(truth):.4f}")
        roster, bills, summary = self.rows("roster.csv"), self.rows("bills.csv"), self.summary()
        total = sum(int(row["jumlah"]) for row in roster)
        self.assertGreater(total, 0)
        self.assertEqual(total, sum(int(row["jumlah"]) for row in bills))
        self.assertEqual(total, summary["roster"]["amount_rupiah"])
        for source in summary["budgets"]:
            self.assertLessEqual(source["used_rupiah"], source["ceiling_rupiah"])


class Relief(ProgramTest):
    def test_who_pays_and_when_decides_the_price_and_the_bills_follow(self):
        """A company pays half for others only Apr-Dec 2026, for transport from January; public money never."""
        rows = [r.replace(",A,", ",H,") if i == 0 else r for i, r in enumerate(REGISTRY_ROWS[:3])]
        self.put_sample(registry=lines(REGISTRY_HEADER, rows), membership=lines(MEMBERSHIP_HEADER, []),
                        budgets=lines(BUDGETS_HEADER, ["PT,PT Sawit Makmur,TJSL,63,,,JKK+JKM,100000000,2026-03,3,Akta 5"]))
        self.done(self.run_job())
        got = sorted((r["reg_id"], r["mulai"], int(r["bulan"]), int(r["iuran_per_bulan"])) for r in self.rows("roster.csv"))
        self.assertEqual(got, [("R1", "2026-03", 3, 8_400),
                               ("R2", "2026-03", 1, 16_800), ("R2", "2026-04", 2, 8_400),
                               ("R3", "2026-03", 1, 16_800), ("R3", "2026-04", 2, 8_400)])
        bills = {(r["bulan"], r["program"]): (int(r["peserta"]), int(r["jumlah"])) for r in self.rows("bills.csv")}
        self.assertEqual(bills[("2026-03", "JKK")], (3, 25_000))
        self.assertEqual(bills[("2026-03", "JKM")], (3, 17_000))
        self.assertEqual(bills[("2026-04", "JKK")], (3, 15_000))
        self.assertEqual(month_number("2026-05") - month_number("2026-03"), 2)
