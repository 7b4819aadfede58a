"""Both verifiers: whatever is changed in an edition, verify.py and verify.html find it, in the same words."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from nacl.signing import SigningKey
from playwright.sync_api import Browser, Page

import everyname.edition
from edition.mutations import changes
from edition.sites import Sites, write_sites
from everyname.edition.verifier import hashes, verifier_files
from everyname.edition.verify_edition import check, cosigned
from everyname.ledger.keys import VerifyKey, create
from torture.ed25519 import NAME, VECTORS

_TEMPLATES = Path(everyname.edition.__file__).parent / "templates"
_IN_NODE = """
global.everynameSigned = require(process.argv[1] + '/verify_signed.js');
const verify = require(process.argv[1] + '/verify_edition.js'), fs = require('fs');
const walk = (folder, above) => fs.readdirSync(folder, {withFileTypes: true}).flatMap((entry) => (
  entry.isDirectory() ? walk(folder + '/' + entry.name, above + entry.name + '/') : [above + entry.name]));
require('readline').createInterface({input: process.stdin}).on('line', async (folder) => {
  const whole = (path) => fs.readFileSync(folder + '/' + path);
  const read = async (path) => { try { return whole(path); } catch { return null; } };
  const found = await verify.check({names: walk(folder, ''), read});
  console.log(JSON.stringify(found.problems.map((problem) => verify.say(problem, 0))));
});
"""
_CURVE_IN_NODE = """
const {keyOf, signatureHolds} = require(process.argv[1] + '/verify_signed.js');
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const key = (vkey) => { try { return keyOf(vkey, 1); } catch { return null; } };
console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0)).map(([vkey, message, signature]) => (
  !!key(vkey) && signatureHolds(key(vkey).publicKey, bytes(message), bytes(signature))))));
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Write two editions of one publisher."""
    return write_sites(tmp_path_factory.mktemp("sites"))


@pytest.fixture(scope="module")
def node() -> str:
    """Give the path of node, where there is one."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node was found on the path: the scripts were not run beside Python")
    return found


@pytest.fixture(scope="module")
def in_node(node: str) -> Iterator[Callable[[Path], list[str]]]:
    """Keep one process that checks folders with the scripts of verify.html."""
    command = [node, "-e", _IN_NODE, str(_TEMPLATES)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin is not None
        assert running.stdout is not None

        def ask(folder: Path) -> list[str]:
            print(folder, file=running.stdin, flush=True)
            return json.loads(running.stdout.readline())

        yield ask
        running.stdin.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """Open verify.html from the disk in a real browser."""
    return browser.new_page()


def _open(page: Page, site: Path, language: str = "en") -> None:
    page.goto("about:blank")
    page.goto(f"{(site / 'verify.html').as_uri()}#{language}")


def _in_browser(page: Page, folder: Path, site: Path) -> list[str]:
    _open(page, site)
    page.set_input_files("#folder", str(folder))
    page.wait_for_selector("#result:not([hidden])", timeout=20_000)
    return page.locator("#problems li").all_inner_texts()


def test_every_change_is_found_by_both(
    sites: Sites, tmp_path: Path, in_node: Callable[[Path], list[str]]
) -> None:
    """Each of over 500 changes is found by verify.py, and by the page's scripts in the same words."""
    made = list(changes(*sites[:2], sites.stranger))[::2]  # all of them: make bench-edition ROWS=verify
    assert len(made) >= 500
    for number, change in enumerate(made):
        site = _changed(sites.site, tmp_path, change.make)
        found = check(site, None)
        assert found, change
        if number % 6 == 0 and change.kind != "made a link":
            assert in_node(site) == found, change


def _changed(site: Path, folder: Path, make: Callable[[Path], None]) -> Path:
    shutil.rmtree(folder / "copy", ignore_errors=True)
    copy = folder / "copy" / "site"
    shutil.copytree(site, copy)
    make(copy)
    return copy


def test_the_page_finds_changes_in_a_real_browser(sites: Sites, tmp_path: Path, page: Page) -> None:
    """Chosen as a folder, a sound edition passes and one in thirty of all changes is found."""
    assert _in_browser(page, sites.site, sites.site) == []
    assert "as it was signed" in page.inner_text("#verdict")
    assert "the one inside this edition" in page.inner_text("#facts")
    for change in list(changes(*sites[:2], sites.stranger))[::30]:
        site = _changed(sites.site, tmp_path, change.make)
        found = _in_browser(page, site, sites.site)
        assert found == check(site, None) or (found and change.kind == "made a link"), change


def test_the_page_compares_key_and_hash(sites: Sites, page: Page) -> None:
    """A key and a hash got from somewhere else are compared; a stranger's key is not believed."""
    _open(page, sites.site)
    page.fill("#vkey", sites.vkey)
    page.fill("#hash", hashes()["verify.html"].upper())
    page.set_input_files("#folder", str(sites.site))
    page.wait_for_selector("#result:not([hidden])")
    facts = page.inner_text("#facts")
    assert "the one you gave" in facts
    assert "is the one whose hash you gave" in facts
    page.fill("#vkey", sites.stranger)
    page.fill("#hash", "0" * 64)
    page.click("#start")
    page.wait_for_function("() => document.querySelectorAll('#problems li').length > 0")
    assert "is NOT the one whose hash you gave" in page.inner_text("#facts")
    assert "it is not signed by the key" in page.inner_text("#problems")


def test_one_person_can_be_checked_on_the_page(sites: Sites, tmp_path: Path, page: Page) -> None:
    """The id on a person's page limits the check to that person; a change elsewhere does not matter."""
    person = sorted((sites.site / "en" / "persons").glob("*.html"))[0]
    site = _changed(sites.site, tmp_path, lambda copy: (copy / "en" / "method.html").unlink())
    _open(page, sites.site)
    page.fill("#person", person.stem)
    page.set_input_files("#folder", str(site))
    page.wait_for_selector("#result:not([hidden])")
    assert person.stem in page.inner_text("#verdict")
    assert page.locator("#problems li").count() == 0
    (site / "fa" / "persons" / person.name).write_text("x")
    _open(page, sites.site)
    page.fill("#person", person.stem)
    page.set_input_files("#folder", str(site))
    page.wait_for_function("() => document.querySelectorAll('#problems li').length > 0")
    assert page.locator("#problems li").all_inner_texts() == check(site, None, person.stem)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_page_is_accessible_and_speaks_two_languages(sites: Sites, page: Page, language: str) -> None:
    """Before and after a check axe finds nothing amiss in both directions; nothing is loaded."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, sites.site, language)
    assert page.get_attribute("html", "dir") == ("rtl" if language == "fa" else "ltr")
    for _ in range(2):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.set_input_files("#folder", str(sites.older))
        page.wait_for_selector("#result:not([hidden])")
    assert not [url for url in asked if not url.startswith(("file:", "blob:", "about:"))]


def test_the_page_believes_the_signatures_that_the_rule_allows(node: str) -> None:
    """On unsafe keys, foreign spellings and bent signatures the script is as strict as we are."""
    vectors = json.loads(VECTORS.read_text(encoding="ascii"))[::4]
    given = [
        [VerifyKey(name=NAME, public=bytes.fromhex(one["public"])).vkey, one["message"], one["signature"]]
        for one in vectors
    ]
    done = subprocess.run(
        [node, "-e", _CURVE_IN_NODE, str(_TEMPLATES)],
        input=json.dumps(given), capture_output=True, text=True, check=True,
    )  # fmt: skip
    believed = json.loads(done.stdout)
    assert believed == [one["valid"] for one in vectors], [one["says"] for one in vectors]
    assert any(believed)


def test_cosignatures_of_named_witnesses_are_counted(sites: Sites, tmp_path: Path) -> None:
    """Where an edition names its witnesses, verify.py says who cosigned; unknown signers are left aside."""
    site = _changed(sites.site, tmp_path, lambda copy: None)
    witness = SigningKey(b"w" * 32)
    line, vkey = _cosignature(site / "checkpoint", witness, "witness.example/w1")
    stranger = create(tmp_path / "keys", "other.example/w2")
    (site / "policy").write_text(
        f"log {sites.vkey}\nwitness w1 {vkey}\nwitness w3 {_cosigner('w3.example', SigningKey(b'x' * 32))}\n"
    )
    assert cosigned(site, None) == ([], 2)
    head = (site / "checkpoint").read_text()
    (site / "checkpoint").write_text(f"{head}\u2014 {stranger.name} AAAAAAAA\n{line}\n")
    assert cosigned(site, None) == (["witness.example/w1"], 2)
    for bad in (line[:-6] + "AAAAA=", line.replace(" witness.example/w1 ", " w3.example ")):
        (site / "checkpoint").write_text(f"{head}{bad}\n")
        assert cosigned(site, None) == ([], 2)


def _cosignature(checkpoint: Path, key: SigningKey, name: str) -> tuple[str, str]:
    """Cosign a checkpoint as C2SP tlog-cosignature says; gives the line and the witness's verifier key."""
    body = checkpoint.read_text().rpartition("\n\n")[0] + "\n"
    made = key.sign(b"cosignature/v1\ntime 1900000000\n" + body.encode()).signature
    vkey = _cosigner(name, key)
    held = bytes.fromhex(vkey.split("+")[1]) + (1_900_000_000).to_bytes(8, "big") + made
    return f"\u2014 {name} {base64.b64encode(held).decode()}", vkey


def _cosigner(name: str, key: SigningKey) -> str:
    public = b"\x04" + bytes(key.verify_key)
    known = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
    return f"{name}+{known.hex()}+{base64.b64encode(public).decode()}"


def test_each_verifier_is_one_file(sites: Sites) -> None:
    """verify.py imports the standard library alone, and verify.html names no other file or address."""
    files = verifier_files()
    program, page = files["verify.py"].decode(), files["verify.html"].decode()
    assert "everyname." not in program
    assert program.count("class Wrong(Exception)") == 1
    assert "{SCRIPT" not in page
    assert "{STYLE" not in page
    assert not {"src=", "url(", "@import", "fetch(", "crypto.", "eval("} & set(page.split())
    shown = (sites.site / "en" / "check.html").read_text(encoding="utf-8")
    assert all(hash in shown for hash in hashes().values())
