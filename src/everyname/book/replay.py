"""Fold ledger entries into the tables: one function a kind of entry, in ledger order.

A fold only reads the entry, the vault and the tables themselves: no clock, no settings of the
machine. So the same ledger gives the same tables anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import sqlalchemy as sa

from everyname.book import index
from everyname.book.acts import Act, topic_of, value_of
from everyname.book.acts import packed as _packed
from everyname.book.authority import Authority
from everyname.book.findings import take_run
from everyname.book.fold import BATCH, Body, Fold
from everyname.book.roles import erased_by, governs, is_entry_id
from everyname.errors import EverynameError, ValueRefused
from everyname.ledger.entry import Entry
from everyname.ledger.keys import parse_vkey
from everyname.ledger.vault import Vault
from everyname.model import Judgement, Report, Verdict, from_plain, to_plain

__all__ = ["apply_entries"]

# What is asked for entry after entry is built once.
_DECIDE = sa.update(index.proposals).where(index.proposals.c.id == sa.bindparam("wanted"))
_DECIDE = _DECIDE.values(status=sa.bindparam("verdict"), reason=sa.bindparam("why"))
_UNCLAIM = sa.delete(index.claims).where(index.claims.c.id == sa.bindparam("wanted"))
_COUNT_CORRECTIONS = sa.select(sa.func.count()).where(index.corrections.c.subject == sa.bindparam("wanted"))
_GIVEN = sa.select(index.reports.c.given).where(index.reports.c.id == sa.bindparam("wanted"))
_AMEND = sa.update(index.reports).where(index.reports.c.id == sa.bindparam("wanted"))
_AMEND = _AMEND.values(body=sa.bindparam("amended"))


def apply_entries(
    connection: sa.Connection,
    vault: Vault,
    entries: Iterable[Entry],
    authority: Authority,
    done: Callable[[int], None] | None = None,
) -> int:
    """Apply entries in order, as far as each may say it; returns how many. The caller holds a transaction."""
    fold = Fold(connection, vault, authority)
    before = {row.device: row.size for row in connection.execute(sa.select(index.applied))}
    for target, by in () if before else sorted(vault.erased.items()):
        fold.put(index.erased, target=target, entry=by)
    if isinstance(entries, list):  # one act of many entries, not a whole ledger
        fold.acts.load(filter(None, (_topic(entry) for entry in entries)))
    heads: dict[str, tuple[int, int]] = {}
    count = 0
    for entry in entries:
        if entry.seq < before.get(entry.device, 0):
            continue  # another process applied it meanwhile
        count += 1
        if entry.body is not None:
            refusal = authority.refusal(entry)
            if not refusal:
                _apply(fold, entry.body, entry)
            elif not governs(entry.kind, entry.body):
                fold.put(
                    index.uncounted, entry=entry.id, kind=entry.kind, device=entry.device, reason=refusal
                )
        heads[entry.device] = (entry.seq + 1, entry.lam)
        if done is not None and count % BATCH == 0:
            done(count)
    for device, (size, lam) in heads.items():
        fold.put(index.applied, device=device, size=size, lam=lam)
    fold.flush()
    fold.acts.save()
    return count


def _topic(entry: Entry) -> str:
    return topic_of(entry.kind, entry.body) if entry.body is not None else ""


def _apply(fold: Fold, body: Body, entry: Entry) -> None:
    """Fold one entry; raises ValueRefused naming an entry whose body is not what its kind holds."""
    try:
        topic = topic_of(entry.kind, body)
        if topic:
            value = value_of(entry.kind, body)
            fold.acts.take(topic, Act(entry.id, entry.lam, value, body), entry.supersedes)
        fold_kind = FOLDS.get(entry.kind)
        if fold_kind is not None:
            fold_kind(fold, body, entry)
    except ValueRefused as error:
        raise ValueRefused(f"entry {entry.id} of kind {entry.kind}: {error.happened}") from error
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        RecursionError,
        sa.exc.SQLAlchemyError,
    ) as error:
        raise ValueRefused(
            f"entry {entry.id} of kind {entry.kind} cannot be replayed: {type(error).__name__}",
            remedy="Run `everyname show` on it with the version of everyname that recorded it.",
        ) from error


def _member(fold: Fold, body: Body, entry: Entry) -> None:
    device = parse_vkey(body["vkey"]).device_id
    fold.put(index.members, device=device, by=entry.device, body=_packed(body))


def _adopt(fold: Fold, body: Body, entry: Entry) -> None:
    if "vkey" in body:
        _member(fold, body, entry)


def _revoke(_: Fold, body: Body, entry: Entry) -> None:
    """How far a device counts is known before anything is replayed; here an entry need only be whole."""
    if not isinstance(body["device"], str) or type(body["size"]) is not int:
        raise ValueRefused("it names no device and size")


def _policy(fold: Fold, body: Body, _: Entry) -> None:
    fold.put(index.policies, topic=body["topic"], body=body["toml"])


def _source(fold: Fold, body: Body, _: Entry) -> None:
    fold.put(index.sources, name=body["name"], body=_packed(body))


def _release(fold: Fold, body: Body, _: Entry) -> None:
    release = body["release"]
    source, name = release["source"], f"{release['source']}@{release['digest'][:12]}"
    if release["kind"] == "list":
        table = index.releases
        fold.run(sa.update(table).where(table.c.source == source, table.c.kind == "list").values(latest=0))
        fold.run(sa.delete(index.release_rows).where(index.release_rows.c.release == name))
        fold.run(sa.delete(index.refusals).where(index.refusals.c.release == name))
    fold.put(
        index.releases,
        id=name,
        source=source,
        digest=release["digest"],
        kind=release["kind"],
        latest=1,
        body=_packed(release | {"notes": body.get("notes", [])}),
    )
    if release["kind"] == "article":
        document = body["document"]
        if document["digest"] in fold.vault.erased:
            return
        fold.put(
            index.documents,
            digest=document["digest"],
            source=source,
            title=document["title"],
            as_of=document["as_of"],
            text=document["digest"],
            file_name=release["file_name"],
        )
        return
    for row, report in fold.content(body["rows"]):
        fold.put(index.release_rows, release=name, row=row, report=report)
    for row, reason in fold.content(body["refused"]):
        fold.put(index.refusals, release=name, row=row, reason=reason)
    for old, new in fold.content(body["doubtful"]):
        fold.put(index.doubts, old=old, new=new)
    reports, rows = index.reports, index.release_rows
    fold.run(sa.update(reports).where(reports.c.source == source).values(current=0))
    standing = sa.select(rows.c.report).where(rows.c.release == name)
    fold.run(
        sa.update(reports).where(reports.c.source == source, reports.c.id.in_(standing)).values(current=1)
    )


def _report(fold: Fold, body: Body, _: Entry) -> None:
    given = body["report"]
    spelled, effective = _packed(given), fold.effective(body["id"], given)
    fold.put(
        index.reports,
        id=body["id"],
        source=given["source"],
        release=body["release"],
        current=1,
        given=spelled,
        body=spelled if effective is given else _packed(effective),
    )


def _evidence(fold: Fold, body: Body, _: Entry) -> None:
    if body["digest"] in fold.vault.erased:
        return
    fold.put(
        index.evidence,
        digest=body["digest"],
        source=body["source"],
        file_name=body["file_name"],
        kind=body["kind"],
    )


def _claim(fold: Fold, body: Body, _: Entry) -> None:
    if fold.acts.contradict(f"decision {body['id']}"):
        return
    fold.put(index.claims, id=body["id"], document=body["document"], body=_packed(body))


def _decision(fold: Fold, body: Body, entry: Entry) -> None:
    if is_entry_id(body["proposal"]):
        act = fold.authority.hearing.effective.get(entry.id)
        if act is not None and act.body is not None:
            _apply(fold, act.body, act)  # it counts from here
        return
    proposal, status, reason = body["proposal"], body["verdict"], body["reason"]
    if fold.acts.contradict(topic_of("decision", body)):
        status, reason = "proposed", "two decisions contradict each other"
    fold.run(_DECIDE, index.proposals, wanted=proposal, verdict=status, why=reason)
    if status != "accepted":
        fold.run(_UNCLAIM, index.claims, wanted=proposal)


def _judgement(fold: Fold, body: Body, _: Entry) -> None:
    judgement = from_plain(Judgement, body)
    topic = topic_of("judgement", body)
    if fold.acts.contradict(topic):
        # Neither counts: the pair goes back to people, with both reasons.
        found = [from_plain(Judgement, act.body) for act in fold.acts.on(topic)]
        judgement = Judgement(
            left=judgement.left,
            right=judgement.right,
            verdict=Verdict.UNSURE,
            reason="contradicting judgements: " + "; ".join(f"{j.verdict} ({j.reason})" for j in found),
            reviewer=" / ".join(dict.fromkeys(j.reviewer for j in found)),
        )
    fold.put(index.judgements, **{"sought": "", **to_plain(judgement)})


def _standing(fold: Fold, body: Body, _: Entry) -> None:
    if fold.acts.contradict(topic_of("standing", body)):
        fold.run(sa.delete(index.standings).where(index.standings.c.subject == body["subject"]))
        return
    fold.put(index.standings, subject=body["subject"], standing=body["standing"], reason=body["reason"])


def _correction(fold: Fold, body: Body, _: Entry) -> None:
    subject = body["subject"]
    if "field" in body:
        _amendment(fold, body)
    count = fold.run(_COUNT_CORRECTIONS, index.corrections, wanted=subject).scalar_one()
    fold.put(index.corrections, subject=subject, position=count, date=body["date"], text=body["text"])


def _amendment(fold: Fold, body: Body) -> None:
    """Mend a field of a report, or take its amendment back where the body says withdrawn."""
    subject, table = body["subject"], index.amendments
    if body.get("withdrawn") or fold.acts.contradict(topic_of("correction", body)):
        withdrawn = sa.delete(table).where(table.c.report == subject, table.c.field == body["field"])
        fold.run(withdrawn, table)
    else:
        fold.put(
            table,
            report=subject,
            field=body["field"],
            value=_packed(body["value"]),
            was=_packed(body["was"]) if "was" in body else "",
            date=body["date"],
            text=body["text"],
        )
        fold.amend(subject)
    given = fold.run(_GIVEN, index.reports, wanted=subject).scalar()
    if given is None:
        return  # its report comes with another device's log
    amended = fold.effective(subject, json.loads(given))
    try:
        from_plain(Report, amended)
    except EverynameError:
        # Mended apart by two desks, together impossible: the report reads as given until one is withdrawn.
        amended = json.loads(given)
    fold.run(_AMEND, index.reports, wanted=subject, amended=_packed(amended))


def _consent(fold: Fold, body: Body, _: Entry) -> None:
    fold.put(
        index.consents,
        subject=body["subject"],
        purpose=body["purpose"],
        given=int(all(act.body["given"] for act in fold.acts.on(topic_of("consent", body)))),
        basis=body["basis"],
    )


def _withhold(fold: Fold, body: Body, _: Entry) -> None:
    """Withhold while any act in force says so: a lift that had not seen a newer withholding waits."""
    held = [act.body for act in fold.acts.on(topic_of("withhold", body)) if not act.body.get("lifted")]
    if not held:
        fold.run(sa.delete(index.withholds).where(index.withholds.c.subject == body["subject"]))
        return
    fold.put(
        index.withholds,
        subject=body["subject"],
        reason=held[-1]["reason"],
        note=held[-1]["note"],
        reports=_packed(sorted({report for one in held for report in one["reports"]})),
    )


def _edition(fold: Fold, body: Body, _: Entry) -> None:
    if body.get("proposed"):
        return  # shown by nobody before it is accepted and written
    fold.put(
        index.editions,
        number=body["number"],
        date=body["date"],
        dataset=body["dataset"],
        plan=body["plan"],
        checkpoint=body.get("checkpoint", ""),  # cosigned; "" for the head as the log alone signed it
    )


def _erase(fold: Fold, body: Body, entry: Entry) -> None:
    fold.put(
        index.erasures,
        entry=entry.id,
        target=erased_by(entry),
        reason=str(body.get("reason", "")),
        date=str(body.get("date", "")),
    )


def _run(fold: Fold, body: Body, _: Entry) -> None:
    take_run(fold, body)


FOLDS: dict[str, Callable[[Fold, Body, Entry], None]] = {
    "member": _member,
    "rotate": _member,
    "adopt": _adopt,
    "revoke": _revoke,
    "policy": _policy,
    "source": _source,
    "release": _release,
    "evidence": _evidence,
    "report": _report,
    "claim": _claim,
    "decision": _decision,
    "judgement": _judgement,
    "standing": _standing,
    "correction": _correction,
    "consent": _consent,
    "withhold": _withhold,
    "run": _run,
    "edition": _edition,
    "erase": _erase,
}
