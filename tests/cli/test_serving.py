"""A look at an edition in a browser: this machine alone, the headers of a mirror, nothing left behind."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import FIRST_LIST, Desk, files_of
from everyname.cli.serving import server
from everyname.edition.headers import HEADERS
from everyname.errors import UsedWrongly

MIRROR_PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "mirror-an-edition.md"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    site = tmp_path / "site"
    (site / "en").mkdir(parents=True)
    (site / "index.html").write_text("<p>front", encoding="utf-8")
    (site / "verify.py").write_text("print()", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    with server(site, 0) as pages:
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield pages.server_port
        pages.shutdown()
        thread.join()


def _get(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    return connection.getresponse()


def test_pages_come_with_the_headers_of_a_mirror(port: int) -> None:
    """A page is served as HTML under the rule that nothing comes from outside."""
    answer = _get(port, "/")
    assert (answer.status, answer.read()) == (200, b"<p>front")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_verifier_is_text_to_read(port: int) -> None:
    """A script for Python is shown as text, whatever this machine takes the ending for."""
    assert _get(port, "/verify.py").headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/en/", "/../secret.txt", "/%2e%2e/secret.txt", "/en/%2e%2e%2f../secret.txt"]
)
def test_nothing_but_the_edition_is_served(port: int, path: str) -> None:
    """A folder is not listed, and no address leads out of the edition."""
    answer = _get(port, path)
    assert answer.status == 404
    assert b"secret" not in answer.read()


def test_a_port_in_use_is_said(port: int, tmp_path: Path) -> None:
    """Where the port is taken the words say so and what to give instead."""
    with pytest.raises(UsedWrongly, match=str(port)):
        server(tmp_path, port)


def test_a_draft_is_seen_and_leaves_nothing(desk: Desk) -> None:
    """Pages that are not published can be read in a browser; afterwards the book is as it was."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")
    before = files_of(desk.book)
    program = "from everyname.cli.main import main; main()"
    command = [sys.executable, "-c", program, "publish", "--preview", "--serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--book", str(desk.book)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "http://" in line)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
        assert found is not None
        page = _get(int(found[1]), "/en/names.html").read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert FIRST_LIST.splitlines()[1].split(",")[1] in page
    assert files_of(desk.book) == before


def test_the_page_for_mirrors_names_every_header() -> None:
    """Who runs a mirror finds each header in the examples as the program itself sends it."""
    text = MIRROR_PAGE.read_text(encoding="utf-8")
    for name, value in HEADERS.items():
        assert text.count(f'{name} "{value}"') >= 2, name
