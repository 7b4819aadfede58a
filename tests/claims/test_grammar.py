"""Paragraphs, sentences and words with their places."""

from hypothesis import given
from hypothesis import strategies as st

from everyname.claims.grammar import paragraphs, sentences, tokenize, without_asides, words_of


@given(st.text(max_size=200))
def test_every_word_stands_where_it_is_said_to_stand(text: str) -> None:
    """Whatever the text, each token's offsets give back its own letters."""
    assert all(text[t.start : t.end] == t.raw for t in tokenize(text))
    assert all(a.end <= b.start for a, b in zip(tokenize(text), tokenize(text)[1:], strict=False))


@given(st.text(alphabet="ab .!?\n\"“”'", max_size=120))
def test_sentences_never_overlap_and_lose_no_word(text: str) -> None:
    """All words of a text are in exactly one sentence."""
    parts = sentences(text)
    assert [t for part in parts for t in words_of(text, part)] == list(tokenize(text))


def test_titles_and_initials_end_no_sentence() -> None:
    """A full stop after a title, an initial or an abbreviation does not cut a sentence."""
    assert len(sentences("Dr. A. Orel of the U.S. office said no. 4 was hit. Two men died.")) == 2


def test_wrapped_lines_are_one_paragraph_and_long_lines_are_many() -> None:
    """Lines wrapped at 70 signs belong together; unwrapped lines are paragraphs of their own."""
    assert len(paragraphs("a short line\nand its next\n\nanother")) == 2
    assert len(paragraphs("x" * 150 + ".\n" + "y" * 150 + ".")) == 2


def test_an_editors_brackets_are_skipped_unless_they_hold_numbers() -> None:
    """Bracketed words of an editor do not stand between a noun and its verb; bracketed counts stay."""
    kept = [t.raw for t in without_asides(tokenize("five members [of X] were killed [3 men]"))]
    assert kept == ["five", "members", "were", "killed", "[", "3", "men", "]"]


def test_a_text_that_never_stops_is_still_cut() -> None:
    """A table without a full stop is cut into pieces, and no word is lost."""
    text = "12 killed and " * 1000
    parts = sentences(text)
    assert max(part.end - part.start for part in parts) <= 3_000
    assert sum(len(words_of(text, part)) for part in parts) == 3000
