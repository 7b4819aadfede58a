"""What we write, programs of others read and check: logs, cosignatures, bags, JSON, age files, signatures."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import bagit
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from tlog_scales import tlog
from tlog_scales.signing import Vkey

from conftest import lacking
from courier.offices import Office, home_at, pair
from desk import FIRST_LIST
from everyname.book import keyring
from everyname.ledger import canonical, checkpoint, cosign, keys, note, proof, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import DeviceLog, StatementLog

KEY = SigningKey(name="records.example/desk", seed=b"\1" * 32)
WITNESS = SigningKey(name="witness.example/w1", seed=b"\2" * 32)
LEAVES = [b'{"n":%d}' % n for n in range(70)]
HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> StatementLog:
    """A publication log with heads at several sizes."""
    log = StatementLog(tmp_path_factory.mktemp("log") / "publication", KEY)
    for at in range(0, 70, 10):
        log.append(LEAVES[at : at + 10])
    return log


# -- tlog-scales: checkpoints, proofs, cosignatures ---------------------------------------------------


def test_our_checkpoints_are_read_by_tlog_scales(published: StatementLog) -> None:
    """Every head we signed reads and verifies there, and is written again byte for byte."""
    key = Vkey.from_string(KEY.vkey)
    for size in published.signed_sizes():
        found = tlog.Checkpoint.from_text(published.checkpoint_at(size))
        found.verify(key)
        assert (found.origin, found.size, found.root_hash) == (KEY.name, size, tree.root(HASHES[:size]))
        assert found.serialize() == published.checkpoint_at(size)


def test_a_device_log_is_read_by_tlog_scales(tmp_path: Path) -> None:
    """The head and each entry of a device's log are proven there."""
    north = Office(tmp_path, "north").begin()
    north.source("radio")
    log = DeviceLog(north.folder / "ledger" / north.device)
    lines = [tree.leaf_hash(line) for line in log.leaf_lines()]
    found = tlog.Checkpoint.from_text(log.checkpoint_text)
    found.verify(Vkey.from_string(log.verify_key.vkey))
    for at, leaf in enumerate(lines):
        tlog.InclusionProof(at, len(lines), tree.inclusion_proof(lines, at)).check(leaf, found.root_hash)


def test_our_inclusion_proofs_hold_there(published: StatementLog) -> None:
    """Each leaf, in the trees of several sizes, from the text of the proof file."""
    for size in published.signed_sizes()[1:]:
        for index in range(size):
            one = proof.parse(published.proof(index, size))
            head = tlog.Checkpoint.from_text(one.signed_checkpoint)
            tlog.InclusionProof(index, head.size, list(one.hashes)).check(HASHES[index], head.root_hash)


def test_our_consistency_proofs_hold_there(published: StatementLog) -> None:
    """Every size of the log is shown to be a prefix of every later one."""
    for new in (*range(1, 34), 64, 70):
        for old in range(1, new + 1):
            hashes = tree.consistency_proof(HASHES[:new], old)
            tlog.ConsistencyProof(old, new, hashes).check(tree.root(HASHES[:old]), tree.root(HASHES[:new]))
    with pytest.raises(tlog.ConsistencyProofInvalid):
        tlog.ConsistencyProof(5, 70, published.consistency_proof(5)).check(HASHES[0], tree.root(HASHES))


def test_our_cosignatures_are_read_by_tlog_scales() -> None:
    """A cosigned head verifies under the witness's key line, and not when its time is changed."""
    head = Checkpoint(origin=KEY.name, size=70, root=tree.root(HASHES))
    line = cosign.cosign(head.text, WITNESS, 1_679_315_147)
    key = Vkey.from_string(cosign.cosigner_of(WITNESS).vkey)
    found = tlog.Checkpoint.from_text(cosign.merged(checkpoint.sign(head, KEY), [line]))
    found.verify(key)
    (ours,) = (one for one in found.signatures if key.match(one))
    assert key.get_verifier().get_timestamp(ours.payload) == 1_679_315_147
    with pytest.raises(Exception):  # noqa: B017 (it names no error of its own)
        key.get_verifier().verify(b"\1" + ours.payload[1:], found)


# -- rfc8785: canonical JSON -------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_our_json_is_what_rfc8785_writes(value: Any) -> None:
    """Inside our profile every value has the one spelling of RFC 8785."""
    assert canonical.encode(value) == rfc8785.dumps(value)


def test_every_line_we_recorded_is_canonical_there(tmp_path: Path) -> None:
    """Leaves and bodies of a real book, read and written by rfc8785, are the same bytes."""
    north = Office(tmp_path, "north").begin()
    north.add("one.csv", FIRST_LIST, "first")
    log = DeviceLog(north.folder / "ledger" / north.device)
    lines = [*log.leaf_lines(), *log.body_lines()]
    assert len(lines) > 10
    assert all(rfc8785.dumps(json.loads(line)) == line for line in lines)


# -- bagit and age: bundles --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """A bundle as it lies on a stick, and the office that can open it."""
    root, patch = tmp_path_factory.mktemp("bundle"), pytest.MonkeyPatch()
    patch.setenv("EVERYNAME_HOME", str(root / "nobody"))
    north, south = pair(root)
    north.add("one.csv", FIRST_LIST, "first")
    (path,) = north.pack(root / "stick", south)
    patch.undo()
    return path, south


def secret_of(office: Office) -> str:
    with home_at(office.home):
        return keyring.find_identity(office.device).secret


def test_our_bags_are_valid_for_bagit(bundle: tuple[Path, Office], tmp_path: Path) -> None:
    """The archive inside a bundle, unpacked by tar, is a valid bag with every file accounted for."""
    path, south = bundle
    plain = keys.unseal(path.read_bytes(), keys.RecoveryKey(recipient="", secret=secret_of(south)))
    (tmp_path / "plain.tar").write_bytes(plain)
    shutil.unpack_archive(tmp_path / "plain.tar", tmp_path, "tar", filter="data")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate(processes=1)
    assert bag.algorithms == ["sha256"]
    assert len(list(bag.payload_entries())) == len(list((tmp_path / "bag" / "data").iterdir())) > 3


def program(*names: str) -> str:
    """Give the path of a program of Debian's; skips where there is none."""
    found = next((path for path in map(shutil.which, names) if path is not None), None)
    if found is None:
        lacking(f"the program {names[0]}", f"{' or '.join(names)} on the path")
    return found


def run(*words: str | Path, given: bytes = b"") -> bytes:
    done = subprocess.run([str(word) for word in words], input=given, capture_output=True)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def test_our_bundles_are_opened_by_age(bundle: tuple[Path, Office], tmp_path: Path) -> None:
    """The `age` program opens a bundle with the key file as it lies in the folder of keys."""
    path, south = bundle
    identity = tmp_path / "identity"
    identity.write_text(secret_of(south) + "\n", encoding="ascii")
    opened = run(program("age"), "--decrypt", "--identity", identity, path)
    assert opened[:15] == b"bag/bundle.note"
    assert opened == keys.unseal(path.read_bytes(), keys.RecoveryKey(recipient="", secret=secret_of(south)))


def test_what_age_seals_we_open() -> None:
    """A file sealed by the `age` program to our recipient is opened here."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    sealed = run(program("age"), "--encrypt", "--recipient", str(identity.to_public()), given=b"evidence")
    assert keys.unseal(sealed, keys.RecoveryKey(recipient="", secret=str(identity))) == b"evidence"


# -- signify and minisign: signatures of notes -------------------------------------------------------


def signature_of(signed: str) -> tuple[bytes, bytes]:
    text, (one,) = note.split(signed)
    return text.encode("utf-8"), one.signature


def in_signify(kind: str, raw: bytes) -> str:
    return f"untrusted comment: {kind}\n{base64.b64encode(raw).decode('ascii')}\n"


@pytest.mark.parametrize("changed", [False, True])
def test_our_signatures_hold_for_signify(tmp_path: Path, changed: bool) -> None:
    """Key and signature of a head, put into signify's files, verify there; of another head they do not."""
    text, signature = signature_of(checkpoint.sign(Checkpoint(origin=KEY.name, size=7, root=b"r" * 32), KEY))
    number = b"everynam"  # signify's eight bytes that join a key to its signatures
    (tmp_path / "head").write_bytes(text.replace(b"7", b"8") if changed else text)
    (tmp_path / "key.pub").write_text(in_signify("key", b"Ed" + number + KEY.public))
    (tmp_path / "head.sig").write_text(in_signify("signature", b"Ed" + number + signature))
    signify = program("signify-openbsd", "signify")
    words = [signify, "-V", "-p", "key.pub", "-x", "head.sig", "-m", "head"]
    assert (subprocess.run(words, cwd=tmp_path, capture_output=True).returncode == 0) != changed


@pytest.mark.parametrize("changed", [False, True])
def test_our_signatures_hold_for_minisign(tmp_path: Path, changed: bool) -> None:
    """The same in minisign's files, whose own comment the same key signs as well."""
    text, signature = signature_of(checkpoint.sign(Checkpoint(origin=KEY.name, size=7, root=b"r" * 32), KEY))
    number, comment = b"everynam", "a head"
    (tmp_path / "head").write_bytes(text.replace(b"7", b"8") if changed else text)
    whole = base64.b64encode(KEY.sign(signature + comment.encode())).decode("ascii")
    (tmp_path / "head.minisig").write_text(
        in_signify("signature", b"Ed" + number + signature) + f"trusted comment: {comment}\n{whole}\n"
    )
    encoded = base64.b64encode(b"Ed" + number + KEY.public).decode("ascii")
    words = [program("minisign"), "-V", "-m", "head", "-P", encoded]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, env=os.environ | {"HOME": str(tmp_path)})
    assert (done.returncode == 0) != changed, done
