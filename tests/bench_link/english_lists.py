"""Invent pairs of English lists whose truth is known: fallen soldiers, people killed, households.

Names are common words for names drawn apart from each other; nobody is meant. Two lists of one kind have
other columns, other gaps and other slips; brothers, namesakes and households are among the people.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

__all__ = ["KINDS", "TwoLists", "invent"]

Row = dict[str, str]
Person = dict[str, str]

_MEN = """
    John William James George Thomas Charles Robert Joseph Henry Albert Arthur Edward Frederick
    Walter Harry Ernest Alfred Richard David Samuel Frank Herbert Peter Hugh Patrick Alexander
    Andrew Daniel Michael Percy Sidney Stanley Leonard Francis Cecil Norman Donald Duncan Ronald
    Raymond Marcus Anthony Kevin Brian Jason Tyler Brandon Justin Jose Luis Carlos Juan Darnell
    Terrence Dwayne Jamal Christopher Matthew Joshua Nicholas Jonathan Timothy Gregory Kenneth
    Stephen Jeffrey Dennis Jerry Larry Eric Gary Randy Bruce Phillip Curtis Leon Derek
""".split()  # noqa: SIM905
_WOMEN = """
    Mary Elizabeth Sarah Margaret Annie Alice Florence Edith Ellen Jane Ada Emily Martha Harriet
    Joan Ruth Dorothy Jennifer Linda Barbara Susan Jessica Karen Nancy Lisa Ashley Kimberly Donna
    Michelle Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Kathleen Amy Angela Maria
    Christine Julie Tanya Latoya Rosa
""".split()  # noqa: SIM905
_HEADS = """
    Smith Jones Brown Taylor Wilson Johnson Davis Miller Walker Thompson White Roberts Green Hall
    Wood Jackson Clarke Hughes Edwards Turner Hill Moore Clark Harris Lewis Robinson King Wright
    Evans Martin Cooper Ward Baker Morgan Allen Mitchell Scott Young Campbell Anderson Stewart
    Murray Reid Ross Kelly Murphy Ryan Byrne Garcia Martinez Rodriguez Hernandez Lopez Gonzalez
    Perez Sanchez Ramirez Flores Nguyen Washington Jefferson
""".split()  # noqa: SIM905
_STARTS = """
    Ash Black Brad Brom Burn Cald Chad Clay Cran Dal Den East Fair Farn Gar Good Hag Har Hart Hol
    Hux Ken Kirk Lang Lin Lock Long Mar Mel Nor Old Par Pem Pres Rad Red Rams Sal Sed Shel Stan Sut
    Thorn Tin Wal War West Whit Win Wood Worth
""".split()  # noqa: SIM905
_ENDS = """
    ton ley field ford ham well wood worth by den burn man brook land son er shaw combe bury low
    more wick stone ridge
""".split()  # noqa: SIM905
_TOWNS = ("port", "haven", "ville", "mouth", " Falls", " City")
_STATES = ("CA", "TX", "FL", "AZ", "OK", "OH", "GA", "WA")
_STREETS = ("Road", "Street", "Lane")
_SHORT = {
    "William": "Bill", "Robert": "Bob", "James": "Jim", "Thomas": "Tom", "Joseph": "Joe", "Michael": "Mike",
    "Christopher": "Chris", "Daniel": "Dan", "Richard": "Rick", "Anthony": "Tony", "Edward": "Ed",
    "Charles": "Charlie", "Elizabeth": "Liz", "Jennifer": "Jen", "Samuel": "Sam", "Timothy": "Tim",
    "Joshua": "Josh", "Nicholas": "Nick", "Kenneth": "Ken", "Stephen": "Steve", "Deborah": "Debbie",
}  # fmt: skip
_RANKS = ("Private",) * 12 + ("Lance Corporal",) * 3 + ("Corporal",) * 2 + ("Sergeant", "Rifleman", "Gunner", "Captain", "Lieutenant")  # fmt: skip  # noqa: E501
_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopoasdfghjkkzxcvbnn", strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLists:
    """Rows of two lists, the id first, and the pairs of ids that are one person's."""

    left: list[Row]
    right: list[Row]
    truth: set[tuple[str, str]]


def invent(kind: str, seed: int = 1) -> TwoLists:
    """Invent two lists of one of KINDS; the same seed gives the same lists."""
    rng = Random(f"{kind} {seed}")
    people, left, right, shares = KINDS[kind]
    everyone = people(rng)
    sides: list[list[tuple[int, Row]]] = []
    for write, share in zip((left, right), shares, strict=True):
        here = [(at, write(dict(one), rng)) for at, one in enumerate(everyone) if rng.random() < share]
        rng.shuffle(here)
        sides.append(here)
    ids = [
        {at: f"{side}{row + 1}" for row, (at, _) in enumerate(here)}
        for side, here in zip("ab", sides, strict=True)
    ]
    rows = [[{"id": named[at]} | row for at, row in here] for named, here in zip(ids, sides, strict=True)]
    both = set(ids[0]) & set(ids[1])
    return TwoLists(left=rows[0], right=rows[1], truth={(ids[0][at], ids[1][at]) for at in both})


def _surname(rng: Random) -> str:
    if rng.random() < 0.35:
        return _HEADS[int(len(_HEADS) * rng.random() ** 1.6)]
    return rng.choice(_STARTS) + rng.choice(_ENDS)


def _given(rng: Random, sex: str) -> str:
    names = _MEN if sex == "M" else _WOMEN
    return names[int(len(names) * rng.random() ** 1.5)]


def _place(rng: Random, number: int) -> str:
    at = int(number * rng.random() ** 1.7)
    return _STARTS[at % len(_STARTS)] + _TOWNS[at // len(_STARTS) % len(_TOWNS)]


def _day(rng: Random, first: str, days: int) -> str:
    return (datetime.date.fromisoformat(first) + datetime.timedelta(rng.randrange(days))).isoformat()


def _slip(word: str, rng: Random) -> str:
    """Mistype one letter: lost, doubled, changed over, or its neighbour on the keyboard."""
    if len(word) < 3:
        return word
    at = rng.randrange(1, len(word) - 1)
    ways = (word[at + 1 :], word[at] * 2 + word[at + 1 :], word[at + 1] + word[at] + word[at + 2 :],
            _KEYS.get(word[at].lower(), word[at]) + word[at + 1 :])  # fmt: skip
    return word[:at] + rng.choice(ways)


def _often(rng: Random, share: float) -> bool:
    return rng.random() < share


def _moved(day: str, rng: Random, share: float) -> str:
    if not _often(rng, share):
        return day
    return (
        datetime.date.fromisoformat(day) + datetime.timedelta(rng.choice((-1, 1, 1, 2, -2, 10)))
    ).isoformat()


def _aged(age: str, rng: Random, missing: float, off: float) -> str:
    if not age or _often(rng, missing):
        return ""
    return str(int(age) + rng.choice((-1, 1))) if _often(rng, off) else age


def _digit_off(number: str, rng: Random, share: float) -> str:
    if not _often(rng, share):
        return number
    at = rng.randrange(len(number))
    return number[:at] + str(rng.randrange(10)) + number[at + 1 :]


def _soldiers(rng: Random) -> list[Person]:
    units = [
        f"{_STARTS[at]}{rng.choice(_ENDS)} {kind}" for at in range(30) for kind in ("Rifles", "Fusiliers")
    ]
    people: list[Person] = []
    while len(people) < 4000:
        brother = people[-1] if people and _often(rng, 0.06) else None
        person = {
            "first": _given(rng, "M"),
            "second": _given(rng, "M") if _often(rng, 0.55) else "",
            "surname": brother["surname"] if brother else _surname(rng),
            "rank": rng.choice(_RANKS),
            "unit": brother["unit"] if brother else rng.choice(units),
            "number": str(int(brother["number"]) + 1 if brother else rng.randrange(1000, 400000)),
            "died": brother["died"] if brother and _often(rng, 0.2) else _day(rng, "1915-01-01", 1400),
            "age": str(rng.randint(18, 42)),
            "town": brother["town"] if brother else _place(rng, 300),
        }
        if not brother or brother["first"] != person["first"]:
            people.append(person)
    return people


def _roll(one: Person, rng: Random) -> Row:
    """A war office's roll: surname and forenames, every service number, few ages."""
    return {
        "surname": _slip(one["surname"], rng) if _often(rng, 0.02) else one["surname"],
        "forenames": f"{one['first']} {one['second']}".strip(),
        "rank": one["rank"],
        "regiment": one["unit"],
        "service_no": "" if _often(rng, 0.08) else _digit_off(one["number"], rng, 0.02),
        "date_of_death": "" if _often(rng, 0.03) else _moved(one["died"], rng, 0.03),
        "age": _aged(one["age"], rng, 0.5, 0.05),
        "place_of_birth": "" if _often(rng, 0.2) else one["town"],
    }


def _memorial(one: Person, rng: Random) -> Row:
    """A town's memorial book: initials at times, a rank at another time, slips of the pen."""
    first, second = one["first"], one["second"]
    if _often(rng, 0.25):
        first, second = first[0] + ".", second and second[0] + "."
    elif second and _often(rng, 0.4):
        second = rng.choice(("", second[0]))
    surname = _slip(one["surname"], rng) if _often(rng, 0.05) else one["surname"]
    return {
        "name": " ".join(part for part in (first, second, surname) if part),
        "rank": rng.choice(_RANKS) if _often(rng, 0.1) else one["rank"],
        "regiment": ""
        if _often(rng, 0.1)
        else one["unit"].replace("Fusiliers", "Fus.")
        if _often(rng, 0.1)
        else one["unit"],
        "service_number": "" if _often(rng, 0.25) else _digit_off(one["number"], rng, 0.03),
        "died": "" if _often(rng, 0.06) else _moved(one["died"], rng, 0.05),
        "age": _aged(one["age"], rng, 0.25, 0.1),
    }


def _killed(rng: Random) -> list[Person]:
    people: list[Person] = []
    for _ in range(1400):
        kin = people[-1] if people and _often(rng, 0.015) else None
        sex = "F" if _often(rng, 0.1) else "M"
        city = _place(rng, 280)
        people.append(
            {
                "first": _given(rng, sex),
                "middle": _given(rng, sex),
                "surname": kin["surname"] if kin else _surname(rng),
                "mother": rng.choice(_HEADS) if _often(rng, 0.15) else "",
                "sex": sex,
                "race": rng.choice(("White",) * 5 + ("Black",) * 3 + ("Hispanic",) * 2 + ("Asian",)),
                "age": str(int(min(max(rng.gauss(36, 13), 14), 88))),
                "date": kin["date"] if kin else _day(rng, "2015-01-01", 365),
                "city": kin["city"] if kin else city,
                "state": kin["state"] if kin else _STATES[sum(map(ord, city)) % 8],
            }
        )  # fmt: skip
    return people


def _press(one: Person, rng: Random) -> Row:
    """A newspaper's count."""
    middle = one["middle"] if _often(rng, 0.25) else ""
    last = f"{one['surname']} {one['mother']}".strip() if _often(rng, 0.6) else one["surname"]
    last += rng.choice((" Jr.", " III", " Sr.")) if _often(rng, 0.03) else ""
    return {
        "name": " ".join(part for part in (one["first"], middle, last) if part),
        "age": _aged(one["age"], rng, 0.02, 0.02),
        "gender": {"M": "Male", "F": "Female"}[one["sex"]],
        "raceethnicity": one["race"],
        "date": _moved(one["date"], rng, 0.02),
        "city": one["city"],
        "state": one["state"],
        "cause": rng.choice(("Gunshot", "Gunshot", "Gunshot", "Taser", "Struck by vehicle")),
    }


def _register(one: Person, rng: Random) -> Row:
    """A volunteers' register: nicknames, a middle name or its letter, the next town."""
    first = _SHORT.get(one["first"], one["first"]) if _often(rng, 0.06) else one["first"]
    middle = rng.choice((one["middle"], one["middle"][0] + ".")) if _often(rng, 0.3) else ""
    surname = _slip(one["surname"], rng) if _often(rng, 0.03) else one["surname"]
    if one["mother"] and _often(rng, 0.4):
        surname = f"{surname}{rng.choice(' -')}{one['mother']}"
    return {
        "victim": " ".join(part for part in (first, middle, surname) if part),
        "date_of_death": _moved(one["date"], rng, 0.05),
        "age": _aged(one["age"], rng, 0.03, 0.05),
        "sex": one["sex"],
        "race": one["race"] if not _often(rng, 0.1) else "",
        "town": _place(rng, 280) if _often(rng, 0.06) else one["city"],
        "state": one["state"],
    }


def _householders(rng: Random) -> list[Person]:
    people: list[Person] = []
    while len(people) < 4000:
        kin = people[-1] if people and _often(rng, 0.35) else None
        sex = rng.choice("MF")
        person = {
            "first": _given(rng, sex),
            "surname": kin["surname"] if kin else _surname(rng),
            "sex": sex,
            "dob": _day(rng, "1930-01-01", 27000),
            "street": kin["street"]
            if kin
            else f"{rng.randint(1, 200)} {rng.choice(_STARTS)}{rng.choice(_ENDS)} {rng.choice(('Road', 'Street', 'Lane'))}",  # noqa: E501
            "city": kin["city"] if kin else _place(rng, 200),
            "post": kin["post"] if kin else str(rng.randint(2000, 2999)),
            "id": str(rng.randrange(10**8, 10**9)),
            "phone": kin["phone"] if kin else str(rng.randrange(10**9, 10**10)),
        }
        if kin and _often(rng, 0.1):
            person["dob"] = kin["dob"]  # twins
        if not kin or kin["first"] != person["first"]:
            people.append(person)
    return people


def _clinic(one: Person, rng: Random) -> Row:
    """A register with names in two columns, at times changed over."""
    first, surname = (one["surname"], one["first"]) if _often(rng, 0.02) else (one["first"], one["surname"])
    return {
        "given_name": _slip(first, rng) if _often(rng, 0.05) else first,
        "surname": _slip(surname, rng) if _often(rng, 0.05) else surname,
        "dob": "" if _often(rng, 0.1) else one["dob"].replace("-", ""),
        "sex": one["sex"],
        "address": _slip(one["street"], rng) if _often(rng, 0.1) else one["street"],
        "suburb": one["city"],
        "postcode": one["post"],
        "national_id": "" if _often(rng, 0.2) else _digit_off(one["id"], rng, 0.03),
    }


def _census(one: Person, rng: Random) -> Row:
    """A list with one name column and slips of every kind; some have moved, some women married."""
    first = _slip(one["first"], rng) if _often(rng, 0.1) else one["first"]
    surname = _slip(one["surname"], rng) if _often(rng, 0.1) else one["surname"]
    if one["sex"] == "F" and _often(rng, 0.04):
        surname = _surname(rng)
    moved = _often(rng, 0.07)
    dob = one["dob"]
    if _often(rng, 0.06):
        dob = rng.choice((f"{dob[:4]}-{dob[8:]}-{dob[5:7]}", dob[:3] + str(rng.randrange(10)) + dob[4:]))
    return {
        "full_name": f"{first} {surname}",
        "date_of_birth": "" if _often(rng, 0.15) else dob.replace("-", ""),
        "gender": one["sex"],
        "address": "" if moved else one["street"],
        "suburb": _place(rng, 200) if moved else one["city"],
        "postcode": str(rng.randint(2000, 2999)) if moved else one["post"],
        "national_id": "999999999" if _often(rng, 0.05) else "" if _often(rng, 0.3) else one["id"],
    }


Writer = Callable[[Person, Random], Row]
KINDS: dict[str, tuple[Callable[[Random], list[Person]], Writer, Writer, tuple[float, float]]] = {
    "soldiers": (_soldiers, _roll, _memorial, (0.85, 0.7)),
    "people killed": (_killed, _press, _register, (0.8, 0.75)),
    "households": (_householders, _clinic, _census, (0.8, 0.7)),
}
