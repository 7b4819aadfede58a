"""Find in a text what tells more than it should: a telephone, a point, a file, hidden characters."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["child_details", "hidden_characters", "telling"]

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
_FILE_KINDS = (
    "csv|tsv|xlsx?|ods|pdf|docx?|jpe?g|png|webp|heic|gif|mp[34]|opus|ogg|zip|tar|age|jsonl|sqlite3|toml"
)
_PATTERNS = {
    "coordinates": re.compile(
        r"(?<![\d.])-?\d{1,3}\.\d{3,}\s*°?\s*[NSEW]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}(?![\d.])"
        r"|\d{1,3}\s*°\s*\d{1,2}\s*['′]|\bgeo:-?\d",
        re.IGNORECASE,
    ),
    "telephone": re.compile(
        r"(?<![\d.])(?:\+|00)\d[\d ()-]{6,}\d|(?<![\d.,-])0\d{2,3}[ -]?\d{3}[ -]?\d{3,5}(?!\d)"
        r"|\bwa\.me/\d|\btel:",
        re.IGNORECASE,
    ),
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}|\bmailto:", re.IGNORECASE),
    "path": re.compile(
        r"\bfile:/|(?<![\w:/.])/(?:home|media|mnt|root|tmp|users|var|volumes)/\S|\b[a-z]:\\\S|\\\\\w+\\\w",
        re.IGNORECASE,
    ),
    "file name": re.compile(rf"\w[\w.-]*\.(?:{_FILE_KINDS})(?!\w)", re.IGNORECASE),
    "entry id": re.compile(r"\b(?=[a-z2-7]*[2-7])[a-z2-7]{8}-\d+\b|\b[0-9a-f]{40,64}\b"),
}
# A web address may end in a file and hold long numbers; these alone are looked for in one.
_IN_LINKS = ("coordinates", "e-mail")
_PHONE_LINK = re.compile(r"\bwa\.me/|[?&]phone=", re.IGNORECASE)

_SCHOOL = re.compile(
    r"school|pupil|classmate|kindergarten|nursery|\bgrade\b"
    r"|مدرس|دبستان|دبیرستان|هنرستان|دانش[\u200c ]?آموز|مهد ?کودک|هم[\u200c ]?کلاس"
    r"|تلميذ|روضة|صف\b|قوتابخان|قوتابی|خوێندکار",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:age|aged|years?|year-old|born)\b|سال|سن\b|عمر|سنة|سنوات|ساڵ|تەمەن", re.IGNORECASE)
_KEPT_FORMAT = frozenset("\u200c\u200d")


def telling(text: str, *, link: bool = False) -> tuple[str, ...]:
    """Name what a text (or a web address) gives away, by kind; digits of every script count."""
    if len(text) < 4:
        return ()
    plain = text.translate(_DIGITS)
    kinds = _IN_LINKS if link else tuple(_PATTERNS)
    found = tuple(kind for kind in kinds if _PATTERNS[kind].search(plain))
    return (*found, "telephone") if link and _PHONE_LINK.search(plain) else found


def child_details(text: str, minor_age: int) -> tuple[str, ...]:
    """Name what a text about a child tells that its page does not: a school, an age in years."""
    found = ("school",) if _SCHOOL.search(text) else ()
    plain = text.translate(_DIGITS)
    young = any(int(number) < minor_age for number in re.findall(r"(?<!\d)\d{1,2}(?![\d-])", plain))
    return (*found, "age") if young and _YEARS.search(plain) else found


def hidden_characters(text: str) -> bool:
    """Say whether a text holds control, direction or unassigned characters; joiners are letters' own."""
    return not text.isprintable() and any(_is_hidden(char) for char in text)


def _is_hidden(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or (kind == "Cf" and char not in _KEPT_FORMAT)
