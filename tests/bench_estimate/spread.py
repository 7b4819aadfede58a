"""The row of seeds: on every real table the sampler's medians agree over seeds, or it says why not."""

from __future__ import annotations

from collections.abc import Callable

from bench_estimate.outcomes import SAMPLER, Answer, keep_answers, run_method
from bench_estimate.table import Line, Lines, NotRun, read_real, real_tables, say_reached
from everyname.estimate.checks import filled_lists, find_refusal
from everyname.estimate.methods import METHODS

__all__ = ["lines"]

SEEDS = (19481210, 1, 2)
MOST = 0.05
TARGET = "<= 5% or a refusal"
TODAY = {
    "kosovo_1999_killings_4lists": "0.9%",
    "slavery_UKdat": "10%",
    "slavery_UKdat_5": "16%",
    "slavery_Ned": "169%, silent",
    "slavery_Ned_5": "1.8%",
    "slavery_NewOrl_5": "1.9%",
    "slavery_NewOrl": "2.2%",
    "slavery_Western": "1.1%",
    "rcapture_HIV": "0.2%",
    "rcapture_lesbian": "0.8%",
    "care1_Congenital": "0.3%",
}


def lines() -> Lines:
    """Give a line for each table, or one that says why none was run."""
    try:
        yield from map(seed_line, tables())
    except NotRun as reason:
        yield Line(
            figure="seeds: every real table",
            today="up to 169%, silent",
            ours=f"not run: {reason}",
            target=TARGET,
            reached="-",
            seconds="-",
        )


def tables() -> list[str]:
    """Name the real tables; raises NotRun where they are not at hand, or no sampler is."""
    if SAMPLER not in METHODS:
        raise NotRun("the panel has no sampler")
    return real_tables()


def seed_line(name: str) -> Line:
    """Run the sampler from three seeds on one table."""
    patterns = read_real(name)
    found = find_refusal(patterns)
    if found is not None:
        ours, reached, spent = f"refused: {found[1]}", True, 0.0
    else:
        used = patterns.keep(filled_lists(patterns))
        run: Callable[[int], Answer] = lambda place: run_method(SAMPLER, used, SEEDS[place])  # noqa: E731
        answers = keep_answers(name, SAMPLER, len(SEEDS), run)
        ours, reached = judge(answers)
        spent = sum(answer.seconds for answer in answers)
    return Line(
        figure=f"seeds: {name}, {len(patterns.lists)} lists: spread of medians over {len(SEEDS)} seeds",
        today=TODAY.get(name, "-"),
        ours=ours,
        target=TARGET,
        reached=say_reached(reached),
        seconds=f"{spent:.1f}",
    )


def judge(answers: list[Answer]) -> tuple[str, bool]:
    """Say the medians and their spread, or the words of a refusal; a lone answer among refusals is none."""
    medians = [answer.median for answer in answers if answer.refused is None]
    words = next((answer.refused for answer in answers if answer.refused is not None), None)
    told = ", ".join(f"{median:,.0f}" for median in medians)
    spread = max(medians) / min(medians) - 1 if medians else 0.0
    if words is None:
        return f"{spread:.1%} ({told})", spread <= MOST
    some = f"{told} and " if medians else ""
    return f"{some}{len(answers) - len(medians)} refused: {words}", spread <= MOST
