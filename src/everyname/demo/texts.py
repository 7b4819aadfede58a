"""Write the invented articles: one count that others echo, a denial, a quoted letter, and decoys.

The articles are templates; `{stated}` and its like are filled with numbers that follow from the population.
"""

from __future__ import annotations

from dataclasses import dataclass

from everyname.demo.invention import ExpectedClaim, InventedFile

__all__ = ["ORIGINATORS", "expected_claims", "make_articles"]

_COMMITTEE = "Valley Documentation Committee"
_OFFICE = "Interior Office"
ORIGINATORS = (_COMMITTEE, _OFFICE)
_MARK = "INVENTED ARTICLE FOR DEMONSTRATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    file: str
    source: str
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A count in an article; `number` is a key of the numbers, `words` what follows qualifier and number."""

    article: int
    measure: str
    kind: str
    number: str
    sentence: str
    qualifier: str = ""
    stated_by: str = ""
    origin: str = ""
    modality: str = "asserted"


_ARTICLES = (
    _Article(
        file="article_harbour_post.txt",
        source="harbour-post",
        title="Committee publishes its count for the spring",
        body="""Vashtar, 12 July 2021

The Valley Documentation Committee said on Monday that at least {stated} people were killed in Arvanta \
between 1 March and 30 June 2021.

The Committee said that its volunteers had visited 41 cemeteries and spoken with families in seven \
provinces.

According to the Valley Documentation Committee, about {detained} people were detained in the same months.

The offices of the Committee open at 9:30 and are 300 metres from the central station. Tickets for its \
exhibition cost 15 coins.
""",
    ),
    _Article(
        file="article_northern_wire.html",
        source="northern-wire",
        title="What is known about the spring in Arvanta",
        body="""<p>Norzan, 15 July 2021.</p>
<p>At least {stated} people were killed in Arvanta in the spring, according to the Valley Documentation \
Committee.</p>
<p>Dozens were injured in Norzan alone, residents told Northern Wire by telephone. The wire could not \
count them itself.</p>
<p>The railway between Norzan and Vashtar, 120 kilometres long, was closed for 9 days and has carried \
passengers again since the first week of July.</p>""",
    ),
    _Article(
        file="article_morning_gazette.txt",
        source="morning-gazette",
        title="Interior Office gives its own number",
        body="""Vashtar, 18 July 2021

The Interior Office said that {official} people were killed in the disturbances of the spring. \
A spokesman rejected other counts.

The Interior Office denied that at least {stated} people were killed. "This number is not ours," the \
spokesman said.

The press conference lasted 45 minutes and began at 18:00.
""",
    ),
    _Article(
        file="article_lake_review.html",
        source="lake-review",
        title="A letter from the teachers of Qasrun",
        body="""<p>Qasrun, 2 August 2021.</p>
<p>The Qasrun Teachers Circle published an open letter on Sunday. It was read aloud in the town library, \
where the Circle meets every month, and was later sent to this paper with a request to print it in full.</p>
<blockquote><p>At least {stated} people were killed this spring, as the Valley Documentation Committee \
has declared. Each of them had a name, and each name has a chair in some classroom that stays \
empty.</p></blockquote>
<p>The Circle was founded 22 years ago and has 180 members. Its letter names no one who is held \
responsible and asks that the lists be kept by more than one hand.</p>""",
    ),
)

_KILLED = "at least {stated} people were killed"
_STATED = (
    _Stated(
        article=0,
        measure="killed",
        kind="at_least",
        number="stated",
        qualifier="at least",
        sentence=_KILLED,
        stated_by=_COMMITTEE,
        origin=_COMMITTEE,
    ),
    _Stated(
        article=0,
        measure="detained",
        kind="about",
        number="detained",
        qualifier="about",
        sentence="about {detained} people were detained",
        stated_by=_COMMITTEE,
        origin=_COMMITTEE,
    ),
    _Stated(
        article=1,
        measure="killed",
        kind="at_least",
        number="stated",
        qualifier="At least",
        sentence="At least {stated} people were killed",
        stated_by=_COMMITTEE,
        origin=_COMMITTEE,
    ),
    _Stated(
        article=1,
        measure="injured",
        kind="vague",
        number="",
        sentence="Dozens were injured",
        stated_by="residents",
    ),
    _Stated(
        article=2,
        measure="killed",
        kind="exact",
        number="official",
        sentence="{official} people were killed",
        stated_by=_OFFICE,
        origin=_OFFICE,
    ),
    _Stated(
        article=2,
        measure="killed",
        kind="at_least",
        number="stated",
        qualifier="at least",
        sentence=f"denied that {_KILLED}",
        stated_by=_OFFICE,
        modality="denied",
    ),
    _Stated(
        article=3,
        measure="killed",
        kind="at_least",
        number="stated",
        qualifier="At least",
        sentence="At least {stated} people were killed",
        stated_by="Qasrun Teachers Circle",
        origin=_COMMITTEE,
    ),
)


def make_articles(people: int) -> tuple[InventedFile, ...]:
    """Write the four articles, two as text and two as HTML; each says that it is invented."""
    numbers = {key: f"{value:,}" for key, value in _numbers(people).items()}
    return tuple(
        InventedFile(
            name=article.file,
            data=_dress(article, article.body.format(**numbers)).encode("utf-8"),
            source=article.source,
            kind="article",
            title=f"{article.title} (invented)",
            source_kind="outlet",
            consents=("store", "publish"),
        )
        for article in _ARTICLES
    )


def expected_claims(people: int) -> tuple[ExpectedClaim, ...]:
    """Give every count about people harmed that the articles state, in text order."""
    values = _numbers(people)
    written = {key: f"{value:,}" for key, value in values.items()}
    return tuple(
        ExpectedClaim(
            file=_ARTICLES[stated.article].file,
            measure=stated.measure,
            kind=stated.kind,
            low=values.get(stated.number),
            # "at least" has no upper end; every other number is both ends
            high=None if stated.kind == "at_least" else values.get(stated.number),
            number=written.get(stated.number, "Dozens"),
            qualifier=stated.qualifier,
            sentence=stated.sentence.format(**written),
            stated_by=stated.stated_by,
            origin=stated.origin,
            modality=stated.modality,
        )
        for stated in _STATED
    )


def _numbers(people: int) -> dict[str, int]:
    """Let the committee state an eighth more than the truth, the office a fifth of it."""
    return {
        "stated": max(50, round(people * 1.125 / 50) * 50),
        "official": max(7, people // 5 - 3),
        "detained": max(100, round(people * 3.5 / 100) * 100),
    }


def _dress(article: _Article, body: str) -> str:
    if article.file.endswith(".txt"):
        return f"{article.title}\n{_MARK}\n\n{body}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n'
        f'<head><meta charset="utf-8"><title>{article.title}</title></head>\n'
        '<body>\n<nav><a href="/">Home</a> <a href="/weather">Weather</a></nav>\n<article>\n'
        f"<h1>{article.title}</h1>\n<p>{_MARK}.</p>\n{body}\n</article>\n"
        "<footer>Subscribe: 3 months for 12 coins.</footer>\n</body>\n</html>\n"
    )
