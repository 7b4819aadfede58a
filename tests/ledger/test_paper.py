from __future__ import annotations

import itertools

import pytest

from everyname.errors import ValueRefused
from everyname.ledger import identity, paper


def typed_of(key: identity.RecoveryKey) -> list[str]:
    return [f"{number}  {' '.join(groups)}  {mark}" for number, groups, mark in paper.to_paper(key)]


def test_a_printed_key_is_read_back() -> None:
    """Typed with or without numbers, in small letters, with other blanks or digits, it is the same key."""
    for _ in range(50):
        key = identity.generate()
        lines = typed_of(key)
        assert paper.read_back(lines) == key
        assert paper.read_back([line.lower().replace(" ", "-") for line in lines]) == key
        assert paper.read_back([line[3:].replace(" ", "") for line in lines]) == key
        eastern = str.maketrans("023456789", "۰۲۳۴۵۶۷۸۹")
        assert paper.read_back([line.translate(eastern) for line in lines]) == key
        assert (
            paper.read_back([line[:1] + line[1:].replace("0", "O").replace("L", "1") for line in lines])
            == key
        )


def test_a_mistyped_line_is_named() -> None:
    """Every single wrong sign, and every two neighbours changed about, is found and its line is named."""
    found = tried = 0
    for line_number, line in enumerate(lines := typed_of(identity.generate()), start=1):
        places = [at for at in range(3, len(line)) if line[at] != " "]
        changed = [
            line[:at] + sign + line[at + 1 :] for at in places for sign in paper.SIGNS if sign != line[at]
        ]
        changed += [
            line[:a] + line[b] + line[a + 1 : b] + line[a] + line[b + 1 :]
            for a, b in itertools.pairwise(places)
            if line[a] != line[b]
        ]
        for wrong in changed:
            tried += 1
            with pytest.raises(ValueRefused) as refused:
                paper.read_back([*lines[: line_number - 1], wrong, *lines[line_number:]])
            found += f"Line {line_number} " in refused.value.happened
    assert found >= 0.997 * tried  # ten bits a line; the rest is caught by the checksum of the whole


def test_lines_missing_or_of_two_keys_are_refused() -> None:
    """Too few lines, lines in another order and lines of two pages make no key."""
    one, other = typed_of(identity.generate()), typed_of(identity.generate())
    with pytest.raises(ValueRefused, match="has 5 lines; 4 were given"):
        paper.read_back(one[:4])
    with pytest.raises(ValueRefused):
        paper.read_back([one[1], one[0], *one[2:]])
    with pytest.raises(ValueRefused, match="together they are no recovery key"):
        paper.read_back([*one[:3], *other[3:]])
    with pytest.raises(ValueRefused, match=r"Line 2 .* 13 signs and should have 14"):
        paper.read_back([one[0], one[1][3:-1], *one[2:]])
