"""Bank statements from the command line: taken in once, matched, decided by two persons, told in two languages."""
import json
import unittest

from support import ROOT, ProgramTest

SAMPLES = ROOT / "docs/guides/samples"
ACCOUNT = "0011-01-223344-30-1"
# Three workers of 5,000,000: bill 1, payment code 000000000195, 1,386,000.
WORKERS = "NIK,NAMA_LENGKAP,TANGGAL_LAHIR,TANGGAL_MASUK\n" + "".join(
    f"630301010290000{i},Pekerja {i},1990-02-01,2026-02-01\n" for i in (1, 2, 3))


class Receipts(ProgramTest):
    def setUp(self):
        super().setUp()
        self.database = self.folder / "payung.db"
        self.office("employer", "register", "NPP00001", "--name", "PT Maju", "--from", "2026-01")
        numbers = self.folder / "kpj.csv"
        self.office("member", "import", self.put("pekerja.csv", WORKERS), "--employer", "NPP00001", "--numbers", numbers)
        rows = [line.split(",")[2] for line in numbers.read_text().splitlines()[1:]]
        wages = self.put("upah.csv", "KPJ,UPAH_TK\n" + "".join(f"{kpj},5000000\n" for kpj in rows))
        self.office("wages", "take", "NPP00001", wages, "--month", "2026-02")
        self.office("bill", "issue", "--month", "2026-02")
        self.done(self.receipt("channel", "BRI", ACCOUNT))

    def office(self, *arguments):
        return self.done(self.program(*arguments, "--db", f"sqlite:{self.database}", "--as", "ani", "--date", "2026-03-01"))

    def receipt(self, *arguments, actor="ani", day="2026-03-17"):
        return self.program("receipt", *arguments, "--db", f"sqlite:{self.database}", "--as", actor, "--date", day)

    def told(self, *arguments, **options):
        return json.loads(self.done(self.receipt(*arguments, "--json", **options)).stdout)

    def test_the_day_of_the_guide(self):
        first = self.told("import", SAMPLES / "bank_statement.camt053.xml")[0]
        self.assertEqual((first["taken"], first["debits"], first["matched"]), (2, 1, {"code": 1}))
        again = self.done(self.receipt("import", SAMPLES / "bank_statement.csv", "--lang", "en")).stdout
        self.assertIn("nothing changed", again)
        paid, waiting = self.told("list")
        self.assertEqual((paid["open"], waiting["open"], waiting["reason"]), ("0", "100000000", "payer_unknown"))
        self.assertEqual(self.told("show", 1)["allocations"][0]["bills"][0]["code"], "000000000195")
        self.assertEqual(self.told("sweep"), {"sweep": 1, "amount": "138600000", "passed_on": "2100000"})
        self.assertEqual(self.told("sweep")["sweep"], 0)

    def test_two_persons_for_a_refund(self):
        self.told("import", SAMPLES / "bank_statement.csv")
        self.told("refund", 2, "--reason", "salah kirim")
        alone = self.receipt("refund-decide", 1, "--approve")
        self.assertEqual(alone.returncode, 1)
        self.assertIn("orang kedua", alone.stderr)
        self.told("refund-decide", 1, "--approve", actor="budi")
        self.told("refund-paid", 1, "--on", "2026-03-18")
        self.assertEqual(self.told("show", 2)["refunds"][0]["state"], "paid")

    def test_what_waits_too_long_is_not_in_order(self):
        self.told("import", SAMPLES / "bank_statement.csv")
        self.done(self.receipt("ageing"))
        late = self.receipt("ageing", "--lang", "en", day="2026-04-20")
        self.assertEqual(late.returncode, 1)
        self.assertIn("tell the management", late.stdout)

    def test_bad_statements_are_told_and_leave_nothing(self):
        good = (SAMPLES / "bank_statement.csv").read_text()
        camt = (SAMPLES / "bank_statement.camt053.xml").read_text()
        cases = [
            ("cut off", "a.xml", camt[:900], ["utuh"], ["whole XML"]),
            ("another message", "a.xml", "<Document><Other/></Document>", ["camt.053"], ["camt.053"]),
            ("a line is gone", "a.csv", good.replace("BRI0316-000124,,CV SUMBER REJEKI,1.000.000", "BRI0316-000124,,CV SUMBER REJEKI,0"),
             ["saldo akhir"], ["closing balance"]),
            ("dollars", "a.csv", good.replace("IDR,K,setoran", "USD,K,setoran"), ["USD"], ["USD"]),
            ("another account", "a.csv", good.replace(ACCOUNT, "99-1"), ["991", "channel"], ["991", "channel"]),
            ("no amounts", "a.csv", good.replace("jumlah", "x"), ["jumlah"], ["jumlah"]),
        ]
        for why, name, content, *words in cases:
            for language, wanted in zip(("id", "en"), words):
                with self.subTest(why=why, language=language):
                    result = self.receipt("import", self.put(name, content), "--lang", language)
                    self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
                    for word in wanted:
                        self.assertIn(word, result.stderr)
        self.assertEqual(self.told("list"), [])

    def test_rejected_lines_go_to_a_file(self):
        text = (SAMPLES / "bank_statement.csv").read_text()
        doubled = text.replace("BRI0316-000124", "BRI0316-000123")
        result = self.receipt("import", self.put("a.csv", doubled), "--rejects", self.folder / "rejects.csv")
        self.assertEqual(result.returncode, 1)
        rows = (self.folder / "rejects.csv").read_text().splitlines()
        self.assertEqual(rows[0], "berkas,baris,referensi,kode,pesan")
        self.assertTrue(rows[1].startswith("a.csv,4,BRI0316-000123,statement_reference_twice,"))
        self.assertEqual(len(self.told("list")), 1)


if __name__ == "__main__":
    unittest.main()
