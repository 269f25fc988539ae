"""What the tests of the whole program share: running it, small files, reading what it wrote."""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAYUNG = os.environ.get("PAYUNG", str(ROOT / "build/payung"))
SHARE = pathlib.Path(os.environ.get("PAYUNG_SHARE", ROOT / "build/share"))
SHARED = ROOT.parent / "shared"

REGISTRY_HEADER = ("id,nik,no_kk,nama,tgl_lahir,jk,kode_desa,desil,status_pekerjaan,lapangan_usaha,"
                   "pekerjaan,penghasilan,hub_krt")
# Districts 61-78 are not in use, so these numbers belong to nobody.
REGISTRY_ROWS = [
    "R1,6303610507800001,,SUTRISNO,1980-07-05,L,6303052003,1,1,A,petani padi,900000,1",
    "R2,6303614507820002,,SITI AMINAH,1982-07-05,P,6303052003,1,2,A,petani padi,600000,2",
    "R3,6303611108900003,,MUHAMMAD RAHMAN,1990-08-11,L,6303052003,2,5,A,buruh tani,1100000,1",
    "R4,6371611203850004,,BUDI SANTOSO,1985-03-12,L,6371012001,3,1,G,pedagang kaki lima,1500000,1",
    "R5,6371615203880005,,NURHAYATI,1988-03-12,P,6371012001,4,4,C,operator pabrik,3200000,2",
    "R6,6371610101500006,,SLAMET,1950-01-01,L,6371012001,1,1,H,tukang becak,700000,1",
]
MEMBERSHIP_HEADER = "kpj,nik,nama,tgl_lahir,jk,kode_desa,segmen,program,status,mulai,akhir,upah,penanggung,npp"
MEMBERSHIP_ROWS = [
    "K1,6371615203880005,NURHAYATI,1988-03-12,P,6371012001,PU,JKK+JKM+JHT,AKTIF,2020-01,,3200000,perusahaan,AB123456",
    "K2,6303611108900003,M RAHMAN,1990-08-11,L,6303052003,BPU,JKK+JKM,NONAKTIF,2023-01,2023-12,,mandiri,",
]
BUDGETS_HEADER = "sumber,nama,jenis,wilayah,lapangan_usaha,desil_maks,program,pagu,mulai,bulan,dasar"
BUDGETS_ROWS = [
    "B-BANJAR,APBD Kabupaten Banjar,APBD_KAB,63.03,,4,JKK+JKM,403200,2026-01,12,Perda 1/2025",
]


def lines(header, rows):
    return "\n".join([header, *rows]) + "\n"


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own and the program at hand."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="payung-test-"))
        self.out = self.folder / "out"

    def tearDown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def put(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def put_sample(self, registry=None, membership=None, budgets=None):
        self.registry = self.put("registry.csv", registry or lines(REGISTRY_HEADER, REGISTRY_ROWS))
        self.membership = self.put("membership.csv", membership or lines(MEMBERSHIP_HEADER, MEMBERSHIP_ROWS))
        self.budgets = self.put("budgets.csv", budgets or lines(BUDGETS_HEADER, BUDGETS_ROWS))

    def program(self, *arguments, **options):
        environment = dict(os.environ, PAYUNG_SHARE=str(SHARE), LC_ALL="C.UTF-8")
        environment.update(options.pop("env", {}))
        return subprocess.run([PAYUNG, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, text=True, errors="replace", env=environment,
                              timeout=options.pop("timeout", 300), **options)

    def run_job(self, *more, out=None, **options):
        return self.program("run", "--registry", self.registry, "--membership", self.membership, "--budgets",
                            self.budgets, "--month", "2026-01", "--out", out or self.out, *more, **options)

    def done(self, result):
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result

    def rows(self, name, out=None):
        with open((out or self.out) / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def summary(self, out=None):
        return json.loads(((out or self.out) / "summary.json").read_text())
