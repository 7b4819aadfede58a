from everyname.link.details import details_of
from everyname.model import Report, StatedName


def _reports(source: str, header: str, texts: list[str]) -> list[Report]:
    name = (StatedName(text="Nima Rastegar"),)
    return [Report(source=source, names=name, others=((header, text),) if text else ()) for text in texts]


def _headings(*lists: list[Report]) -> list[str]:
    source = [number for number, reports in enumerate(lists) for _ in reports]
    return [detail.heading for detail in details_of([r for reports in lists for r in reports], source)]


UNITS = ["Norzan Guard", "Velan Rifles", "Sahel Guides", "Tarim Horse"]


def test_a_column_both_lists_have_is_compared() -> None:
    """One heading in two lists, however it is written, is one column; a text is one code in both."""
    one, other = (
        _reports("a", "Service_No", ["17", "18", "19"]),
        _reports("b", "service no", ["19", "", "17", "20"]),
    )
    (detail,) = details_of([*one, *other], [0] * 3 + [1] * 4)
    assert detail.heading == "service no"
    assert detail.code[0] == detail.code[5]
    assert detail.code[2] == detail.code[3]
    assert detail.code[4] == -1


def test_two_headings_over_the_same_texts_are_one_column() -> None:
    """`unit` in one list and `regiment` in the other are compared where they hold the same texts."""
    assert len(_headings(_reports("a", "unit", UNITS), _reports("b", "regiment", UNITS))) == 1
    others = ["red", "blue", "green", "grey"]
    assert _headings(_reports("a", "unit", UNITS), _reports("b", "colour", others)) == []


def test_tales_and_columns_of_one_word_are_no_details() -> None:
    """A long text, and a column that says the same of everyone, tell nobody apart."""
    tale = [
        f"Number {n} was last seen on the road to the harbour, as a neighbour said at the time."
        for n in range(4)
    ]
    assert _headings(_reports("a", "notes", tale), _reports("b", "notes", tale)) == []
    assert _headings(_reports("a", "side", ["north"] * 4), _reports("b", "side", ["north"] * 4)) == []


def test_one_list_alone_is_compared_with_itself() -> None:
    """A list searched for duplicates compares every column it has."""
    assert _headings(_reports("a", "unit", UNITS)) == ["unit"]
