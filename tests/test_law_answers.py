"""What the law answers to people: tables shown, results explained and replayed, differences, reforms."""
import json
import shutil

from support import ROOT, ProgramTest

LAW = ROOT / "legislation"
DRIVER = ["--given", "Penghasilan=1250000", "--given", "Sektor=transportasi", "--given", "Sumber dana=mandiri",
          "--given", "Tunggakan lunas=ya", "--month", "2026-02"]
PEOPLE = """id,penghasilan,sektor,sumber_dana,tunggakan_lunas,segmen,kode_desa,desil
P1,1250000,transportasi,mandiri,ya,BPU,6371010001,2
P2,1250000,lainnya,mandiri,ya,BPU,6371010001,3
P3,1250000,lainnya,APBD,ya,BPU,6201010001,1
P4,,lainnya,mandiri,ya,BPU,6201010001,1
P5,banyak,lainnya,mandiri,ya,BPU,,
"""


class LawTest(ProgramTest):
    def law(self, *arguments, status=0, **options):
        result = self.program("law", *arguments, **options)
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        return result


class Show(LawTest):
    def test_a_table_as_people_read_it(self):
        out = self.law("show", "Faktor keringanan BPU", "--law", LAW, "--lang", "id").stdout
        for words in ("kebijakan: baris pertama yang cocok (F)", "sumber: PP 50/2025", "Jan 2026 – Mar 2027", "0,5"):
            self.assertIn(words, out)
        self.assertNotIn("\x1b", out, "colours only on a terminal")

    def test_month_and_value_filter_rows(self):
        out = self.law("show", "faktor_keringanan_bpu", "--law", LAW, "--month", "2026-02", "--where", "Sektor=lainnya",
                       "--lang", "en").stdout
        self.assertIn("2 rows not shown (filter)", out)

    def test_a_misspelt_name_gets_the_nearest(self):
        for language, words in (("id", "mungkin maksudnya 'Faktor keringanan BPU'"), ("en", "perhaps you mean 'Faktor keringanan BPU'")):
            self.assertIn(words, self.law("show", "Faktor keringanann BPU", "--law", LAW, "--lang", language, status=2).stderr)

    def test_a_page_is_written_whole(self):
        page = self.folder / "tabel.html"
        self.law("show", "Dasar upah BPU", "--law", LAW, "--html", page, "--given", "Penghasilan=1250000", "--lang", "id")
        text = page.read_text()
        for part in ('<html lang="id">', "<caption>", 'scope="row"', 'id="baris-2" class="matched"', "belum dikonfirmasi"):
            self.assertIn(part, text)
        self.assertNotIn("<script", text)

    def test_a_dated_figure_is_a_table(self):
        self.assertIn("11.086.300", self.law("show", "Batas upah JP", "--law", LAW, "--lang", "id").stdout)


class Explain(LawTest):
    def test_the_driver_of_february_2026(self):
        id_text = self.law("explain", "Iuran JKK BPU", "--law", LAW, *DRIVER, "--lang", "id").stdout
        self.assertTrue(id_text.startswith("Iuran JKK BPU untuk Februari 2026 adalah Rp6.000"), id_text)
        en_text = self.law("explain", "Iuran JKK BPU", "--law", LAW, *DRIVER, "--lang", "en").stdout
        self.assertIn("for February 2026 is Rp 6,000", en_text)

    def test_a_record_can_be_asked_again(self):
        out = self.law("explain", "Iuran JKK BPU", "--law", LAW, *DRIVER, "--json").stdout
        self.assertEqual(json.loads(out)["result"], "6000")
        record = self.put("record.json", out)
        again = json.loads(self.law("replay", record, "--law", LAW, "--json").stdout)
        self.assertTrue(again["same_result"] and again["same_version"])
        self.assertEqual(again["record"], json.loads(out))
        changed = self.put("changed.json", out.replace('"result": "6000"', '"result": "6001"', 1))
        self.law("replay", changed, "--law", LAW, status=1)

    def test_what_would_have_to_differ(self):
        out = self.law("explain", "Faktor keringanan BPU", "--law", LAW, *DRIVER[2:4], "--given", "Sumber dana=APBD",
                       *DRIVER[6:], "--wanted", "0.5", "--lang", "id").stdout
        self.assertIn("Baris 1 berlaku lebih dulu: dibayar APBN atau APBD ya", out)
        self.assertIn("Baris 2 baru berlaku bila dibayar APBN atau APBD tidak.", out)

    def test_contributions_together(self):
        out = self.law("explain", "contribution", "--law", LAW, *DRIVER, "--given", "Segmen=BPU", "--lang", "id").stdout
        for words in ("Iuran JKK untuk Februari 2026 adalah Rp6.000", "Iuran JKM untuk Februari 2026 adalah Rp3.400"):
            self.assertIn(words, out)

    def test_facts_that_are_missing_or_unknown_are_told(self):
        missing = self.law("explain", "Iuran JKK BPU", "--law", LAW, *DRIVER[2:], "--lang", "id", status=1)
        self.assertIn("tidak dapat dihitung: data belum ada (Penghasilan)", missing.stdout)
        self.assertIn("Penghasilan", self.law("explain", "Iuran JKK BPU", "--law", LAW, "--given", "Penghasiln=1",
                                              "--lang", "id", status=2).stderr)

    def test_wrong_use_is_status_2(self):
        self.assertEqual(self.program("law", "explain").returncode, 2)
        self.assertEqual(self.program("law", "nothing").returncode, 2)


class Diff(LawTest):
    def test_law_is_equal_to_itself(self):
        self.assertIn("No difference in law.", self.law("diff", LAW, LAW, "--lang", "en").stdout)

    def test_a_change_without_citation_is_refused(self):
        other = self.folder / "hukum"
        shutil.copytree(LAW, other)
        table = other / "umum/bpu.dmn"
        table.write_text(table.read_text().replace("<outputEntry><text>0.5</text>", "<outputEntry><text>0.25</text>", 1))
        result = self.law("diff", LAW, other, "--lang", "id", status=1)
        self.assertIn("~ baris 2: 0,5 → 0,25 mulai Januari 2026", result.stdout)
        self.assertIn("ditolak: perubahan tanpa dasar hukum baru", result.stdout)
        self.assertTrue(json.loads(self.law("diff", LAW, other, "--json", status=1).stdout)["refused"])


class Compare(LawTest):
    def compare(self, *more, status=0):
        people = self.put("penduduk.csv", PEOPLE)
        return self.law("compare", "--law", LAW, "--reform", LAW / "reforms/keringanan_semua_sektor.dmn", "--population",
                        people, "--set", "Bulan iuran=2026-02", "--result", "Iuran JKK BPU", *more, status=status)

    def test_cost_and_people_by_group(self):
        effect = json.loads(self.compare("--json").stdout)
        everybody = effect["all"]
        self.assertEqual((everybody["baseline"], everybody["reform"]), ("30000", "24000"))
        self.assertEqual((everybody["lower"], everybody["same"], everybody["exceptions"]), (1, 2, 2))
        provinces = {group["group"][:2]: group for group in effect["groups"]["provinsi"]}
        self.assertEqual(provinces["63"]["difference"], "-6000")
        self.assertEqual(provinces["62"]["difference"], "0")

    def test_rows_without_result_are_exceptions_not_zero(self):
        path = self.folder / "tanpa_hasil.csv"
        self.compare("--exceptions", path, "--lang", "id")
        lines = path.read_text().splitlines()
        self.assertEqual(lines[0], "baris,keputusan,sisi,alasan,saran,versi")
        self.assertEqual([line.split(",")[0] for line in lines[1:]], ["P4", "P5"])
        self.assertIn("missing_input", lines[1])

    def test_the_page_names_rows_of_law(self):
        out = self.compare("--lang", "en").stdout
        for words in ("Faktor keringanan BPU", "difference", "row 4 → row 2", "Without a result: 2"):
            self.assertIn(words, out)
