"""What is owed for one member for one month, by the files of legislation/ alone."""
import decimal

from law_reference import Duration
from slow_model.law import MONTH
from slow_model.months import age_on

# The lines of a bill in the order that breaks ties: the part of JKK that goes on to JKP stands by itself.
LINES = ("JKK", "JKP", "JKM", "JHT", "JP")
FUND_OF = {"JKK": "JKK", "JKP": "JKK", "JKM": "JKM", "JHT": "JHT", "JP": "JP"}


def owed(law, facts):
    """Whole rupiah by line, and what the State owes: {"JKK": …, "JKP": …, …, "State": …}."""
    ask = lambda name: int(law.ask(name, facts))  # noqa: E731
    from_jkk, from_jkm = ask("Bagian JKP dari JKK"), ask("Bagian JKP dari JKM")
    jp = ask("Iuran JP pemberi kerja") + ask("Iuran JP pekerja") - ask("Iuran JP ditunda")
    return {"JKK": ask("Iuran JKK") - from_jkk, "JKP": from_jkk, "JKM": ask("Iuran JKM") - from_jkm, "JKP-JKM": from_jkm,
            "JHT": ask("Iuran JHT pemberi kerja") + ask("Iuran JHT pekerja"), "JP": jp, "State": ask("Iuran JKP pemerintah")}


def pension_age_reached(law, birth, month):
    facts = {"Tanggal lahir": birth}
    return law.exact("Tanggal usia pensiun", facts) <= month


def wage_earner_facts(member, employer, month, wage, workers, settled):
    return {"Segmen": member.segment, MONTH: month, "Upah": decimal.Decimal(wage), "Kelompok risiko": employer.risk,
            "Industri": employer.industry, "Pekerja aktif": decimal.Decimal(workers), "Iuran JKK lunas": settled,
            "Tunggakan lunas": settled, "Skala usaha": employer.scale, "Kewarganegaraan": "WNI" if member.citizen else "WNA",
            "Bulan bekerja di Indonesia": decimal.Decimal(1200 if member.citizen else 6),
            "Usia saat mendaftar": decimal.Decimal(age_on(member.birth, member.enrolled)), "Peserta lama": False,
            "Pilihan JHT": employer.jht, "Pilihan JP": employer.jp, "Peserta JKN": member.jkn,
            "Mencapai usia pensiun": member.pension_age_reached, "Penundaan JP memenuhi syarat": False}


def own_account_facts(member, month, income, source, settled):
    return {"Segmen": member.segment, MONTH: month, "Penghasilan": decimal.Decimal(income), "Sumber dana": source,
            "Tunggakan lunas": settled, "Sektor": member.relief_sector, "Skala usaha": "mikro", "Kewarganegaraan": "WNI",
            "Bulan bekerja di Indonesia": decimal.Decimal(1200), "Pilihan JHT": "JHT" in member.programmes,
            "Usia saat mendaftar": decimal.Decimal(age_on(member.birth, member.enrolled)), "Peserta lama": False,
            "Pilihan JP": False, "Peserta JKN": member.jkn, "Mencapai usia pensiun": False}


__all__ = ["LINES", "FUND_OF", "Duration", "owed", "own_account_facts", "pension_age_reached", "wage_earner_facts"]
