"""Hold an invented country: provinces and cities with their spellings in three scripts.

No name here was found in the GeoNames gazetteer; a test keeps it so.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CITIES", "COUNTRY", "PROVINCES", "City", "Place"]

COUNTRY = "Arvanta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place's spellings: Persian script, Arabic script and Latin, the usual Latin one first."""

    fa: str
    ar: str
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city, its province, its share of the population, and whether most there write Arabic."""

    place: Place
    province: Place
    weight: int
    is_arabic: bool


def _place(line: str) -> Place:
    fa, ar, *latin = line.split("|")
    return Place(fa=fa, ar=ar or fa, latin=tuple(latin))


# Each block: a province, then its cities with their weights. The last two provinces mostly write Arabic.
_LAND = """
وشتار||Vashtar|Washtar
 30 وشتار||Vashtar|Washtar
 12 کلمون|كلمون|Kelmon|Kalmoun
 6 درویگان|درويكان|Darvigan|Darwigan
 4 سولاور|سولاور|Sulavar|Soulavar
نورزان||Norzan|Nowrzan
 22 نورزان||Norzan|Nowrzan
 9 تیرشام|تيرشام|Tirsham|Teersham
 5 گلوند|كلوند|Galvand|Galwand
هاشکار|هاشكار|Hashkar|Haashkar
 16 هاشکار|هاشكار|Hashkar|Haashkar
 7 میرولا|ميرولا|Mirvela|Mirwela
 5 شوروان||Shurvan|Shourvan|Shurwan
استاور|أستاور|Ostavar|Ustavar
 14 استاور|أستاور|Ostavar|Ustavar
 6 پلنار|بلنار|Pelnar|Palnar
 4 زورین|زورين|Zavrin|Zawrin
خلمار||Khelmar|Khalmar
 10 خلمار||Khelmar|Khalmar
 5 دستوار||Dastvar|Dastwar
 3 بورشان||Burshan|Bourshan
قصرون||Qasrun|Qasroun|Ghasrun
 20 قصرون||Qasrun|Qasroun|Ghasrun
 9 ودمار||Wadmar|Vadmar
 6 تلحان||Talhan|Telhan
زهران‌دشت|زهراندشت|Zuhrandasht|Zohrandasht
 13 زهرانه|زهرانة|Zuhraneh|Zohrana
 8 سمطار||Samtar|Semtar
 5 قرمون||Qarmun|Qarmoun|Gharmun
"""


def _read_land() -> tuple[tuple[Place, ...], tuple[City, ...]]:
    provinces: list[Place] = []
    cities: list[City] = []
    for line in _LAND.strip().splitlines():
        if not line.startswith(" "):
            provinces.append(_place(line))
            continue
        weight, _, names = line.strip().partition(" ")
        cities.append(
            City(
                place=_place(names),
                province=provinces[-1],
                weight=int(weight),
                is_arabic=len(provinces) > 5,
            )
        )
    return tuple(provinces), tuple(cities)


PROVINCES, CITIES = _read_land()
