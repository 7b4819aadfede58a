"""Guess the mapping of a list from its headers and, where they say nothing, from its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from everyname.errors import ValueRefused
from everyname.intake.header_words import ROLES, is_first_name, role_of
from everyname.intake.mapping_file import Mapping, from_toml, to_toml, use_as_id
from everyname.intake.outcomes import read_outcome
from everyname.intake.sheet import Sheet
from everyname.model.dates import StatedDate
from everyname.writing.calendars import guess_order, parse_date
from everyname.writing.fold import fold
from everyname.writing.numerals import parse_whole
from everyname.writing.placeholders import is_placeholder
from everyname.writing.sexes import read_sex

__all__ = ["Mapping", "from_toml", "guess_mapping", "to_toml", "use_as_id"]

_SAMPLE = 300
_FEWEST = 3  # values; fewer show no kind
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PICTURE = re.compile(r"[^\s/\\:]+\.(?:jpe?g|png|webp|gif|bmp|tiff?|heic)", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d_,;:@/]*")


def guess_mapping(sheet: Sheet) -> Mapping:
    """Guess which column holds what; a column neither its header nor its values explain stays unmapped."""
    samples = {header: _sample(sheet.column(header)) for header in sheet.headers}
    columns: dict[str, list[str]] = {}
    unknown = []
    for header in sheet.headers:
        role = role_of(header)
        if role == "":
            unknown.append(header)
        elif role and role != "other" and _values_agree(role, samples[header], sheet.column(header)):
            columns.setdefault(role, []).append(header)
    for header in unknown:
        if len(samples[header]) >= _FEWEST and (
            role := _role_by_values(header, samples[header], columns, sheet)
        ):
            columns.setdefault(role, []).append(header)
    _settle_fallbacks(columns)
    _settle_names(columns, sheet)
    return _whole(
        columns,
        samples,
        has_header=sheet.headers != tuple(f"column {i + 1}" for i in range(len(sheet.headers))),
    )


def _sample(cells: Sequence[str]) -> list[str]:
    """Give up to 300 values that say something, spread over the whole column."""
    said = [cell.strip() for cell in cells if not is_placeholder(cell.strip())]
    step = max(1, len(said) // _SAMPLE)
    return said[::step][:_SAMPLE]


def _share(values: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for value in values if test(value)) / len(values) if values else 0.0


def _values_agree(role: str, values: Sequence[str], cells: Sequence[str]) -> bool:
    """Say whether the values can be what the header states; links, pictures and ids must look so."""
    if role == "link":
        return _share(values, _LINK.search) >= 0.5
    if role == "picture":
        return _share(values, _is_picture) >= 0.5
    if role == "id":
        filled = [cell.strip() for cell in cells if cell.strip()]
        return bool(filled) and len(set(filled)) >= 0.9 * len(filled) >= 0.81 * len(cells)
    if role == "outcome":
        return not values or _share(values, _is_outcome) >= 0.2
    if role == "place":
        return _share(values, _LINK.search) < 0.5
    return True


def _is_picture(value: str) -> bool:
    return all(_PICTURE.fullmatch(part.strip()) for part in re.split(r"[;|\n]", value) if part.strip())


def _is_day(value: str) -> bool:
    if parse_whole(value) is not None:
        return False
    try:
        read: StatedDate | None = parse_date(value)
    except ValueRefused:  # 03/04/2022 is ambiguous, and a day all the same
        return bool(re.fullmatch(r"\d{1,2}\D\d{1,2}\D\d{4}", value))
    return read is not None and read.precision in ("day", "month")


def _years_spanned(values: Sequence[str]) -> int:
    """Give the years between the early and the late tenth of the days; births span decades."""
    years = []
    for value in values:
        try:
            read = parse_date(value)
        except ValueRefused:
            continue
        if read is not None and read.earliest is not None:
            years.append(read.earliest.year)
    years.sort()
    return years[-1 - len(years) // 10] - years[len(years) // 10] if len(years) >= 5 else 0


def _is_sex(value: str) -> bool:
    try:
        return read_sex(value) in ("female", "male")
    except ValueRefused:
        return False


def _role_by_values(header: str, values: Sequence[str], columns: dict[str, list[str]], sheet: Sheet) -> str:
    """Give the first role not yet filled that nine values in ten of an unexplained column fit."""
    cells = sheet.column(header)
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("link", lambda: _share(values, _LINK.match) >= 0.9),
        ("picture", lambda: _share(values, _is_picture) >= 0.9),
        ("sex", lambda: len(set(values)) <= 8 and _share(values, _is_sex) >= 0.9),
        ("birth", lambda: _share(values, _is_day) >= 0.9 and _years_spanned(values) >= 15),
        ("date", lambda: _share(values, _is_day) >= 0.9),
        ("id", lambda: _looks_like_ids(cells)),
        ("age", lambda: _looks_like_ages(values, cells)),
        ("province", lambda: _share(sorted(set(values))[:25], _is_province) >= 0.8),
        ("place", lambda: _share(sorted(set(values))[:25], _is_city) >= 0.7),
        ("outcome", lambda: len(set(values)) <= 30 and _share(values, _is_outcome) >= 0.7),
        ("name", lambda: _looks_like_names(values)),
    )
    return next((role for role, fits in tests if not columns.get(role) and fits()), "")


def _looks_like_ids(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbers = [parse_whole(cell) for cell in filled[:50]]
    if all(a is not None and b == a + 1 for a, b in pairwise(numbers)):
        return False  # running numbers shift between releases
    return (
        len(filled) == len(cells) > 1
        and len(set(filled)) == len(filled)
        and _share(filled, lambda cell: re.fullmatch(r"[\w.:/#-]*\d[\w.:/#-]*", cell)) == 1.0
    )


def _looks_like_ages(values: Sequence[str], cells: Sequence[str]) -> bool:
    numbers = [number for value in values if (number := parse_whole(value)) is not None]
    rises = all(b - a == 1 for a, b in pairwise(numbers))
    fits = sum(1 for number in numbers if 0 <= number <= 110)
    return len(values) > 2 and not rises and fits >= 0.9 * len(values)


def _looks_like_names(values: Sequence[str]) -> bool:
    distinct = len({fold(value) for value in values})
    words = _share(values, lambda value: 2 <= len(value.split()) <= 8 and _NAME.fullmatch(value))
    return len(values) > 1 and distinct >= 0.8 * len(values) and words >= 0.8


def _is_city(value: str) -> bool:
    from everyname.places.resolve import resolve_place

    return resolve_place(value).precision in ("city", "locality", "exact", "province")


def _is_province(value: str) -> bool:
    from everyname.places.resolve import resolve_place

    return resolve_place(value).precision == "province"


def _is_outcome(value: str) -> bool:
    return read_outcome(value) != "unknown"


def _settle_fallbacks(columns: dict[str, list[str]]) -> None:
    """Use the day of arrest as the date, and an address as the place, only where the list has no other."""
    for role, instead in (("arrest", "date"), ("address", "place")):
        fallback = columns.pop(role, [])
        if fallback and not columns.get(instead):
            columns[instead] = fallback


def _settle_names(columns: dict[str, list[str]], sheet: Sheet) -> None:
    """Read a bare "name" beside a family name as the given name; drop parts that a full name holds."""
    names = columns.get("name", [])
    if columns.get("family") and not columns.get("given"):
        first = [header for header in names if is_first_name(header) and _is_one_word(sheet.column(header))]
        if first:
            columns["given"] = first
            columns["name"] = [header for header in names if header not in first]
    if columns.get("family") and not columns.get("given") and not columns.get("name"):
        columns["name"] = columns.pop("family")
    if columns.get("name") or not (columns.get("given") or columns.get("family")):
        for role in ("father", "grandfather"):
            if not columns.get("given"):
                columns.pop(role, None)


def _is_one_word(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if not is_placeholder(cell)]
    return _share(said, lambda cell: len(cell.split()) <= 2) >= 0.8


def _whole(columns: dict[str, list[str]], samples: dict[str, list[str]], *, has_header: bool) -> Mapping:
    dates = [
        text for role in ("date", "birth") for header in columns.get(role, ()) for text in samples[header]
    ]
    order = guess_order(dates)
    return Mapping(
        columns={role: tuple(columns[role]) for role in ROLES if columns.get(role)},
        date_order=order if order in ("dmy", "mdy") else "",
        country_hint=_guess_country(columns, samples),
        has_header=has_header,
    )


def _guess_country(columns: dict[str, list[str]], samples: dict[str, list[str]]) -> str:
    """Give the country four in five of the places that are unambiguous lie in, "" below five places."""
    from everyname.places.resolve import resolve_place

    if columns.get("country"):
        return ""
    texts = {text for role in ("place", "province") for h in columns.get(role, ()) for text in samples[h]}
    countries = [country for text in sorted(texts)[:60] if (country := resolve_place(text).country)]
    best = max(sorted(set(countries)), key=countries.count, default="")
    return best if len(countries) >= 5 and countries.count(best) >= 0.8 * len(countries) else ""
