"""The books and the audit chain from the command line, on the books of a rehearsal: balanced in the eyes of other programs, proven to
outsiders, and whoever changes them is found."""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from support import PAYUNG, ROOT

CHECK_PROOF = ROOT / "tools/check_proof.py"


class Books(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="payung-books-"))
        cls.file = cls.folder / "books.db"
        cls.ask("rehearse", "--months", "3", "--out", str(cls.folder / "out"), "--quiet", may_fail=True)
        cls.key = cls.folder / "signing.key"
        cls.open_key = json.loads(cls.ask("audit", "keys", str(cls.key), "--json", db=False))["open"]
        cls.checkpoint = cls.ask("audit", "checkpoint", "--signing-key", str(cls.key)).strip()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    @classmethod
    def ask(cls, *words, db=True, file=None, may_fail=False):
        where = ["--db", f"sqlite:{file or cls.file}"] if db else []
        result = subprocess.run([PAYUNG, "--lang", "en", *words, *where], text=True, capture_output=True, timeout=120)
        if not may_fail and result.returncode != 0:
            raise AssertionError(result.stdout[-2000:] + result.stderr[-2000:])
        return result.stdout if not may_fail else (result.returncode, result.stdout + result.stderr)

    def changed(self, statement):
        """The store once more, with one thing in it changed behind the program's back."""
        copy = self.folder / "changed.db"
        with sqlite3.connect(self.file) as whole:
            copy.unlink(missing_ok=True)
            whole.execute("VACUUM INTO ?", (str(copy),))
        with sqlite3.connect(copy) as store:
            self.assertGreater(store.execute(statement).rowcount, 0)
        shutil.copy(f"{self.file}.key", f"{copy}.key")
        return copy

    # Goal I9: each book adds up to nought, and the balances are those of all lines.
    def test_every_book_adds_up(self):
        totals = json.loads(self.ask("ledger", "balance", "--json"))
        books = {row["book"] for row in totals}
        self.assertGreaterEqual(len(books), 4)
        for book in books:
            # Sen are written with a point and two digits; summed as whole numbers.
            self.assertEqual(sum(round(float(row["balance"]) * 100) for row in totals if row["book"] == book), 0, book)
        report = json.loads(self.ask("ledger", "verify", "--json"))
        self.assertTrue(report["sound"])
        self.assertGreater(report["lines"], 100)

    # Goal: ledger and hledger, which know nothing of us, find the journal balanced and the same sums.
    def test_other_programs_agree(self):
        journal = self.folder / "books.journal"
        journal.write_text(self.ask("ledger", "journal"))
        for program in ("ledger", "hledger"):
            if shutil.which(program) is None:
                self.skipTest(f"{program} is not installed")
            result = subprocess.run([program, "-f", str(journal), "balance", "--flat", "JHT:2330"], text=True, capture_output=True)
            self.assertEqual(result.returncode, 0, result.stderr)

    # Goal: whoever changes a line, a balance or an event behind the program's back is found.
    def test_changes_are_found(self):
        line = self.changed("UPDATE ledger_line SET amount = amount + 1 WHERE line = (SELECT MIN(line) FROM ledger_line)")
        self.assertEqual(self.ask("ledger", "verify", file=line, may_fail=True)[0], 1)
        event = self.changed("UPDATE audit_event SET actor = 'x' WHERE number = 20")
        status, told = self.ask("audit", "verify", file=event, may_fail=True)
        self.assertEqual(status, 1)
        self.assertIn("BROKEN at event 20", told)
        cut = self.changed("DELETE FROM audit_event WHERE number = (SELECT MAX(number) FROM audit_event)")
        self.assertEqual(self.ask("audit", "verify", file=cut, may_fail=True)[0], 0)  # A chain does not know its end;
        status, _ = self.ask("audit", "verify", "--open-key", self.open_key, file=cut, may_fail=True)
        self.assertEqual(status, 1)  # what was signed does.

    # Goal C4: a program that shares no code finds a proof of at most a kilobyte right, and a changed one wrong.
    def test_an_outsider_checks_a_proof(self):
        proof = self.folder / "event.proof"
        proof.unlink(missing_ok=True)
        self.ask("audit", "prove", "33", str(proof))
        self.assertLessEqual(proof.stat().st_size, 1024)
        self.assertIn("Right", self.ask("audit", "check-proof", str(proof), "--checkpoint", self.checkpoint, "--open-key", self.open_key,
                                        db=False))

        def outsider(raw, line, key):
            other = self.folder / "other.proof"
            other.write_bytes(raw)
            return subprocess.run([sys.executable, str(CHECK_PROOF), str(other), line, key], capture_output=True).returncode

        raw = proof.read_bytes()
        self.assertEqual(outsider(raw, self.checkpoint, self.open_key), 0)
        for at in range(0, len(raw), 37):
            self.assertEqual(outsider(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1:], self.checkpoint, self.open_key), 1, at)
        forged = self.checkpoint[:40] + ("0" if self.checkpoint[40] != "0" else "1") + self.checkpoint[41:]
        self.assertEqual(outsider(raw, forged, self.open_key), 1)
        self.assertEqual(outsider(raw, self.checkpoint, "0" * 64), 1)

    def registered(self, file, number, day, *more):
        return self.ask("group", "register", number, "--name", "Kelompok Uji", "--as", "uji", "--date", day, *more, file=file, may_fail=True)

    # Goal C3: who has the key at hand signs what is due along the way; who has not is told, and after four hours refused. Reading goes on.
    def test_signing_along_the_way(self):
        file = self.changed("UPDATE schema_migration SET version = version")
        signed = lambda: json.loads(self.ask("audit", "verify", "--open-key", self.open_key, "--json", file=file))  # noqa: E731
        before = signed()
        self.assertEqual(before["signed_events"], before["events"])
        self.assertEqual(self.registered(file, "W-1", "2027-01-04")[0], 0)
        self.assertEqual(signed()["signed_events"], before["events"])
        status, told = self.registered(file, "W-2", "2027-01-05")
        self.assertEqual(status, 1)
        self.assertIn("Nothing more is written", told)
        status, told = self.ask("audit", "verify", "--date", "2027-01-05", file=file, may_fail=True)
        self.assertEqual(status, 0)
        self.assertIn("were not signed", told)
        self.assertEqual(self.registered(file, "W-2", "2027-01-05", "--signing-key", str(self.key))[0], 0)
        after = signed()
        self.assertEqual(after["events"], before["events"] + 2)
        self.assertEqual(after["signed_events"], before["events"] + 1)  # what was told just now is due in a minute
        self.assertEqual(self.ask("audit", "checkpoint", "--if-due", "--date", "2027-01-06", "--signing-key", str(self.key), file=file).count("\n"), 1)
        self.assertEqual(signed()["signed_events"], after["events"])

    # Goal: nothing due, nothing signed; a key file is never written over.
    def test_signing_again(self):
        self.assertEqual(self.ask("audit", "checkpoint", "--signing-key", str(self.key), "--if-due"), "")
        status, told = self.ask("audit", "keys", str(self.key), db=False, may_fail=True)
        self.assertNotEqual(status, 0)
        self.assertIn(str(self.key), told)


if __name__ == "__main__":
    unittest.main()
