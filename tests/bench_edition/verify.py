"""Measure both verifiers on 20,000 names, and let verify.html find every change of the mutation suite."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from edition.browser import chromium
from edition.many import many
from edition.mutations import changes
from edition.sites import write_site, write_sites
from everyname.edition.verify_edition import check
from everyname.ledger import keys
from everyname.ledger.statements import StatementLog

__all__ = ["rows"]

PERSONS = 20_000


def rows(folder: Path) -> Iterator[tuple[str, str]]:
    """Give (figure, value): seconds for a site and for one name, and changes found in a real browser."""
    key = keys.create(folder / "keys", "marou.example/record")
    write_site(folder / "site", many(PERSONS), StatementLog(folder / "log", key), key.vkey)
    person = next((folder / "site" / "en" / "persons").iterdir()).stem
    yield "verify.py, 20,000 names, CPU seconds", f"{_run(folder / 'site'):.2f}"
    yield "verify.py, one name, CPU seconds", f"{_run(folder / 'site', '--person', person):.2f}"
    with chromium() as browser:
        page = browser.new_page()
        began = time.perf_counter()
        if _in_browser(page, folder / "site", folder / "site"):
            raise RuntimeError("verify.html finds fault with a sound edition")
        yield "verify.html, 20,000 names, seconds", f"{time.perf_counter() - began:.1f}"
        yield "changes found by verify.py and by verify.html", _found(page, folder / "small")


def _run(site: Path, *arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-I", str(site / "verify.py"), *arguments], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _found(page: Page, folder: Path) -> str:
    folder.mkdir()
    sites = write_sites(folder)
    every, by_python, by_page, alike = list(changes(sites.site, sites.older, sites.stranger)), 0, 0, 0
    for change in every:
        site = folder / "copy" / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(sites.site, site)
        change.make(site)
        found, seen = check(site, None), _in_browser(page, site, sites.site)
        by_python, by_page, alike = by_python + bool(found), by_page + bool(seen), alike + (found == seen)
        if not found or not seen:
            print("not found:", change, bool(found), bool(seen), file=sys.stderr)
    return f"{by_python} and {by_page} of {len(every)}; in the same words {alike}"


def _in_browser(page: Page, folder: Path, verifier: Path) -> list[str]:
    page.goto("about:blank")
    page.goto(f"{(verifier / 'verify.html').as_uri()}#en")
    page.set_input_files("#folder", str(folder), timeout=300_000)
    page.wait_for_selector("#result:not([hidden])", timeout=300_000)
    return page.locator("#problems li").all_inner_texts()
