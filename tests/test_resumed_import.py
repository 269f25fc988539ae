"""An import into the database that is killed between two batches, and begun again."""
import json
import os
import sqlite3
import subprocess
import time
import unittest

from support import BUDGETS_HEADER, BUDGETS_ROWS, PAYUNG, SHARE, ProgramTest, lines

WORKERS = 150_000  # three batches


class ResumedImport(ProgramTest):
    def setUp(self):
        super().setUp()
        self.done(self.program("synth", "--area", "63", "--workers", str(WORKERS), "--seed", "3", "--month", "2026-01",
                               "--out", self.folder / "synth", "--quiet"))
        self.registry = self.folder / "synth/registry.csv"
        self.membership = self.folder / "synth/membership.csv"
        self.budgets = self.put("budgets.csv", lines(BUDGETS_HEADER, BUDGETS_ROWS))
        self.database = f"sqlite:{self.folder}/payung.db"

    def ask(self, question):
        """Nothing while there is no such table."""
        try:
            with sqlite3.connect(f"file:{self.folder}/payung.db?mode=ro", uri=True) as database:
                return database.execute(question).fetchall()
        except sqlite3.OperationalError:
            return []

    def loads(self):
        return json.loads(self.done(self.program("load", "list", "--db", self.database, "--json")).stdout)

    def kill_between_batches(self):
        """The run is killed once its first batch is durable."""
        command = [PAYUNG, "run", "--registry", self.registry, "--membership", self.membership, "--budgets", self.budgets,
                   "--month", "2026-01", "--out", self.out, "--db", self.database, "--quiet"]
        environment = dict(os.environ, PAYUNG_SHARE=str(SHARE), LC_ALL="C.UTF-8")
        run = subprocess.Popen([str(word) for word in command], env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
        try:
            until = time.monotonic() + 120
            while not self.ask("SELECT 1 FROM staged_load WHERE taken > 0"):
                self.assertIsNone(run.poll(), "the run ended before its first batch was seen")
                self.assertLess(time.monotonic(), until)
                time.sleep(0.001)
        finally:
            run.kill()
            run.communicate()

    def test_it_goes_on_after_the_last_batch(self):
        self.kill_between_batches()
        self.assertEqual(self.ask("SELECT COUNT(*) FROM edition"), [(0,)])
        (left,) = self.loads()
        self.assertGreaterEqual(left["taken"], 131_072)
        self.done(self.program("employer", "register", "PT000001", "--name", "PT Uji", "--from", "2026-01", "--db",
                               self.database))
        self.done(self.run_job("--db", self.database))
        self.assertEqual(self.loads(), [])
        self.assertEqual(self.ask("SELECT edition, kind FROM edition ORDER BY edition"),
                         [(1, "register"), (2, "membership")])
        (rows,) = self.ask("SELECT rows_taken FROM edition WHERE edition = 1")
        # Begun anew, it would have another number, and the rows of the first try would still be there.
        self.assertEqual(self.ask("SELECT COUNT(*) FROM person"), [rows])
        self.assertEqual(self.ask("SELECT COUNT(*) FROM person_by_id WHERE edition = 1"), [rows])

    def test_what_is_left_can_be_dropped(self):
        self.kill_between_batches()
        (left,) = self.loads()
        self.done(self.program("load", "drop", left["load"], "--db", self.database))
        self.assertEqual(self.loads(), [])
        self.assertEqual(self.ask("SELECT COUNT(*) FROM person"), [(0,)])
        again = self.program("load", "drop", left["load"], "--db", self.database, "--lang", "en")
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("There is no load", again.stdout + again.stderr)


if __name__ == "__main__":
    unittest.main()
