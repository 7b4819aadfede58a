"""Texts that attack: in every field and every output they stay the letters they are."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from edition.attacks import attack, payloads


def test_no_text_becomes_active_and_none_is_changed(browser: Browser, tmp_path: Path) -> None:
    """In a real browser nothing runs, loads or opens; the data give back what they were given."""
    assert len(payloads()) >= 500
    done = attack(browser, tmp_path, every_page=False, languages=("en",))
    assert done.pages > 20
    assert done.active == []
    assert done.changed == []


def test_the_watch_notices_what_runs(browser: Browser, tmp_path: Path) -> None:
    """A page that lets a payload through is noticed: the script, the address asked for, the tag."""
    from edition import attacks

    page = tmp_path / "en" / "names.html"
    page.parent.mkdir()
    page.write_text("<p>" + "".join(attacks.ACTIVE[at].format(n=at) for at in (2, 3)), encoding="utf-8")
    done = attacks.Outcome()
    with browser.new_context() as context:
        context.expose_function("everynameHit", lambda number: done.active.append(f"payload {number} ran"))
        opened = context.new_page()
        attacks._watch(opened, tmp_path, done, ["names"])
        opened.goto(page.as_uri())
        opened.wait_for_timeout(300)
        done.active += opened.evaluate(attacks._FOREIGN)
    assert "payload 2 ran" in done.active
    assert any("request http://attack.invalid/3.png" in one for one in done.active)
    assert "onerror" in done.active
