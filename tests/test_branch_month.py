"""The guide docs/guides/run_a_branch_month.md, word for word, on a fresh database of both kinds."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from support import PAYUNG, ROOT, SHARE, ProgramTest

GUIDE = ROOT / "docs/guides/run_a_branch_month.md"
SERVER = pathlib.Path("/usr/lib/postgresql/15/bin")


def commands_of(guide):
    return re.findall(r"^```sh\n(.*?)^```$", guide.read_text(encoding="utf-8"), re.M | re.S)


class Postgres:
    """A server of one's own, in a folder that goes with it; not as root, which it refuses."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="payung-pg-"))
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.run(SERVER / "initdb", "-D", self.folder / "data", "-U", "payung", "-A", "trust", "--locale=C", "-E", "UTF8")
        self.run(SERVER / "pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o",
                 f"-k {self.folder} -c listen_addresses='' -c fsync=off", "start")
        self.url = f"postgresql:///postgres?host={self.folder}&user=payung"

    def run(self, *command):
        command = [str(word) for word in command]
        as_user = ["runuser", "-u", self.user, "--"] if self.user else []
        subprocess.run([*as_user, *command], check=True, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)

    def stop(self):
        self.run(SERVER / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class BranchMonth(ProgramTest):
    def play(self, database):
        """Every block in one shell, so that what one sets the next has."""
        bin_folder = self.folder / "bin"
        bin_folder.mkdir()
        (bin_folder / "payung").symlink_to(pathlib.Path(PAYUNG).resolve())
        environment = dict(os.environ, PAYUNG_SHARE=str(SHARE), LC_ALL="C.UTF-8", DB=database, PATH=f"{bin_folder}:{os.environ['PATH']}")
        script = "set -e\n" + "\n".join(commands_of(GUIDE))
        return subprocess.run(["bash", "-x", "-c", script], cwd=self.folder, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=600)

    def played(self, database):
        result = self.play(database)
        self.assertEqual(result.returncode, 0, result.stdout[-3000:])
        told = [line for line in result.stdout.splitlines() if not line.startswith("+")]
        self.assertNotRegex("\n".join(told), r"\b637199\d{10}\b")  # nobody's NIK on the screen
        return result.stdout

    # Goal: whoever types the guide gets a branch's month, on SQLite.
    def test_guide_on_sqlite(self):
        said = self.played("sqlite:payung.db")
        self.assertIn("1.386.000", said)
        self.assertIn("K-2026-0000001", said)

    # Goal: and the same on PostgreSQL.
    @unittest.skipUnless((SERVER / "initdb").exists(), "PostgreSQL 15 is not installed")
    def test_guide_on_postgres(self):
        server = Postgres()
        try:
            self.assertIn("1.386.000", self.played(server.url))
        finally:
            server.stop()

    # Goal: the guide has commands at all.
    def test_guide_has_commands(self):
        self.assertGreater(sum(block.count("payung ") for block in commands_of(GUIDE)), 20)


if __name__ == "__main__":
    unittest.main()
