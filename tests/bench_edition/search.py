"""Measure the name search of 50,000 invented persons in Chromium, opened from the disk."""

from __future__ import annotations

import statistics
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from edition.browser import chromium
from edition.many import many
from everyname.edition.name_search import search_files
from everyname.edition.pages import page_files

__all__ = ["rows"]

PERSONS = 50_000
QUERIES = ("Hossein Mohammad", "محمد حسین", "احمدي", "moh", "کریمی علی", "Abdul Rahman", "Husayn al-Najjar",
           "mohammadreza", "hossien mohamad", "zadeh", "رضا يعقوب")  # fmt: skip
_ASK = """async (query) => {
  const start = performance.now(), found = await everynameFind(query, 'en');
  return [performance.now() - start, found ? found.count : 0];
}"""


def rows(folder: Path) -> Iterator[tuple[str, str]]:
    """Give (figure, value): build, size, cold and warm searches."""
    edition = many(PERSONS)
    began = time.process_time()
    files = dict(search_files(edition))
    yield "index of 50,000 persons, CPU seconds", f"{time.process_time() - began:.1f}"
    packed = [len(zlib.compress(data)) for data in files.values()]
    whole = sum(map(len, files.values()))
    sizes = f"{len(files)}, {whole // 1000}, {sum(packed) // 1000}, {max(packed) / 1000:.1f}"
    yield "parts, KB, KB packed, largest packed", sizes
    shown = replace(edition, persons=edition.persons[:300])
    for path, data in [*files.items(), *page_files(shown)]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    with chromium() as browser:
        cold = [_cold(browser, folder, query) for query in QUERIES]
        yield "cold search, ms: median, worst", f"{statistics.median(cold):.0f}, {max(cold):.0f}"
        warm = _warm(browser, folder)
        yield "warm search, ms: median, worst", f"{statistics.median(warm):.0f}, {max(warm):.0f}"


def _cold(browser: Browser, folder: Path, query: str) -> float:
    """Ask in a page that has loaded nothing of the index yet."""
    page = browser.new_page()
    page.goto((folder / "en" / "names.html").as_uri())
    page.wait_for_function("() => !!window.everynameFind")
    took, count = page.evaluate(_ASK, query)
    page.close()
    if not count:
        raise RuntimeError(f"the search found nobody for {query}")
    return float(took)


def _warm(browser: Browser, folder: Path) -> list[float]:
    """Ask everything twice in one page; the second time counts."""
    page = browser.new_page()
    page.goto((folder / "en" / "names.html").as_uri())
    page.wait_for_function("() => !!window.everynameFind")
    times = [[page.evaluate(_ASK, query)[0] for query in QUERIES] for _ in range(3)]
    return [min(of) for of in zip(*times[1:], strict=True)]
