"""The law as data through the program: a second opinion, the commands, and faults that stop a folder."""
import json
import pathlib
import random
import re
import shutil
import unittest

from law_people import ask_twice
from support import ROOT, ProgramTest

LAW = ROOT / "legislation"


class LawTest(ProgramTest):
    law_folder = LAW

    def law(self, *words, **options):
        return self.program("law", *words, **options)

    def copy(self):
        """A folder of law of our own, to be changed."""
        target = self.folder / "law"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(LAW, target)
        return target

    @staticmethod
    def change(path, before, after):
        text = path.read_text(encoding="utf-8")
        assert before in text, f"{before} is not in {path}"
        path.write_text(text.replace(before, after, 1), encoding="utf-8")


class SecondOpinion(LawTest):
    def test_random_people_owe_the_same_twice(self):
        seed = 50_2025
        answered, refused = ask_twice(self, random.Random(seed), people=120, months_each=5)
        self.assertEqual(answered, 120 * 5 * 13)
        self.assertLess(refused, answered // 2, f"seed {seed}: mostly refusals prove little")


class Commands(LawTest):
    def test_check_says_what_is_there(self):
        done = self.done(self.law("check", "--law", LAW, "--json"))
        report = json.loads(done.stdout)
        self.assertTrue(report["in_order"])
        self.assertGreater(report["decisions"], 200)
        self.assertGreater(report["rows_by_status"]["C"], 300)
        base = next(t for t in report["unconfirmed"] if t["decision"] == "Dasar upah BPU")
        self.assertEqual(base["M"], 31, "rows 2 to 32 of the table of incomes")
        self.assertIn("Iuran JKK BPU", base["used_by"])
        for language, word in (("id", "tanpa kesalahan"), ("en", "no faults")):
            self.assertIn(word, self.done(self.law("check", "--law", LAW, "--lang", language)).stdout)

    def test_every_answer_ends_its_last_line(self):
        driver = [f"--given={fact}" for fact in ("Segmen=BPU", "Penghasilan=1250000", "Sektor=transportasi")]
        asked = [["check"], ["analyse"], ["test", "umum/keringanan_bpu.yaml"], ["boundaries"], ["horizon"], ["show"],
                 ["show", "Tarif JKM PU"], ["show", "Faktor keringanan BPU"], ["diff", LAW, LAW],
                 ["explain", "contribution", "--month", "2026-02", *driver], ["explain", "Iuran JP pekerja", "--given=Segmen=BPU"]]
        for words in asked:
            for form in ([], ["--json"]):
                with self.subTest(words=words, form=form):
                    told = self.law("--lang", "id", *words, *form).stdout
                    self.assertRegex(told, r"[^\n]\n\Z")

    def test_what_was_asked_wrongly_says_what_to_write(self):
        law = ["--law", LAW]
        cases = [
            (["check", "--law", self.folder / "none"], "Folder hukum ini tidak ada. Periksa jalurnya.\n", "Check the path.\n"),
            (["test", "none.yaml", *law], "tidak ada berkas kasus", "no file of cases"),
            (["explain", "Iuran JKM", "--month", "2026-2", *law], "'2026-2': tulis TTTT-BB", "'2026-2': write YYYY-MM"),
            (["explain", "Iuran JKM", "--given", "Penghasilan=1", *law], "yang dipakai: Bulan", "what is used: Bulan"),
            (["explain", "Iuran JKM", "--given", "Sektr=x", *law], "mungkin maksudnya 'Sektor'.", "perhaps you mean 'Sektor'."),
        ]
        for words, *says in cases:
            for language, sentence in zip(("id", "en"), says):
                with self.subTest(words=words, language=language):
                    wrong = self.law("--lang", language, *words)
                    self.assertEqual(wrong.returncode, 2 if words[0] in ("explain", "test") else 1)
                    self.assertIn(sentence, wrong.stdout + wrong.stderr)
                    self.assertNotIn("..", (wrong.stdout + wrong.stderr).replace("...", ""))

    def test_cases_can_be_run_by_file(self):
        done = self.done(self.law("test", "--law", LAW, "umum/keringanan_bpu.yaml"))
        self.assertRegex(done.stdout.splitlines()[-1], r"^\d+ kasus, 0 tidak sesuai$")
        self.assertIn("pengemudi membayar sendiri", done.stdout)
        law = self.copy()
        self.change(law / "examples/umum/keringanan_bpu.yaml", "Iuran JKK BPU: 6000", "Iuran JKK BPU: 6001")
        wrong = self.law("test", "--law", law, "umum/keringanan_bpu.yaml")
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("diharapkan 6001, hasil 6000 (boxed)", wrong.stdout)
        self.assertIn("diharapkan 6001, hasil 6000 (decimal)", wrong.stdout)
        self.assertIn("diharapkan 6001, hasil 6000 (fix)", wrong.stdout)

    def test_boundaries_miss_a_case_that_is_taken_away(self):
        self.done(self.law("boundaries", "--law", LAW))
        law = self.copy()
        for path in (law / "examples").rglob("*.yaml"):
            path.write_text(path.read_text(encoding="utf-8").replace("Bulan iuran: 2027-04", "Bulan iuran: 2027-05"), encoding="utf-8")
        missing = self.law("boundaries", "--law", law)
        self.assertEqual(missing.returncode, 1)
        self.assertIn("Faktor keringanan BPU, baris 2 [C] Bulan iuran: di dalam v 2027-03-01, di luar - 2027-04-01", missing.stdout)

    def test_horizon_names_what_ends(self):
        done = self.done(self.law("horizon", "--law", LAW, "--from", "2026-12", "--months", "4"))
        self.assertIn("Batas upah JP: angka terakhir", done.stdout)
        self.assertIn("2027-03-01  umum/bpu.dmn · Faktor keringanan BPU, baris 2", done.stdout)
        self.assertNotIn("2027-04", done.stdout)
        ends = json.loads(self.done(self.law("horizon", "--law", LAW, "--from", "2026-12", "--months", "4", "--json")).stdout)
        self.assertIn({"figure", "row", "calendar"}, [{e["kind"] for e in ends}])

    def test_format_and_export(self):
        law = self.copy()
        path = law / "umum/bpu.dmn"
        tidy = path.read_text(encoding="utf-8")
        path.write_text(tidy.replace("\n  <decision", "\n\n\n    <decision"), encoding="utf-8")
        self.assertIn("bentuk baku", self.law("format", "--check", "--law", law).stdout)
        self.assertIn("umum/bpu.dmn", self.law("check", "--law", law).stdout)
        self.done(self.law("format", "--law", law))
        self.assertEqual(path.read_text(encoding="utf-8"), tidy)
        self.done(self.law("export", "--law", LAW, "--out", self.folder / "dmn"))
        figures = (self.folder / "dmn/parameter.dmn").read_text(encoding="utf-8")
        self.assertIn('id="batas_upah_jp_2025_03_01"', figures)
        self.assertIn('[date(&quot;2025-03-01&quot;)..date(&quot;2026-03-01&quot;))'.replace("&quot;", '"'), figures)
        exported = (self.folder / "dmn/jkk/iuran_bpu.dmn").read_text(encoding="utf-8")
        self.assertIn('locationURI="../parameter.dmn"', exported)

    def test_rows_of_a_table(self):
        """Unknown facts and facts outside their type decide nothing: they are refused, each with its reason."""
        header = "Penghasilan,Bulan iuran,Sektor,Sumber dana,Tunggakan lunas"
        rows = ["1250000,2026-02,transportasi,mandiri,true", "1250000,2026-02,transportasi,APBD,true",
                "1250000,2026-02,transportasi,,true", "1250000,2026-02,transportasi,pemda,true",
                "1250000,2026-02,,mandiri,true", "satu juta,2026-02,transportasi,mandiri,true", "1250000,2014-01,lainnya,mandiri,true"]
        for path in ("fix", "decimal", "boxed"):
            self.put("in.csv", "\n".join([header, *rows]) + "\n")
            done = self.done(self.law("run", "--law", LAW, "--in", self.folder / "in.csv", "--out", self.folder / "out.csv",
                                      "--decision", "Iuran JKK BPU", "--decision", "Iuran JKM BPU", "--path", path))
            self.assertEqual((self.folder / "out.csv").read_text().splitlines()[1:],
                             ["6000,3400", "12000,6800", "!missing_input,!missing_input", "!out_of_domain,!out_of_domain",
                              "!missing_input,!missing_input", "!missing_input,3400", "!out_of_domain,!out_of_domain"], path)
            self.assertIn("Iuran JKM BPU: out_of_domain 2", done.stdout)


class TwoClocks(LawTest):
    def test_what_was_known_on_a_day(self):
        law = self.copy()
        book, bpu = law / "rulebook.yaml", law / "umum/bpu.dmn"
        with_relief = bpu.read_text(encoding="utf-8")
        # The law before PP 50/2025: no row of relief. Cases and findings of later law are left out.
        rows = re.findall(r'      <rule id="faktor_keringanan_bpu_0[23]".*\n', with_relief)
        self.assertEqual(len(rows), 2)
        bpu.write_text(with_relief.replace(rows[0], "").replace(rows[1], ""), encoding="utf-8")
        examples = law / "examples"
        examples.rename(self.folder / "later")
        self.done(self.law("analyse", "--law", law, "--accept"))
        book.write_text("versions:\n  - known_from: 2025-02-07\n    changes:\n      - {cite: PP 6/2025, effective: 2025-02, decision: "
                        "Iuran JKP pemerintah, what: \"iuran JKP 0,36 %\"}\n", encoding="utf-8")
        self.done(self.law("release", "--law", law, "--approved-by", "Pemeriksa"))
        self.assertIn("    hash: sha256:", book.read_text(encoding="utf-8"))
        again = self.law("release", "--law", law, "--approved-by", "Pemeriksa")
        self.assertEqual(again.returncode, 1)
        self.assertIn("sudah diterbitkan", again.stderr)

        bpu.write_text(with_relief, encoding="utf-8")
        (self.folder / "later").rename(examples)
        self.done(self.law("analyse", "--law", law, "--accept"))
        self.assertEqual(self.law("release", "--law", law, "--approved-by", "Pemeriksa").returncode, 1, "no entry says what changed")
        book.write_text(book.read_text(encoding="utf-8") +
                        "  - known_from: 2025-12-22\n    changes:\n      - {cite: PP 50/2025, effective: 2026-01, decision: "
                        "Faktor keringanan BPU, what: JKK dan JKM 50 %}\n", encoding="utf-8")
        self.done(self.law("release", "--law", law, "--approved-by", "Pemeriksa"))
        self.assertEqual(len(list((law / "versions").iterdir())), 2)

        facts = ("--month", "2026-02", "--given", "Penghasilan=1250000", "--given", "Sektor=transportasi", "--given",
                 "Sumber dana=mandiri", "--given", "Tunggakan lunas=true", "Iuran JKK BPU")
        for known, amount in (("2025-12-21", "12000"), ("2025-12-22", "6000")):
            answer = json.loads(self.done(self.law("at", "--law", law, "--known", known, "--json", *facts)).stdout)
            self.assertEqual(answer["result"], amount, known)
            self.assertTrue(answer["version"].startswith({"2": "2025-02-07" if known[-1] == "1" else "2025-12-22"}["2"]), answer)
        before = self.law("at", "--law", law, "--known", "2025-02-06", *facts)
        self.assertEqual(before.returncode, 1)
        self.assertIn("belum ada versi", before.stderr)

        kept = next((law / "versions").glob("2025-02-07_*"))
        self.change(kept / "umum/bpu.dmn", "1000000", "1000001")
        tampered = self.law("at", "--law", law, "--known", "2025-12-21", *facts)
        self.assertEqual(tampered.returncode, 1)
        self.assertIn("telah diubah", tampered.stderr)


class Faults(LawTest):
    def refused(self, law, *said):
        told = self.law("check", "--law", law, "--lang", "id")
        found = self.law("check", "--law", law, "--lang", "en")
        self.assertEqual((told.returncode, found.returncode), (1, 1), found.stdout + found.stderr)
        self.assertTrue(told.stdout + told.stderr)
        for words in said:
            self.assertIn(words, found.stdout + found.stderr)

    def test_each_fault_is_told_with_its_place(self):
        table, figure, calendar = "umum/bpu.dmn", "parameters/jkk/tarif_jkk_bpu.yaml", "calendars/2026.yaml"
        cases = [
            ("malformed YAML", figure, "values:", "values: [", "parameters/jkk/tarif_jkk_bpu.yaml"),
            ("an unknown key", figure, "unit:", "satuan:", "key 'satuan' is unknown"),
            ("no unit", figure, "unit: ratio\n", "", "key 'unit' is missing"),
            ("an unknown unit", figure, "unit: ratio", "unit: percent", "'percent' is unknown"),
            ("no citation", figure, "cite: PP 44/2015 Lampiran II, ", "", "key 'cite' is missing"),
            ("a month that is none", figure, "  2015-07:", "  2015-13:", "'2015-13' is no month"),
            ("a value outside its range", figure, "value: 0.01", "value: 1.01", "outside its type or range"),
            ("an end before the value", figure, "source: PP 44/2015\n", "source: PP 44/2015\nuntil: 2015-07\n", "ends before"),
            ("time that is no input", figure, "time: Bulan iuran", "time: Masa", "time must be an input"),
            ("a day of another year", calendar, "date: 2026-01-01", "date: 2025-01-01", "no day of the year of this file"),
            ("an unknown kind of day", calendar, "kind: libur_nasional", "kind: libur", "'libur' is unknown"),
            ("broken XML", table, "</definitions>", "", table),
            ("a comment", table, "  <inputData", "  <!-- lihat PP -->\n  <inputData", table),
            ("an entity", table, "<definitions", "<!DOCTYPE d [<!ENTITY e 'x'>]>\n<definitions", "DOCTYPE"),
            ("the clock", "jkk/iuran_bpu.dmn", "round half up(bpu.Dasar upah BPU * parameter.Tarif JKK BPU, 0)",
             "today().year", "Law does not use the clock"),
            ("a misspelt name", "jkk/iuran_bpu.dmn", "bpu.Dasar upah BPU * parameter", "bpu.Dasar upah BPUU * parameter", "iuran_bpu.dmn"),
            ("a figure in a formula", "jkk/iuran_bpu.dmn", "bpu.Dasar upah BPU * parameter.Tarif JKK BPU, 0)",
             "bpu.Dasar upah BPU * parameter.Tarif JKK BPU + 5000, 0)", "The figure 5000 is hidden"),
            ("no instrument", table, '    <authorityRequirement><requiredAuthority href="#pp44_2015"/></authorityRequirement>\n', "",
             "names no instrument"),
            ("an empty citation", table, "<text>PP 44/2015 Lampiran II baris 2</text>", "<text></text>", "row 2"),
            ("an unknown status", table, "<text>M</text>", "<text>P</text>", "The status 'P' is unknown"),
            ("an id that is not the name's", table, 'id="faktor_keringanan_bpu"', 'id="faktor_bpu"', "faktor"),
            ("a gap", table, "[1100000..1300000)", "[1100000..1299000)", "Dasar upah BPU"),
            ("an overlap", table, "[1100000..1300000)", "[1000000..1300000)", "Dasar upah BPU"),
            ("a file that nobody reads", "umum/catatan.yaml", None, "a: 1\n", "this file is not read"),
            ("a version out of order", "rulebook.yaml", "known_from: 2025-12-22", "known_from: kemarin", "is no day"),
            ("a case with an unknown input", "examples/umum/keringanan_bpu.yaml", "Penghasilan:", "Pendapatan:",
             "there is no input 'Pendapatan'"),
            ("a case with an unknown decision", "examples/umum/keringanan_bpu.yaml", "Iuran JKM BPU:", "Iuran JKN BPU:",
             "there is no decision 'Iuran JKN BPU'"),
            ("a case without citation", "examples/umum/keringanan_bpu.yaml", "  cite:", "  kutipan:", "is unknown"),
        ]
        for why, name, before, after, says in cases:
            with self.subTest(why):
                law = self.copy()
                if before is None:
                    (law / name).write_text(after, encoding="utf-8")
                else:
                    self.change(law / name, before, after)
                self.refused(law, says, pathlib.PurePath(name).name)

    def test_a_circle_of_decisions(self):
        law = self.copy()
        self.change(law / "umum/bpu.dmn", '<variable name="Dasar upah BPU" typeRef="tRupiah"/>\n',
                    '<variable name="Dasar upah BPU" typeRef="tRupiah"/>\n    <informationRequirement><requiredDecision '
                    'href="#faktor_keringanan_bpu"/></informationRequirement>\n')
        self.change(law / "umum/bpu.dmn", '<variable name="Faktor keringanan BPU" typeRef="tFaktor"/>\n',
                    '<variable name="Faktor keringanan BPU" typeRef="tFaktor"/>\n    <informationRequirement><requiredDecision '
                    'href="#dasar_upah_bpu"/></informationRequirement>\n')
        self.refused(law, "bpu.dmn")

    def test_a_folder_that_is_not_there(self):
        self.assertEqual(self.law("check", "--law", self.folder / "nowhere").returncode, 1)


if __name__ == "__main__":
    unittest.main()
