"""Bad input: each kind gets one clear answer in two languages, and leaves nothing half-written."""
import json
import os
import signal
import subprocess
import time
import zipfile

from support import (BUDGETS_HEADER, BUDGETS_ROWS, MEMBERSHIP_HEADER, MEMBERSHIP_ROWS, PAYUNG, REGISTRY_HEADER,
                     REGISTRY_ROWS, ProgramTest, lines)

SAMPLE = lines(REGISTRY_HEADER, REGISTRY_ROWS)


def budget(**changes):
    fields = dict(zip(BUDGETS_HEADER.split(","), BUDGETS_ROWS[0].split(",")), **changes)
    return lines(BUDGETS_HEADER, [",".join(fields.values())])


class RefusedFiles(ProgramTest):
    # why, which file, its content, words of the answer in Indonesian, words in English
    CASES = [
        ("needed column missing", "registry", SAMPLE.replace("tgl_lahir", "lahirnya"), ["tgl_lahir", "lahirnya"], ["tgl_lahir", "column"]),
        ("delimiter nobody knows", "registry", SAMPLE.replace(",", "|"), ["Pemisah"], ["separates"]),
        ("empty file", "registry", "", ["kosong"], ["empty"]),
        ("100,000 columns", "registry", ",".join(f"k{i}" for i in range(100_000)) + "\n", ["kolom"], ["column"]),
        ("quote that never closes", "registry", SAMPLE + 'R9,,,"SITI', ["kutip"], ["quote"]),
        ("empty membership", "membership", "", ["kosong"], ["empty"]),
        ("binary", "registry", bytes(range(256)) * 64, ["registry.csv"], ["registry.csv"]),
        ("negative ceiling", "budgets", budget(pagu="-5"), ["pagu"], ["pagu"]),
        ("ceiling in words", "budgets", budget(pagu="lima juta"), ["pagu"], ["pagu"]),
        ("unknown kind of money", "budgets", budget(jenis="APBX"), ["APBX", "jenis"], ["APBX", "jenis"]),
        ("unknown area", "budgets", budget(wilayah="99.99"), ["99", "wilayah"], ["99", "wilayah"]),
        ("pension for the self-employed", "budgets", budget(program="JKK+JKM+JP"), ["JP"], ["JP"]),
        ("no months", "budgets", budget(bulan="0"), ["bulan"], ["bulan"]),
        ("month in words", "budgets", budget(mulai="Januari"), ["mulai"], ["mulai"]),
        ("source twice", "budgets", lines(BUDGETS_HEADER, BUDGETS_ROWS * 2), ["B-BANJAR"], ["B-BANJAR"]),
        ("no budget at all", "budgets", BUDGETS_HEADER + "\n", ["budgets.csv"], ["budgets.csv"]),
    ]

    def test_each_is_refused_in_two_languages_and_nothing_is_left(self):
        for why, which, content, *words in self.CASES:
            for language, wanted in zip(("id", "en"), words):
                with self.subTest(why=why, language=language):
                    self.put_sample(**{which: content or b"\n"[:0]})
                    if not content:
                        self.put(f"{which}.csv", "")
                    result = self.run_job("--lang", language)
                    self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
                    for word in wanted:
                        self.assertIn(word, result.stderr)
                    self.assertNotRegex(result.stderr, r"\d{13}")
                    self.assertFalse(self.out.exists(), "something was left behind")

    def test_places_that_are_no_files(self):
        self.put_sample()
        self.registry = self.folder
        result = self.run_job("--lang", "en")
        self.assertEqual(result.returncode, 1)
        self.assertIn("folder", result.stderr)
        self.registry = self.folder / "nowhere.csv"
        self.assertIn("not found", self.run_job("--lang", "en").stderr)
        self.assertFalse(self.out.exists())

    def test_output_that_is_a_file_or_cannot_grow(self):
        self.put_sample()
        self.put("out", "in the way")
        self.assertEqual(self.run_job().returncode, 1)
        self.assertEqual((self.folder / "out").read_text(), "in the way")

    def test_wrong_use_has_status_2(self):
        self.assertEqual(self.program("run").returncode, 2)
        self.assertEqual(self.program("nonsense").returncode, 2)
        self.assertEqual(self.program().returncode, 2)
        self.put_sample()
        self.assertEqual(self.run_job("--threads", "0").returncode, 2)
        result = self.program("run", "--registry", self.registry, "--membership", self.membership, "--budgets", self.budgets,
                              "--month", "2026-13", "--out", self.out)
        self.assertEqual(result.returncode, 2)
        self.assertIn("2026-13", result.stderr)


class DoubtfulRows(ProgramTest):
    def codes(self, name):
        return {(row["line"], row["field"], row["code"]) for row in self.rows(name)}

    def test_rows_are_taken_with_doubts_or_rejected_with_line_and_field(self):
        rows = list(REGISTRY_ROWS)
        rows[0] = rows[0].replace("6303610507800001", "1.23E+15")               # line 2
        rows[1] = rows[1].replace("1982-07-05", "05/07/1982")                   # line 3
        rows[2] = rows[2].replace("6303052003", "9903052003")                   # line 4
        rows[3] = rows[3].replace("1500000", "-1500000")                        # line 5
        latin = lines(REGISTRY_HEADER, rows).encode().replace(b"NURHAYATI", b"NURHAYAT\xcd")  # line 6
        self.put_sample(registry=latin + b"R7,too,few\n")                       # line 8
        self.done(self.run_job())
        rejected, doubts = self.codes("rejected.csv"), self.codes("doubts.csv")
        self.assertIn(("4", "kode_desa", "place_unknown"), rejected)
        self.assertTrue([r for r in rejected if r[0] == "8"], rejected)
        for line, field in (("2", "nik"), ("3", "tgl_lahir"), ("5", "penghasilan"), ("6", "nama")):
            self.assertTrue([d for d in doubts if d[:2] == (line, field)], (line, field, doubts))
        everything = (self.out / "rejected.csv").read_text() + (self.out / "doubts.csv").read_text()
        self.assertNotRegex(everything, r"\d{13}")
        counts = self.summary()["registry"]
        self.assertEqual(counts["rows"], 7)
        self.assertEqual(counts["rows"], counts["taken"] + counts["taken_with_doubts"] + counts["rejected"])

    def test_columns_that_nobody_reads_are_told(self):
        self.put_sample(registry=SAMPLE.replace("hub_krt", "catatan"))
        self.assertIn("catatan", self.done(self.run_job()).stderr)
        self.put_sample(budgets=budget().replace("nama,", "keterangan,", 1))
        self.assertIn("keterangan", self.done(self.run_job()).stderr)

    def test_budget_that_matches_nobody_is_told_and_the_rest_goes_on(self):
        self.put_sample(budgets=budget(wilayah="94.01"))
        result = self.done(self.run_job("--lang", "en"))
        self.assertIn("B-BANJAR", result.stderr)
        self.assertEqual(self.rows("roster.csv"), [])
        self.assertEqual(len(self.rows("gap.csv")), 4)


class Stopped(ProgramTest):
    def test_ctrl_c_leaves_nothing(self):
        many = [f"Q{i},,,NAMA {i:07},1980-07-05,L,6303052003,1,1,A,petani,900000,1" for i in range(400_000)]
        self.put_sample(registry=lines(REGISTRY_HEADER, many))
        for delay in (0.0, 0.05, 0.2):
            process = subprocess.Popen(
                [PAYUNG, "run", "--registry", self.registry, "--membership", self.membership, "--budgets", self.budgets,
                 "--month", "2026-01", "--out", self.out, "--lang", "en"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            while process.poll() is None and not self.out.exists():
                time.sleep(0.001)  # until it is at work, with its handler in place
            time.sleep(delay)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
            if process.returncode == 0:
                break  # It was faster than the signal.
            self.assertEqual(process.returncode, 1, errors)
            self.assertIn("Stopped", errors)
            self.assertFalse(self.out.exists(), os.listdir(self.out) if self.out.exists() else "")

    def test_a_killed_run_leaves_no_final_name_and_the_next_run_sweeps(self):
        many = [f"Q{i},,,NAMA {i:07},1980-07-05,L,6303052003,1,1,A,petani,900000,1" for i in range(200_000)]
        self.put_sample(registry=lines(REGISTRY_HEADER, many))
        process = subprocess.Popen([PAYUNG, "run", "--registry", self.registry, "--membership", self.membership, "--budgets",
                                    self.budgets, "--month", "2026-01", "--out", self.out],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.1)
        process.kill()
        process.wait()
        if self.out.exists():
            self.assertEqual([n for n in os.listdir(self.out) if not n.startswith(".payung-")], [])
        self.put_sample()
        self.done(self.run_job())
        self.assertEqual([n for n in os.listdir(self.out) if n.startswith(".")], [])

    def test_full_disk_is_told_and_leaves_nothing(self):
        many = [f"Q{i},,,NAMA {i:07},1980-07-05,L,6303052003,1,1,A,petani,900000,1" for i in range(50_000)]
        self.put_sample(registry=lines(REGISTRY_HEADER, many))
        limited = ["bash", "-c", 'ulimit -f 256; trap "" XFSZ; exec "$@"', "bash", PAYUNG, "run", "--registry", self.registry,
                   "--membership", self.membership, "--budgets", self.budgets, "--month", "2026-01", "--out", self.out,
                   "--lang", "en"]
        result = subprocess.run(list(map(str, limited)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=120)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("cannot be written", result.stderr)
        self.assertFalse(self.out.exists())


class SameFileTwice(ProgramTest):
    def test_delimiters_bom_and_line_ends_do_not_matter(self):
        self.put_sample()
        self.done(self.run_job())
        wanted = (self.out / "gap.csv").read_bytes()
        forms = {
            "semicolon": SAMPLE.replace(",", ";").encode(), "tab": SAMPLE.replace(",", "\t").encode(),
            "bom": b"\xef\xbb\xbf" + SAMPLE.encode(), "crlf": SAMPLE.replace("\n", "\r\n").encode(),
            "quoted": "\n".join(",".join(f'"{f}"' for f in line.split(",")) for line in SAMPLE.splitlines()).encode(),
            "capitals": SAMPLE.replace(REGISTRY_HEADER, REGISTRY_HEADER.upper()).encode(),
        }
        for why, content in forms.items():
            with self.subTest(why=why):
                self.put_sample(registry=content)
                self.done(self.run_job(out=self.folder / why))
                self.assertEqual((self.folder / why / "gap.csv").read_bytes(), wanted)


class Answers(ProgramTest):
    def setUp(self):
        super().setUp()
        self.put_sample()
        self.database = f"sqlite:{self.folder / 'payung.db'}"
        self.done(self.run_job("--db", self.database))

    def test_every_question_answers_in_json(self):
        for command in (["gap"], ["coverage"], ["roster"], ["runs"], ["person", "R1"]):
            with self.subTest(command=command):
                result = self.done(self.program(*command, "--db", self.database, "--json"))
                json.loads(result.stdout)
                self.assertNotRegex(result.stdout, r"(?<![0-9a-f])\d{16}(?![0-9a-f])")

    def test_an_answer_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run([PAYUNG, "gap", "--db", self.database, "--csv", "--lang", "en"], stdout=full,
                                    stderr=subprocess.PIPE, text=True)
        self.assertEqual(result.returncode, 1)
        self.assertIn("could not be written", result.stderr)

    def test_why_somebody_waits(self):
        waiting = {row["reg_id"] for row in self.rows("gap.csv")} - {row["reg_id"] for row in self.rows("roster.csv")}
        self.assertIn("R4", waiting)
        text = self.done(self.program("person", "R4", "--db", self.database, "--lang", "en")).stdout
        self.assertIn("no source may pay", text)  # Banjarmasin; the budget is Banjar's
        waits_for_money = (waiting - {"R4"}).pop()
        self.assertIn("B-BANJAR", self.done(self.program("person", waits_for_money, "--db", self.database)).stdout)

    def test_wrong_questions_are_told_apart(self):
        for command, word in ((["gap", "--area", "99"], "99"), (["gap", "--run", "zzzz"], "zzzz"), (["person", "nobody"], "nobody"),
                              (["roster", "--source", "X"], "X")):
            with self.subTest(command=command):
                result = self.program(*command, "--db", self.database)
                self.assertEqual(result.returncode, 1)
                self.assertIn(word, result.stderr)
        missing = self.folder / "none.db"
        self.assertEqual(self.program("gap", "--db", f"sqlite:{missing}").returncode, 1)
        self.assertFalse(missing.exists())
        for arguments in (["gap", "--db", self.database, "--rows", "0"], ["gap"], ["--lang", "en"]):
            self.assertEqual(self.program(*arguments).returncode, 2, arguments)

    def test_an_id_that_is_a_nik_does_not_reach_the_summary(self):
        rows = [row.replace(f"R{i},", row.split(",")[1] + ",", 1) for i, row in enumerate(REGISTRY_ROWS, 1)]
        self.put_sample(registry=lines(REGISTRY_HEADER, rows))
        self.done(self.run_job(out=self.folder / "nik"))
        self.assertNotRegex((self.folder / "nik/summary.json").read_text(), r"(?<![0-9a-f])\d{16}(?![0-9a-f])")

    def test_results_and_database_are_for_their_owner(self):
        for path in (self.out / "roster.csv", self.out / "roster.xlsx", self.folder / "payung.db"):
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)


class Spreadsheets(ProgramTest):
    def test_a_roster_workbook_can_be_read_back_by_the_program(self):
        """The office's workbook comes back as a register: NIK, names and places survive the round trip."""
        self.put_sample()
        self.done(self.run_job("--db", f"sqlite:{self.folder / 'a.db'}"))
        book = self.folder / "b.xlsx"
        self.done(self.program("roster", "--db", f"sqlite:{self.folder / 'a.db'}", "--source", "B-BANJAR", "--xlsx", book))
        with zipfile.ZipFile(book) as archive:
            strings = archive.read("xl/worksheets/sheet1.xml").decode()
        for row in self.rows("roster.csv"):
            self.assertIn(row["nik"], strings)
            self.assertIn(row["nama"], strings)
