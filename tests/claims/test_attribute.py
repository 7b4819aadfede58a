"""Who states a count."""

import pytest

from everyname.claims.extract import propose


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Five people were killed.", ""),
        ("At least 30 people were killed, according to Lantern Watch.", "Lantern Watch"),
        ("According to the Office of Records, 30 people were killed.", "Office of Records"),
        ("Harbour Minister Jana Orel said on Monday that 30 people had died.", "Jana Orel"),
        ("Jana Orel, a spokeswoman for the Red Lamp, said 30 people had died.", "Jana Orel"),
        ("Thirty people died, the harbour ministry said.", "harbour ministry"),
        ("Thirty people died, said Pavel Orrin of Lantern Watch.", "Pavel Orrin of Lantern Watch"),
        ("Thirty people died, two doctors told the Daily Lantern.", "two doctors"),
        ("“We counted 30 dead,” said Pavel Orrin, a nurse.", "Pavel Orrin"),
        ('Pavel Orrin said: "They killed 30 people. We were there."', "Pavel Orrin"),
        ("The ministry put the number of dead at 30.", "ministry"),
        ("It was reported that 30 people were killed.", ""),
        ("Pavel Orrin said five people died; he added that 30 people were hurt.", "Pavel Orrin"),
    ],
)
def test_the_speaker_is_the_one_the_words_name(text: str, speaker: str) -> None:
    """The speaker is read from the cue around the count; with no cue the document speaks."""
    claim = propose(text)[-1]
    assert claim.stated_by == speaker
    if speaker:
        assert claim.stated_by_evidence is not None
        assert speaker in claim.stated_by_evidence.text


def test_a_block_quote_belongs_to_the_speaker_of_the_paragraph_before() -> None:
    """A quotation that stands alone is said by whoever the paragraph before it leads to."""
    text = (
        "The figure drew notice. Harbour Secretary of State Jana Orel stressed on March 3:\n\n"
        '"We mourn 1,200 people killed on the quays. Nobody may forget them."\n\nTwelve boats were lost.'
    )
    (claim,) = propose(text, document_date="2021-03-09")
    assert claim.stated_by == "Jana Orel"
    assert claim.as_of == "2021-03-03"


def test_a_pronoun_goes_one_step_back() -> None:
    """She who added is the one named in the sentence before; with nobody named it stays empty."""
    named = propose("Jana Orel said the quays were closed. She added that 30 people had died.")
    assert named[0].stated_by == "Jana Orel"
    assert propose("She added that 30 people had died.")[0].stated_by == ""


def test_whom_a_speaker_cites_is_kept_apart_from_the_speaker() -> None:
    """An outlet that cites officials states the count; it goes back to the officials."""
    (claim,) = propose("Some 150 people were killed, Northwire reported, citing three port officials.")
    assert (claim.stated_by, claim.origin) == ("Northwire", "three port officials")
    assert claim.origin_evidence is not None
    assert claim.origin_evidence.text == "citing three port officials"
