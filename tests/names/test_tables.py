from everyname.names import tables
from everyname.writing.fold import fold


def test_every_entry_is_folded() -> None:
    """A table entry that is not folded would never be met."""
    words = {*tables.HONORIFICS, *tables.UNNAMED, *tables.KEPT_AL, *tables.LATIN_PREFIXES}
    assert {word for word in words if fold(word) != word} == set()
