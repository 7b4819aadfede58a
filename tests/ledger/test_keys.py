from __future__ import annotations

import base64
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from everyname.errors import Damaged, FileRefused, UsedWrongly, ValueRefused
from everyname.ledger import keys
from everyname.ledger.keys import SigningKey

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493


def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """Add two points of the curve (RFC 8032 section 5.1.4, affine)."""
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return (
        (x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P,
    )


def times(n: int, point: tuple[int, int]) -> tuple[int, int]:
    found = (0, 1)
    while n:
        if n & 1:
            found = add(found, point)
        point, n = add(point, point), n >> 1
    return found


def spell(point: tuple[int, int]) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def solve_x(y: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    if (root * root - square) % P:
        root = root * pow(2, (P - 1) // 4, P) % P
    return None if (root * root - square) % P else root


def read(public: bytes) -> tuple[int, int]:
    number = int.from_bytes(public, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = solve_x(y)
    assert x is not None
    return (x if x & 1 == sign else P - x), y


def small_order_points() -> list[tuple[int, int]]:
    """Give the eight points whose order divides eight, found by clearing the large order of any point."""
    for y in range(2, 100):
        x = solve_x(y)
        if x is not None:
            start = times(ORDER, (x, y))
            found = [times(n, start) for n in range(8)]
            if len(set(found)) == 8:
                return found
    raise AssertionError


def as_vkey(public: bytes, name: str = "records.example/desk") -> str:
    mark = sha256(name.encode() + b"\n\x01" + public).digest()[:4].hex()
    encoded = base64.b64encode(b"\x01" + public).decode()
    return f"{name}+{mark}+{encoded}"


def test_a_verifier_key_is_spelled_as_the_specification_says(key: SigningKey) -> None:
    """Name, key id and typed key stand in the line, and reading it gives the same key."""
    assert key.vkey == as_vkey(key.public)
    assert keys.parse_vkey(key.vkey + "\n") == key.verify_key


def test_the_device_id_is_the_head_of_the_key_hash(key: SigningKey) -> None:
    """Eight lowercase base32 signs of SHA-256(name, newline, type, key)."""
    whole = sha256(key.name.encode() + b"\n\x01" + key.public).digest()
    assert key.device_id == base64.b32encode(whole).decode().lower()[:8]
    assert key.device_id == key.verify_key.device_id


def test_signatures_are_those_of_rfc_8032() -> None:
    """The first test vector of RFC 8032 section 7.1 comes out."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    one = SigningKey(name="records.example/vector", seed=seed)
    assert one.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert one.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b"
    )


def test_a_signature_fits_its_message_alone(key: SigningKey, other_key: SigningKey) -> None:
    """Another message, another key, a flipped bit or a short signature does not verify."""
    signature = key.sign(b"text")
    assert key.verify_key.verifies(b"text", signature)
    assert not key.verify_key.verifies(b"test", signature)
    assert not other_key.verify_key.verifies(b"text", signature)
    assert not key.verify_key.verifies(b"text", signature[:63])
    for bit in range(512):
        flipped = (int.from_bytes(signature) ^ (1 << bit)).to_bytes(64)
        assert not key.verify_key.verifies(b"text", flipped)


def test_a_signature_with_a_number_beyond_the_order_is_refused(key: SigningKey) -> None:
    """S plus the order is a second spelling of one signature, and only one may be right."""
    signature = key.sign(b"text")
    large = int.from_bytes(signature[32:], "little") + ORDER
    assert not key.verify_key.verifies(b"text", signature[:32] + large.to_bytes(32, "little"))


@pytest.mark.parametrize("at", range(8))
def test_small_order_keys_are_refused(at: int) -> None:
    """No key of the eight whose signature can fit any text is enrolled."""
    public = spell(small_order_points()[at])
    assert not keys.is_strict_point(public)
    with pytest.raises(ValueRefused, match="safe point"):
        keys.parse_vkey(as_vkey(public))


@pytest.mark.parametrize("at", range(1, 8))
def test_keys_with_a_small_order_part_are_refused(at: int, key: SigningKey) -> None:
    """A good key plus a small-order point reads differently in different verifiers, so it is refused."""
    mixed = spell(add(read(key.public), small_order_points()[at]))
    with pytest.raises(ValueRefused, match="safe point"):
        keys.parse_vkey(as_vkey(mixed))


NOT_POINTS = {
    "y of p": P.to_bytes(32, "little"),
    "y of p + 1": (P + 1).to_bytes(32, "little"),
    "largest y": (2**255 - 1).to_bytes(32, "little"),
    "y of p + 1 with sign": (P + 1 | 1 << 255).to_bytes(32, "little"),
    "one with sign": (1 | 1 << 255).to_bytes(32, "little"),
    "zeros": bytes(32),
    "ones": b"\xff" * 32,
    "not on the curve": (2).to_bytes(32, "little"),
}


@pytest.mark.parametrize("public", NOT_POINTS.values(), ids=NOT_POINTS)
def test_bytes_that_are_no_canonical_point_are_refused(public: bytes) -> None:
    """A second spelling of a point, or no point at all, is not a key."""
    with pytest.raises(ValueRefused):
        keys.parse_vkey(as_vkey(public))


def test_every_second_spelling_of_a_point_is_refused(key: SigningKey) -> None:
    """None of the 38 encodings with y of p or more is a key."""
    for y in range(P, 2**255):
        for sign in (0, 1):
            public = (y | sign << 255).to_bytes(32, "little")
            assert not keys.is_strict_point(public), (y - P, sign)
    assert keys.is_strict_point(key.public)


def test_torsion_added_to_any_good_key_is_refused() -> None:
    """Of the eight keys that differ by a small-order point, exactly the good one is accepted."""
    small = small_order_points()
    for seed in range(4):
        good = read(SigningKey(name="records.example/vector", seed=bytes([seed]) * 32).public)
        assert [keys.is_strict_point(spell(add(good, part))) for part in small] == [True] + [False] * 7


def test_a_changed_verifier_key_is_refused(key: SigningKey) -> None:
    """Any sign of the line changed makes it another line than was sent."""
    for at in range(len(key.vkey)):
        changed = key.vkey[:at] + chr(ord(key.vkey[at]) ^ 1) + key.vkey[at + 1 :]
        with pytest.raises(ValueRefused):
            keys.parse_vkey(changed)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "tab\there", "line\nbreak", "no\u00a0break"])
def test_a_name_that_would_break_a_note_is_refused(name: str) -> None:
    """Spaces, plus and line breaks part the fields of a note, so no name holds them."""
    with pytest.raises(ValueRefused):
        SigningKey(name=name, seed=bytes(32))


def test_a_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    """A new key is found again, and nobody else on the machine can read it."""
    made = keys.create(tmp_path / "keys", "records.example/desk", "publish")
    assert keys.load(tmp_path / "keys", made.device_id) == made
    assert keys.listed(tmp_path / "keys") == [made.device_id]
    path = tmp_path / "keys" / f"{made.device_id}.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(FileRefused, match="others"):
        keys.load(tmp_path / "keys", made.device_id)


def test_two_keys_are_never_the_same(tmp_path: Path) -> None:
    """Keys of one name still differ."""
    made = {keys.create(tmp_path, "records.example/desk").seed for _ in range(5)}
    assert len(made) == 5


def test_printing_a_key_does_not_show_its_secret(tmp_path: Path, key: SigningKey) -> None:
    """A key in a log line or a traceback gives nothing away."""
    assert repr(key.seed) not in repr(key)
    recovery = keys.create_recovery(tmp_path)
    assert recovery.secret not in repr(recovery)


def test_every_flipped_bit_of_a_key_file_is_found(tmp_path: Path) -> None:
    """A key file that changed is never used to sign."""
    made = keys.create(tmp_path, "records.example/desk")
    path = tmp_path / f"{made.device_id}.key"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        try:
            found = keys.load(tmp_path, made.device_id)
        except Damaged:
            continue
        assert (found.name, found.seed) == (made.name, made.seed), f"byte {at}"


def test_a_missing_key_says_so(tmp_path: Path) -> None:
    """A device whose key lives elsewhere is told apart from a damaged key."""
    with pytest.raises(FileNotFoundError):
        keys.load(tmp_path, "abcdefgh")
    with pytest.raises(UsedWrongly):
        keys.load(tmp_path, "../etc/x")


def test_what_is_sealed_opens_with_the_recovery_key_alone(tmp_path: Path) -> None:
    """The recovery key reads what was sealed to it, and no altered copy of it."""
    made = keys.create_recovery(tmp_path / "a")
    other = keys.create_recovery(tmp_path / "b")
    sealed = keys.seal(b"who the witness is", [made.recipient])
    assert b"witness" not in sealed
    assert keys.unseal(sealed, keys.load_recovery(tmp_path / "a")) == b"who the witness is"
    with pytest.raises(ValueRefused):
        keys.unseal(sealed, other)
    with pytest.raises(ValueRefused):
        keys.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), made)


def test_a_recovery_key_is_never_replaced(tmp_path: Path) -> None:
    """What was sealed to the first key stays readable: a second is refused."""
    made = keys.create_recovery(tmp_path)
    with pytest.raises(UsedWrongly):
        keys.create_recovery(tmp_path)
    assert keys.load_recovery(tmp_path) == made


@pytest.mark.parametrize("recipients", [[], ["age1nobody"], ["records.example"]])
def test_sealing_to_nobody_is_refused(recipients: list[str]) -> None:
    """Without one good recipient nothing is sealed."""
    with pytest.raises(ValueRefused):
        keys.seal(b"x", recipients)
