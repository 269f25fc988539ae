"""Wrong commands of a branch's day: each is told in two languages, with what to do, and leaves nothing behind."""
import json
import signal
import subprocess
import time
import unittest

from support import PAYUNG, SHARE, ProgramTest

NIKS = [f"630301010290000{i}" for i in (1, 2, 3)]
WORKERS = "NIK,NAMA_LENGKAP,TANGGAL_LAHIR,TANGGAL_MASUK,UPAH\n" + "".join(
    f"{nik},Pekerja {i},1990-02-01,2026-02-01,5000000\n" for i, nik in enumerate(NIKS))
CODE = "000000000195"  # of the first bill: 1,386,000
STATEMENT = ("rekening,tanggal,referensi,kode_bayar,pembayar,jumlah,mata_uang,dk,keterangan\n"
             "001,2026-03-10,,,,0,IDR,SALDO AWAL,\n{}001,2026-03-10,,,,{},IDR,SALDO AKHIR,\n")


def statement(amount, lines=1, code=CODE):
    rows = "".join(f"001,2026-03-10,R{i},{code},PT Maju,{amount},IDR,K,iuran\n" for i in range(lines))
    return STATEMENT.format(rows, amount * lines)


class BadOffice(ProgramTest):
    def setUp(self):
        super().setUp()
        self.database = f"sqlite:{self.folder / 'payung.db'}"
        self.done(self.at("employer", "register", "NPP00001", "--name", "PT Maju", "--from", "2026-02"))
        self.done(self.at("member", "import", self.put("pekerja.csv", WORKERS), "--employer", "NPP00001",
                          "--numbers", self.folder / "kpj.csv"))
        self.kpj = (self.folder / "kpj.csv").read_text().splitlines()[1].split(",")[2]
        self.done(self.at("bill", "issue", "--month", "2026-02"))
        self.done(self.at("receipt", "channel", "BRI", "001"))

    def at(self, *arguments, actor="ani", day="2026-03-10"):
        return self.program(*arguments, "--db", self.database, "--as", actor, "--date", day)

    def sound(self):
        self.done(self.at("ledger", "verify"))
        self.done(self.at("audit", "verify"))

    def refused(self, status, words, *arguments, **options):
        """In both languages, with nobody's NIK; nothing is done."""
        before = self.done(self.at("audit", "verify", "--json")).stdout
        for language, word in zip(("id", "en"), words):
            with self.subTest(arguments=arguments, language=language):
                result = self.at(*arguments, "--lang", language, **options)
                self.assertEqual(result.returncode, status, result.stdout + result.stderr)
                self.assertIn(word, result.stderr)
                self.assertNotRegex(result.stdout + result.stderr, r"\d{16}")
        self.assertEqual(self.done(self.at("audit", "verify", "--json")).stdout, before)

    # Goal: what a clerk may mistype is refused with the words that would be right.
    def test_wrong_words_are_refused_with_the_right_ones(self):
        self.done(self.at("claim", "report", "--kind", "JKM", "--kpj", self.kpj, "--event", "2026-03-01"))
        claim = "K-2026-0000001"
        child = ("claim", "family", claim, "--number", "2", "--kinship", "anak")
        cases = [
            (1, ("sebelumnya", "before"), "bill", "withdraw", CODE, "--reason", "lagi"),
            (1, ("--reason",) * 2, "bill", "withdraw", CODE, "--reason", " "),
            (1, ("tidak ada", "no receipt"), "receipt", "refund", "9", "--reason", "dua kali"),
            (1, ("--reason",) * 2, "receipt", "undo", "1", "--reason", ""),
            (1, ("seperti di KTP", "identity card"), "member", "correct", self.kpj, "--name", NIKS[0], "--document", "KTP"),
            (1, ("seperti di KTP", "identity card"), *child, "--name", NIKS[1], "--birth", "2018-01-01"),
            (1, ("belum terjadi", "not come"), *child, "--name", "Ayu", "--birth", "2030-01-01"),
            (1, ("TK; SD",) * 2, *child, "--name", "Ayu", "--birth", "2018-01-01", "--school", "S1:1"),
            (2, ("mertua",) * 2, "claim", "family", claim, "--number", "2", "--kinship", "tetangga", "--name", "Ayu"),
            (2, ("--kind",) * 2, "claim", "report", "--kind", "XXX", "--kpj", self.kpj, "--event", "2026-03-01"),
            (1, ("perjalanan dinas",) * 2, "claim", "report", "--kind", "JKK", "--kpj", self.kpj, "--event", "2026-03-01",
             "--fact", "sebab=jatuh"),
            (1, ("claim assess",) * 2, "claim", "approve", claim),
            (1, ("menjadi peserta", "was a member"), "claim", "report", "--kind", "JKM", "--kpj", self.kpj, "--event", "2026-01-10"),
            (2, ("audit keys",) * 2, "audit", "checkpoint"),
            (1, ("belum lewat", "not over"), "ledger", "close", "JKK", "2026-09"),
        ]
        self.done(self.at("bill", "withdraw", CODE, "--reason", "salah pembayar"))
        for status, words, *command in cases:
            self.refused(status, words, *command)
        self.sound()

    # Goal: what the parser cannot use is said in the language of who types.
    def test_wrong_use_is_told_in_one_language(self):
        missing = self.program("ledger", "verify")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("--db", missing.stderr)
        self.assertNotIn("required", missing.stderr)

    # Goal: the same receipt with another amount is told each time the file is sent.
    def test_another_amount_is_told_again(self):
        self.done(self.at("receipt", "import", self.put("a.csv", statement(1386000))))
        other = self.put("b.csv", statement(1386001))
        for language, word in (("id", "tanyakan kepada bank"), ("en", "ask the bank"), ("id", "tanyakan kepada bank")):
            told = self.at("receipt", "import", other, "--lang", language)
            self.assertEqual(told.returncode, 1, told.stdout)
            self.assertIn(word, told.stderr)
        told = json.loads(self.at("receipt", "import", other, "--json").stdout)[0]
        self.assertEqual([fault["code"] for fault in told["faults"]], ["receipt_differs"])
        self.assertIn("bank", told["faults"][0]["message"])
        self.sound()

    # Goal: sen behind a comma make a field too many, which is told with its file and line.
    def test_sen_in_a_statement_are_told_with_their_place(self):
        told = self.at("receipt", "import", self.put("a.csv", statement(1386000).replace("1386000,IDR,K", "1386000,50,IDR,K")))
        self.assertEqual(told.returncode, 1)
        self.assertIn("payung: a.csv baris 3: ada 10 isian untuk 9 kolom.", told.stderr)
        self.sound()

    # Goal: for programs, each row of a wage list that is refused stands in the answer.
    def test_rows_stand_in_json(self):
        rows = f"NIK,UPAH_TK,BLTH\n{NIKS[0]},0,2026-02\n{NIKS[1]},1000000000000,2026-02\n{NIKS[2]},5000000.50,2026-02\n6303010102909999,1,2026-02\n"
        result = self.at("wages", "take", "NPP00001", self.put("upah.csv", rows), "--month", "2026-02", "--json")
        self.assertEqual(result.returncode, 1)
        self.assertEqual([row["code"] for row in json.loads(result.stdout)["rows"]],
                         ["wage_zero", "wage_too_large", "money_unreadable", "wage_nik_unknown"])
        self.assertNotRegex(result.stdout, r"\d{16}")

    # Goal: Ctrl-C in the middle of a statement leaves sound books; the same file goes on.
    def test_ctrl_c_in_the_middle_of_a_statement(self):
        file = self.put("besar.csv", statement(1000, 20000, ""))
        running = subprocess.Popen([PAYUNG, "receipt", "import", str(file), "--db", self.database, "--date", "2026-03-10"],
                                   env={"PAYUNG_SHARE": str(SHARE), "PATH": "/usr/bin"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
        self.assertEqual(running.returncode, 1, told)
        self.sound()
        self.done(self.at("receipt", "import", file))
        self.assertEqual(self.done(self.at("receipt", "list", "--json", "--limit", "30000")).stdout.count('"receipt":'), 20000)
        self.sound()


if __name__ == "__main__":
    unittest.main()
