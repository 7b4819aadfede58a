"""Who repeats whom."""

from everyname.claims import Origin, edges, origins, propose
from everyname.claims.echo import Document, count_echo

LEAGUE = """The Harbour League said its members had counted the losses of the week on the quays.
In all the towns of the coast 1,200 people were killed, according to the Harbour League. The
League keeps a list of the names."""
REPRINT = "From our desk.\n\n" + LEAGUE.replace(", according to the Harbour League", "")
ALONE = "A doctor in the hills wrote to us. He had heard that 1,200 people were killed. No more is known."
OTHER = "Nurses of the night shift told of what they saw when 1,200 people were killed by the flood at sea."


def documents(*texts: str) -> list[Document]:
    """Give documents named by their order."""
    return [(f"{index}.txt", text, propose(text)) for index, text in enumerate(texts)]


def killed(found: tuple[Origin, ...]) -> list[tuple[tuple[int, int], ...]]:
    """Give the (document, claim) classes of the killed counts."""
    return [origin.claims for origin in found if origin.measure == "killed"]


def test_ten_reprints_of_one_statement_make_one_origin() -> None:
    """Ten outlets that carry one organisation's number still have one origin."""
    (origin,) = origins(documents(*[LEAGUE] * 5, *[REPRINT] * 5))
    assert (origin.mentions, origin.documents) == (10, 10)
    assert (origin.originator, origin.independence) == ("Harbour League", "known")


def test_the_same_number_alone_is_a_suspicion_and_joins_nothing() -> None:
    """Equal numbers with no words and no copied text between them stay apart, of unknown origin."""
    docs = documents(LEAGUE, ALONE, OTHER)
    found = origins(docs)
    assert killed(found) == [((0, 0),), ((1, 0),), ((2, 0),)]
    assert [origin.independence for origin in found] == ["known", "unknown", "unknown"]
    assert {edge.kind for edge in edges(docs)} == {"same_number_same_scope"}
    assert str(count_echo(found, "killed", 1200)).endswith("1 independent origins known, 2 unknown")


def test_two_outlets_that_quote_one_speaker_have_one_origin() -> None:
    """The same person quoted twice is one voice."""
    first = "Jana Orel said that 230 people had died."
    second = "The quays are closed. In a letter Jana Orel stated that 230 people had died on the coast."
    (origin,) = origins(documents(first, second))
    assert (origin.mentions, origin.speakers, origin.documents) == (2, 1, 2)


def test_small_numbers_of_other_places_are_other_events() -> None:
    """Police of two towns who each count three dead do not repeat one another."""
    first = "Police said three men were killed in Karvand."
    second = "Police said three men were killed in Old Quay."
    assert len(origins(documents(first, second))) == 2


def test_every_mention_is_in_exactly_one_origin() -> None:
    """No numbered claim is lost or counted twice."""
    docs = documents(LEAGUE, REPRINT, ALONE, OTHER, LEAGUE)
    members = [claim for origin in origins(docs) for claim in origin.claims]
    assert sorted(members) == [(d, c) for d, (_, _, claims) in enumerate(docs) for c in range(len(claims))]


def test_a_vague_word_has_no_echo() -> None:
    """A word such as "many" holds no number to repeat."""
    assert origins(documents("Many people were killed.")) == ()


def test_an_acronym_is_the_name_it_was_introduced_for() -> None:
    """HL and the Harbour League are one originator where a text says so."""
    first = "Some 1,200 people were killed, according to the Harbour League (HL)."
    second = "The envoy wept. As many have heard, 1,200 people were killed, according to HL."
    assert [o.documents for o in origins(documents(first, second))] == [2]


def test_a_thousand_documents_are_joined_in_reasonable_steps() -> None:
    """A large set of copies becomes one origin, whatever its size."""
    (origin,) = origins(documents(LEAGUE) * 300)
    assert origin.documents == 300
