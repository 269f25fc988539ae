"""Why a claim is paid what it is paid: the law of each benefit, and the assumptions behind what is promised for later years."""
import json
import unittest

from support import ProgramTest

FACTS = {"akibat": "meninggal", "sebab": "di tempat kerja", "kecelakaan": "2026-03-05 09:00", "laporan_1": "2026-03-05 12:00",
         "meninggal": "2026-03-05 10:00", "kesimpulan": "2026-03-05 11:00", "laporan_2": "2026-03-06 10:00"}
CLAIM = "K-2026-0000001"


class ClaimWhy(ProgramTest):
    def at(self, *arguments, actor="ani"):
        return self.program(*arguments, "--db", f"sqlite:{self.folder / 'payung.db'}", "--as", actor, "--date", "2026-03-10")

    def claim(self, command, *arguments, **options):
        return self.done(self.at("claim", command, CLAIM, *arguments, **options)).stdout

    def reported(self):
        worker = self.put("pekerja.csv", "NIK,NAMA_LENGKAP,TANGGAL_LAHIR,TANGGAL_MASUK,UPAH\n6303010102900001,BUDI,1990-02-01,2026-02-01,5000000\n")
        self.done(self.at("employer", "register", "NPP00001", "--name", "PT Maju", "--from", "2026-02"))
        self.done(self.at("member", "import", worker, "--employer", "NPP00001", "--numbers", self.folder / "kpj.csv"))
        kpj = (self.folder / "kpj.csv").read_text().splitlines()[1].split(",")[2]
        facts = [word for name, value in FACTS.items() for word in ("--fact", f"{name}={value}")]
        self.done(self.at("claim", "report", "--kind", "JKK", "--kpj", kpj, "--event", "2026-03-05", *facts))
        self.claim("family", "--number", "1", "--name", "Siti", "--kinship", "pasangan", "--birth", "1992-03-01")
        self.claim("family", "--number", "2", "--name", "Ayu", "--kinship", "anak", "--birth", "2018-05-01", "--school", "SD:1")
        self.claim("family", "--number", "3", "--name", "Tua", "--kinship", "anak", "--birth", "1999-05-01", "--school", "PT:1")

    # Goal: the discount and the chances of schooling are named as assumptions, each with its status; a child that is too old gets nothing.
    def test_a_scholarship_names_its_assumptions(self):
        self.reported()
        before = self.at("claim", "why", CLAIM, "--json")
        self.assertEqual(before.returncode, 1)
        self.assertFalse(json.loads(before.stdout)["assessed"])
        for paper in json.loads(self.claim("show", "--json"))["missing"]:
            self.claim("document", "--name", paper, "--file", self.put("kertas.txt", paper))
        self.claim("account", "--relative", "1", "--holder", "Siti", "--bank", "BRINIDJA", "--account", "7700001")
        self.claim("account", "--relative", "2", "--payee", "anak", "--holder", "Ayu", "--bank", "BRINIDJA", "--account", "7700002")
        self.claim("assess")
        self.claim("approve", actor="budi")
        said = self.claim("why")
        for words in ("Jumlah berjadwal: 72.000.000", "Tingkat diskonto kewajiban", "Peluang masuk kuliah", "belum dikonfirmasi", "bukan hukum"):
            self.assertIn(words, said)
        self.assertNotIn("anak 3", said)
        self.assertIn("not confirmed", self.claim("why", "--lang", "en"))
        self.assertIn("waits for the school's paper", self.claim("due", "--lang", "en"))
        self.assertIn("meminta dokumen", self.claim("show"))
        self.done(self.at("ledger", "verify"))


if __name__ == "__main__":
    unittest.main()
