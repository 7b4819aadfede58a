"""Make invented facts for the tests of the edition; nobody in it exists."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io

from everyname.edition.proofs import Statement, leaf, manifest_leaf, statements
from everyname.edition.public import PublicEdition
from everyname.edition.redact import ClaimCase, EstimateCase, Facts, PersonCase
from everyname.edition.write import content_files, manifest
from everyname.ledger.statements import StatementLog
from everyname.model import (
    Claim,
    ClaimValue,
    DateRange,
    Number,
    Person,
    Picture,
    Release,
    Report,
    Scope,
    Source,
    Span,
    StatedAge,
    StatedDate,
    StatedName,
    StatedOutcome,
    StatedPlace,
    StatedSex,
)

__all__ = ["AS_OF", "claim", "edition_files", "facts", "log_and_proofs", "person", "portrait", "report"]

AS_OF = "2030-06-01"


def day(text: str, written: str = "") -> StatedDate:
    found = datetime.date.fromisoformat(text)
    return StatedDate(
        text=written or text, earliest=found, latest=found, precision="day", calendar="gregorian"
    )


def report(source: str = "North List", name: str = "Talan Mirvash", **more: object) -> Report:
    script = "arabic" if any("\u0600" <= c <= "\u06ff" for c in name) else "latin"
    given: dict[str, object] = {
        "own_id": "CANARY-own-id",
        "names": (StatedName(text=name, script=script),) if name else (),
        "ages": (StatedAge(text="31", low=31, high=31),),
        "sexes": (StatedSex(text="man", term="male"),),
        "dates": (day("2030-02-11", "22 Bahman"),),
        "births": (),
        "places": (
            StatedPlace(
                text="CANARY-street 5, Sarvan",
                country="XA",
                province="Marou",
                city="Sarvan",
                precision="city",
            ),
        ),
        "outcomes": (StatedOutcome(text="killed", term="killed"),),
        "links": ("https://north.example/31",),
        "pictures": (Picture(file_name="CANARY-file.jpg", digest="0" * 64),),
        "others": (("phone", "CANARY-others"),),
    }
    return Report(source=source, **{**given, **more})  # type: ignore[arg-type]


def person(number: int, *reports: Report, **more: object) -> PersonCase:
    held = tuple((f"devabc12-{number}{i}", r) for i, r in enumerate(reports or (report(),)))
    drawn = base64.b32encode(hashlib.sha256(held[0][0].encode()).digest()).decode().lower()[:10]
    return PersonCase(person=Person(id=f"p{drawn}", reports=held), **more)  # type: ignore[arg-type]


def claim(
    number: str = "1,500", low: int = 1500, *, id: str = "c5a17c0de-900", repeats_of: str = "", **more: object
) -> ClaimCase:
    phrase = f"about {number} people CANARY-phrase"
    noun = Claim(
        measure="killed",
        span=Span(start=6, end=6 + len(number), text=number),
        evidence=Span(start=0, end=len(phrase), text=phrase),
        qualifier="about",
        **{
            "value": ClaimValue(kind="about", low=low, high=low),
            "unit": "people",
            "stated_by": "three officials",
            **more,
        },  # type: ignore[arg-type]
    )
    return ClaimCase(
        claim=noun,
        id=id,
        source=Source(name="Delta Post", kind="outlet", title="The Delta Post"),
        document_title="A week in Marou",
        as_of="2030-03-20",
        origin="the Interior Office of Marou",
        origin_known=True,
        mentions=2,
        repeats_of=repeats_of,
    )


def portrait() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    shade = Image.radial_gradient("L").resize((300, 380))
    shade.save(out, "PNG")
    return out.getvalue()


def panel() -> EstimateCase:
    rows = [
        ("chao", "a lower bound", 640, 560, 760),
        ("log-linear", "no highest-order interaction", 820, 600, 1_240),
        ("independence", "all lists are independent", 610, 560, 680),
    ]
    return EstimateCase(
        plain={
            "n": 402,
            "lists": ["North List", "River List", "South List"],
            "panel": [
                {"method": m, "assumption": a, "median": v, "low": low, "high": high, "refused": None}
                for m, a, v, low, high in rows
            ]
            + [{"method": "chapman", "assumption": "two lists", "median": None, "low": None, "high": None,
                "refused": "there are more than two lists"}],
            "headline": {"method": "log-linear", "median": 820, "low": 600, "high": 1240},
            "verdict": "402 people documented; models put the total between 600 and 1,240.",
            "seed": 1,
            "version": "0",
            "warnings": ["North List and River List overlap more than chance."],
        },
        window="2030-02-01..2030-03-01",
        lists=("North List", "River List", "South List"),
    )  # fmt: skip


def cases() -> tuple[PersonCase, ...]:
    digest = hashlib.sha256(portrait()).hexdigest()
    river = {"links": (), "ages": (StatedAge(text="32", low=32, high=32),)}
    child = {
        "ages": (StatedAge(text="16", low=16, high=16),),
        "links": ("https://x.example/CANARY",),
    }
    return (
        person(1, report(), report("River List", "تالان میروش", **river), portrait=digest),
        person(2, report(name="Ardu Sefand"), contested="An office says he lives.", standing="contested"),
        person(3, report(name="", ages=(), links=())),
        person(4, report(name="Nima Rusta", **child), portrait=digest),
        person(5, report(name="CANARY Withheld", links=("https://x.example/CANARY",)), withheld="safety"),
        person(6, report("River List", "مهرناز کوهبان‌پور", sexes=(StatedSex(text="زن", term="female"),)),
               corrections=(("2030-05-02", "The age was corrected from 41 to 31."),)),
    )  # fmt: skip


def facts(**more: object) -> Facts:
    sources = (
        Source(name="North List", kind="list", title="North List of Marou", sealed_identity="CANARY-sealed",
               covers=DateRange.parse("2030-02-01..2030-03-01")),
        Source(name="River List", kind="list", depends_on=("North List",)),
        Source(name="Hidden Witness", kind="witness", title="CANARY-witness"),
        Source(name="Delta Post", kind="outlet", title="The Delta Post"),
    )  # fmt: skip
    given: dict[str, object] = {
        "title": "The Marou record",
        "scope": Scope(
            title="People killed in Marou between 1 February and 1 March 2030.",
            not_included="Deaths after release from custody; people whom no list names.",
            window=DateRange.parse("2030-02-01..2030-03-01"),
            countries=("XA",),
        ),
        "sources": sources,
        "releases": (Release(source="North List", digest="f" * 64, file_name="CANARY-file.csv", kind="list",
                             as_of=datetime.date(2030, 4, 1), given=410, taken=402, refused=8),),
        "cases": cases(),
        "claims": (claim(), claim("17", 17, id="c5a17c0de-901", unit="teenagers"),
                   claim(id="c5a17c0de-902", repeats_of="c5a17c0de-900", stated_by="")),
        "documented": Number(kind="documented", value=5, low=5, high=6, source="The record", as_of=AS_OF),
        "named": 5,
        "unnamed": 1,
        "breakdowns": (
            ("month", (("2030-02", 5), ("2030-03", 1))),
            ("sex", (("female", 1), ("male", 5))),
            ("age_band", (("12-17", 1), ("25-34", 4), ("unknown", 1))),
            ("province", (("Marou", 6),)),
        ),
        "left_out": (("outcome", 3), ("window", 2)),
        "estimate": panel(),
        "invented": True,
        "as_of": AS_OF,
        "number": 1,
        "place_names": (("Marou", "مارو"), ("Sarvan", "سروان")),
    }  # fmt: skip
    return Facts(**{**given, **more})  # type: ignore[arg-type]


def salts(edition: PublicEdition) -> dict[str, bytes]:
    return {s.id: hashlib.sha256(b"salt" + s.id.encode()).digest()[:16] for s in statements(edition)}


def edition_files(edition: PublicEdition, vkey: str = "test.example+0+0") -> dict[str, bytes]:
    shown = {hashlib.sha256(portrait()).hexdigest(): portrait()}
    return dict(content_files(edition, shown, salts(edition), vkey))


def log_and_proofs(
    log: StatementLog, edition: PublicEdition, files: dict[str, bytes]
) -> tuple[bytes, str, dict[str, str]]:
    """Put the statements and the manifest into a real log; give manifest, checkpoint and proofs."""
    listed = manifest(files)
    given: tuple[Statement, ...] = statements(edition)
    kept = salts(edition)
    leaves = [leaf(s.data, kept[s.id]) for s in given] + [manifest_leaf(listed)]
    first, size = log.append(leaves)
    names = [*(s.id for s in given), "manifest"]
    proofs = {name: log.proof(first + i, size) for i, name in enumerate(names)}
    return listed, log.checkpoint_text, proofs
