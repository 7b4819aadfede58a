"""Hostile bundles, part two: what is wrong with contents.json, the logs, the entries and the evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from courier.forge import Forge, Run, draft, dumps
from courier.hostile_form import STRANGER, Vector, weak_vkey
from everyname.ledger import canonical, checkpoint, note
from everyname.ledger.entry import Draft
from everyname.ledger.keys import SigningKey

DEEP = b"[" * 200_000 + b"]" * 200_000


def plain(alter: Callable[[dict[str, Any]], Any]) -> Vector:
    """Alter contents.json."""

    def altered(made: dict[str, Any]) -> Any:
        changed = alter(made)
        return made if changed is None else changed

    return lambda f: f.bundle(contents=altered)


def field(name: str, value: Any) -> Vector:
    """Alter a field of the one log in contents.json."""
    return plain(lambda made: made["logs"][0].update({name: value}))


def text(alter: Callable[[bytes], bytes]) -> Vector:
    return plain(lambda made: alter(canonical.encode(made)))


def described() -> dict[str, Vector]:
    """Give what is wrong with contents.json."""
    return {
        "contents-not-json": text(lambda t: b"{" + t),
        "contents-spaces": text(lambda t: t.replace(b",", b", ")),
        "contents-bom": text(lambda t: b"\xef\xbb\xbf" + t),
        "contents-utf16": text(lambda t: t.decode().encode("utf-16")),
        "contents-duplicate-key": text(lambda t: t.replace(b'"v":1', b'"v":1,"v":1')),
        "contents-nan": text(lambda t: t.replace(b'"v":1', b'"v":NaN')),
        "contents-float": text(lambda t: t.replace(b'"v":1', b'"v":1.0')),
        "contents-infinity": text(lambda t: t.replace(b'"v":1', b'"v":1e400')),
        "contents-5000-digits": text(lambda t: t.replace(b'"v":1', b'"v":' + b"9" * 5_000)),
        "contents-integer-2-53": text(lambda t: t.replace(b'"base":', b'"base":9007199254740992')),
        "contents-deep": text(lambda t: DEEP),
        "contents-65-deep": text(lambda t: b"[" * 65 + b"]" * 65),
        "contents-trailing": text(lambda t: t + b"\n"),
        "contents-escaped": text(lambda t: t.replace(b"checkpoint", b"\\u0063heckpoint", 1)),
        "contents-surrogate": text(lambda t: t.replace(b'"vkey":"', b'"vkey":"\\ud800')),
        "contents-empty": text(lambda t: b""),
        "contents-list": plain(lambda made: [made]),
        "contents-of-version-2": plain(lambda made: made.update(v=2)),
        "contents-version-true": plain(lambda made: made.update(v=True)),
        "contents-version-text": plain(lambda made: made.update(v="1")),
        "contents-one-field-more": plain(lambda made: made.update(run="rm")),
        "contents-without-logs": plain(lambda made: made.pop("logs") and None),
        "contents-logs-object": plain(lambda made: made.update(logs={})),
        "contents-log-twice": plain(lambda made: made.update(logs=made["logs"] * 2)),
        "contents-published-text": plain(lambda made: made.update(published="x")),
        "contents-published-unknown": plain(
            lambda made: made.update(published={"heads": "0" * 64, "leaves": "0" * 64, "vkey": "x"})
        ),
        "log-base-negative": field("base", -1),
        "log-base-text": field("base", "0"),
        "log-base-true": field("base", True),
        "log-base-later": field("base", 1_000),
        "log-base-earlier": field("base", 0),
        "log-leaves-elsewhere": field("leaves", "0" * 64),
        "log-leaves-up": field("leaves", "../../x"),
        "log-bodies-elsewhere": field("bodies", "0" * 64),
        "log-key-small-order": field("vkey", weak_vkey()),
        "log-key-of-stranger": field("vkey", STRANGER.vkey),
        "log-checkpoint-empty": field("checkpoint", ""),
        "log-one-field-more": field("size", 3),
    }


def run(alter: Callable[[Run], Any], count: int = 3, **part: Any) -> Vector:
    """Alter a run of entries before it is signed by its own device."""

    def make(f: Forge) -> bytes:
        made = f.run().say(*(draft(f"radio-{at}") for at in range(count)))
        alter(made)
        return f.bundle(made, part=part)

    return make


def headed(alter: Callable[[Forge, Run], dict[str, Any]]) -> Vector:
    """Alter the head under which entries come."""

    def make(f: Forge) -> bytes:
        made = f.run().say(draft(), draft("paper"))
        return f.bundle(made, part=alter(f, made))

    return make


def leaf(at: int, alter: Callable[[bytes], bytes]) -> Callable[[Run], Any]:
    return lambda made: made.leaves.__setitem__(at, alter(made.leaves[at]))


def body(at: int, alter: Callable[[bytes], bytes]) -> Callable[[Run], Any]:
    return lambda made: made.bodies.__setitem__(at, alter(made.bodies[at]))


def swap(lines: list[bytes]) -> None:
    lines[0], lines[1] = lines[1], lines[0]


def logged() -> dict[str, Vector]:
    """Give what is wrong with a log, its head or its lines."""
    return {
        "head-signed-by-stranger": headed(lambda f, r: {"signer": STRANGER}),
        "head-of-another-log": headed(lambda f, r: {"head": replace(r.head(), origin="elsewhere/abcdefgh")}),
        "head-of-publication": headed(lambda f, r: {"head": replace(r.head(), origin=r.key.name)}),
        "head-with-extension": headed(lambda f, r: {"head": replace(r.head(), extensions=("more",))}),
        "head-size-larger": headed(lambda f, r: {"head": replace(r.head(), size=r.head().size + 1)}),
        "head-size-smaller": headed(lambda f, r: {"head": replace(r.head(), size=r.head().size - 1)}),
        "head-size-huge": headed(lambda f, r: {"head": replace(r.head(), size=2**53 - 1)}),
        "head-root-other": headed(lambda f, r: {"head": replace(r.head(), root=bytes(32))}),
        "head-17-signatures": headed(lambda f, r: {"checkpoint": many_signed(r)}),
        "head-signature-flipped": headed(lambda f, r: {"checkpoint": flipped(r)}),
        "leaf-dropped-late": late(lambda r: r.leaves.pop(1)),
        "leaf-inserted-late": late(lambda r: r.leaves.insert(1, r.leaves[0])),
        "leaf-swapped-late": late(lambda r: swap(r.leaves)),
        "leaf-altered-late": late(leaf(0, lambda x: x.replace(b"source", b"member"))),
        "leaf-dropped": run(lambda r: r.leaves.pop(1)),
        "leaf-twice": run(lambda r: (r.leaves.insert(1, r.leaves[0]), r.bodies.insert(1, r.bodies[0]))),
        "leaf-swapped": run(lambda r: (swap(r.leaves), swap(r.bodies))),
        "leaf-of-another-device": run(leaf(0, other)),
        "leaf-of-version-2": run(leaf(0, lambda x: x.replace(b'"v":1', b'"v":2'))),
        "leaf-of-unknown-kind": run(leaf(0, lambda x: x.replace(b'"source"', b'"sorcery"'))),
        "leaf-one-key-more": run(leaf(0, lambda x: x.replace(b'"v":1', b'"u":1,"v":1'))),
        "leaf-spaces": run(leaf(0, lambda x: x.replace(b",", b", "))),
        "leaf-float": run(leaf(0, lambda x: x.replace(b'"v":1', b'"v":1.0'))),
        "leaf-crlf": run(lambda r: None, ends=b"\r\n"),
        "leaf-no-newline": run(lambda r: None, ends=b""),
        "leaf-empty-line": run(leaf(1, lambda x: b"")),
        "leaf-64k": run(leaf(0, lambda x: x.replace(b'"supersedes":[]', supersedes(6_000)))),
        "leaf-supersedes-malformed": run(
            leaf(0, lambda x: x.replace(b'"supersedes":[]', b'"supersedes":["x"]'))
        ),
        "leaf-not-ascii": run(leaf(0, lambda x: x.replace(b'"kind":"', '"kind":"é'.encode()))),
        "leaf-line-of-20-mib": run(leaf(0, lambda x: b"x" * (20 << 20))),
        "lam-same": lambda f: f.bundle(f.run().say(draft()).say(draft("b"), lam=f.lam + 1)),
        "lam-back": lambda f: f.bundle(f.run().say(draft()).say(draft("b"), lam=1)),
        "lam-zero": lambda f: f.bundle(f.run().say(draft(), lam=-1)),
        "lam-jump": lambda f: f.bundle(f.run().say(draft(), lam=f.lam + 5)),
        "lam-jump-far": lambda f: f.bundle(f.run().say(draft(), lam=2**53 - 1)),
        "lam-beyond": lambda f: f.bundle(f.run().say(draft(), lam=2**53)),
        "lam-jump-inside": lambda f: f.bundle(f.run().say(draft()).say(draft("b"), lam=f.lam + 9)),
        "body-altered": run(body(0, lambda x: x.replace(b"radio-0", b"radio-9"))),
        "body-missing": run(lambda r: r.bodies.pop()),
        "body-one-more": run(lambda r: r.bodies.append(r.bodies[0])),
        "body-swapped": run(lambda r: swap(r.bodies)),
        "body-salt-altered": run(
            body(0, lambda x: x.replace(b'"salt":"', b'"salt":"0', 1).replace(b'0"', b'"', 1))
        ),
        "body-other-seq": run(body(0, lambda x: x[: x.rindex(b":") + 1] + b"99}")),
        "body-no-line": run(body(0, lambda x: b"")),
        "body-erased-by-nobody": run(lambda r: r.bodies.__setitem__(0, erased(r, f"{r.key.device_id}-1"))),
        "body-erased-by-missing-entry": run(lambda r: r.bodies.__setitem__(0, erased(r, "aaaaaaaa-7"))),
        "body-erased-other-seq": run(lambda r: r.bodies.__setitem__(0, b'{"erased":"aaaaaaaa-7","seq":99}')),
        "log-of-unknown-device": lambda f: f.bundle(f.fresh(STRANGER).say(member_of(STRANGER))),
        "log-that-introduces-itself": self_introduced,
        "log-of-the-south-forged": lambda f: f.bundle(part={"vkey": f.south}),
        "log-of-key-with-weak-point": field("vkey", weak_vkey("everyname-book")),
    }


def late(alter: Callable[[Run], Any]) -> Vector:
    """Alter lines after their head was signed."""

    def make(f: Forge) -> bytes:
        made = f.run().say(draft("a"), draft("b"), draft("c"))
        head = made.head()
        alter(made)
        return f.bundle(made, part={"head": head})

    return make


def other(line: bytes) -> bytes:
    at = line.index(b'"device":"') + 10
    return line[:at] + b"aaaaaaaa" + line[at + 8 :]


def supersedes(count: int) -> bytes:
    return b'"supersedes":[' + b",".join(b'"aaaaaaaa-%d"' % at for at in range(count)) + b"]"


def erased(made: Run, by: str) -> bytes:
    return f'{{"erased":"{by}","seq":{made.base}}}'.encode()


def many_signed(made: Run) -> str:
    signed = checkpoint.sign(made.head(), made.key)
    return signed + signed[signed.rindex("—") :] * 16


def flipped(made: Run) -> str:
    signed = checkpoint.sign(made.head(), made.key)
    return signed[:-20] + ("B" if signed[-20] != "B" else "C") + signed[-19:]


def member_of(key: SigningKey) -> Draft:
    return Draft("member", {"vkey": key.vkey, "name": key.name, "roles": ["desk"]})


def self_introduced(f: Forge) -> bytes:
    payload: dict[str, bytes] = {}
    parts = [
        f.part(f.fresh(STRANGER).say(member_of(STRANGER)), payload),
        f.part(f.run().say(draft()), payload),
    ]
    return f.bundle(payload=payload, parts=sorted(parts, key=lambda one: str(one["vkey"])))


def commits(data: bytes, kind: str = "source") -> Vector:
    """Commit to a body in any bytes."""
    return lambda f: f.bundle(f.run().commit(data, kind))


def says(kind: str, plain_body: dict[str, Any]) -> Vector:
    """Record a body that is sound JSON and not what its kind holds."""
    return lambda f: f.bundle(f.run().say(Draft(kind, plain_body)))


def with_evidence(data: bytes, body_of: Callable[[str], dict[str, Any]], kind: str = "release") -> Vector:
    """Record an entry that rests on evidence it brings."""

    def make(f: Forge) -> bytes:
        digest = sha256(data).hexdigest()
        made = f.run().say(Draft(kind, body_of(digest), (), (digest,)))
        return f.bundle(made, payload={digest: data})

    return make


def release(digest: str) -> dict[str, Any]:
    held = {"kind": "list", "source": "x", "digest": digest, "file_name": "x.csv"}
    return {"release": held, "rows": digest, "refused": digest, "doubtful": digest}


def spoken() -> dict[str, Vector]:
    """Give what is wrong with what entries say, or rest on."""
    linking = {"kind": "link", "input": "", "settings": {}}
    judged = {"left": "a", "right": "a", "verdict": "same", "reason": "r", "reviewer": "x"}
    return {
        "body-duplicate-key": commits(b'{"name":"a","name":"b"}'),
        "body-spaces": commits(b'{"name": "a"}'),
        "body-float": commits(b'{"name":1.5}'),
        "body-nan": commits(b'{"name":NaN}'),
        "body-huge-integer": commits(b'{"name":' + b"9" * 5_000 + b"}"),
        "body-integer-2-53": commits(b'{"name":9007199254740992}'),
        "body-deep": commits(b'{"name":' + DEEP + b"}"),
        "body-65-deep": commits(b'{"name":' + b"[" * 64 + b"]" * 64 + b"}"),
        "body-not-utf8": commits(b'{"name":"\xff"}'),
        "body-surrogate": commits(b'{"name":"\\ud800"}'),
        "body-key-not-ascii": commits('{"é":"a"}'.encode()),
        "body-unsorted": commits(b'{"name":"a","kind":"list"}'),
        "body-escape-not-needed": commits(b'{"name":"\\u0061"}'),
        "body-list": commits(b"{}]"),
        "body-17-mib": commits(b'{"name":"' + b"x" * (17 << 20) + b'"}'),
        "says-source-without-name": says("source", {}),
        "says-report-without-id": says("report", {"report": {"source": "x"}, "release": "y"}),
        "says-report-of-text": says("report", {"id": "x:1", "release": "y", "report": "z"}),
        "says-judgement-of-itself": says("judgement", judged),
        "says-judgement-unknown": says("judgement", judged | {"right": "b", "verdict": "maybe"}),
        "says-policy-without-text": says("policy", {"topic": "book"}),
        "says-policy-list": says("policy", {"topic": ["book"], "toml": ""}),
        "says-run-without-output": says("run", {"kind": "link", "input": "x", "settings": {}}),
        "says-run-output-elsewhere": says(
            "run", {"kind": "link", "input": "", "settings": {}, "output": "0" * 64}
        ),
        "says-run-output-up": says("run", {"kind": "link", "input": "", "settings": {}, "output": "../../x"}),
        "says-release-empty": says("release", {"release": {}}),
        "says-withhold-without-reports": says("withhold", {"subject": "p"}),
        "says-consent-of-nothing": says("consent", {"purpose": "publish"}),
        "says-edition-of-text": says("edition", {"number": "one"}),
        "says-evidence-of-nothing": says("evidence", {}),
        "says-claim-of-nothing": says("claim", {}),
        "says-decision-of-nothing": says("decision", {}),
        "says-correction-of-nothing": says("correction", {"field": "ages"}),
        "says-standing-of-nothing": says("standing", {}),
        "says-member-small-order": says("member", {"vkey": weak_vkey(), "name": "w", "roles": []}),
        "says-member-without-key": says("member", {"name": "w"}),
        "says-revoke-of-nothing": says("revoke", {"device": 5, "size": "x"}),
        "evidence-missing": lambda f: f.bundle(f.run().say(resting_on("0" * 64))),
        "evidence-stray": lambda f: f.bundle(payload={sha256(b"stray").hexdigest(): b"stray"}),
        "evidence-other-than-committed": other_evidence,
        "evidence-rows-not-json": with_evidence(b"not json", release),
        "evidence-rows-deep": with_evidence(DEEP, release),
        "evidence-rows-of-numbers": with_evidence(b"[1,2,3]", release),
        "evidence-linking-not-whole": with_evidence(
            dumps({"persons": 3}), lambda digest: linking | {"output": digest}, "run"
        ),
        "replayed-from-another-device": replayed,
        "note-and-head-swapped": swapped,
    }


def resting_on(digest: str) -> Draft:
    body = {"digest": digest, "file_name": "a.png", "kind": "picture", "source": "x"}
    return Draft("evidence", body, (), (digest,))


def other_evidence(f: Forge) -> bytes:
    digests = [sha256(data).hexdigest() for data in (b"one", b"two")]
    made = f.run().say(resting_on(digests[0]))
    made.bodies[0] = made.bodies[0].replace(digests[0].encode(), digests[1].encode())
    return f.bundle(made, payload={digests[1]: b"two"})


def replayed(f: Forge) -> bytes:
    """Give the north's own lines as if another device had signed them."""
    made = f.run().say(draft())
    return f.bundle(replace(made, key=STRANGER, base=0))


def swapped(f: Forge) -> bytes:
    """Give a note that is sound, signed by the north, in the place of the head."""
    return f.bundle(part={"checkpoint": note.sign("everyname have v1\n", [f.key])})


ENTRIES: dict[str, Vector] = {**described(), **logged(), **spoken()}
