"""Numbers tied to the source named for them elsewhere in the text."""

from everyname.claims.extract import propose

ARTICLE = """The raids left over 1,200 dead and 3,000 injured.

The number of dead, first published by the Harbour League, was soon known abroad. Envoy Jana Orel said:

"We mourn 1,200 people killed on the quays."

Over 1,200 dead were named on the wall."""


def test_a_reference_names_the_origin_of_every_mention_of_its_number() -> None:
    """The number of dead, first published by X, has X as its origin; no other number has."""
    claims = propose(ARTICLE)
    assert [(c.measure, c.origin) for c in claims] == [
        ("killed", "Harbour League"),
        ("injured", ""),
        ("killed", "Harbour League"),
        ("killed", "Harbour League"),
    ]
    shown = claims[0].origin_evidence
    assert shown is not None
    assert ARTICLE[shown.start : shown.end] == "The number of dead, first published by the Harbour League"


def test_without_the_words_there_is_no_origin() -> None:
    """Take the reference out of the text and the origin vanishes with it."""
    silent = ARTICLE.replace(", first published by the Harbour League,", "")
    assert {c.origin for c in propose(silent)} == {""}


def test_a_reference_to_one_of_several_numbers_is_not_guessed() -> None:
    """Where two numbers of the measure stand near, no origin is given to either."""
    text = "Some 12 people were killed here and 90 were killed there. The figure was published by X."
    assert {c.origin for c in propose(text)} == {""}


def test_later_mentions_point_at_the_first() -> None:
    """A number said again, by the same voice or from the same origin, repeats the first mention."""
    assert [c.repeats for c in propose(ARTICLE)] == [-1, -1, 0, 0]
    assert [c.repeats for c in propose("Five men were killed. Seven men were killed.")] == [-1, -1]
