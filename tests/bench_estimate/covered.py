"""The rows of coverage: simulated tables, every method's intervals against the truth, hull and alarm."""

from __future__ import annotations

from dataclasses import dataclass

from bench_estimate.coverage import Summary, compare, summarise
from bench_estimate.outcomes import SAMPLER, answer_tables
from bench_estimate.simulate import OTHERS, SCENARIOS, Scenario
from bench_estimate.table import Line, Lines, say_reached
from everyname.estimate.methods import METHODS

__all__ = ["lines", "other_lines"]

TABLES = 200
SAMPLED_TABLES = 60  # of the sampler, whose answer costs seconds
OTHER_TABLES = 40
MOST_REFUSED = 0.1  # a method that refuses more than this has no coverage to speak of
WIDER = 1.15  # how much wider than the same estimator in R an interval may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What R gave for a method and scenario in section 4 of the design: coverage, bias, width."""

    words: str
    width: float


def recorded(covered: int, bias: int, width: float) -> Recorded:
    """Write one cell of the recorded table."""
    return Recorded(words=f"{covered}%, {bias:+d}%, {width:g}", width=width)


# LCMCR, our own AIC mixture over pairwise models, dga without the saturated graph, Mt, Chao's lower bound
TODAY = {
    ("S1", "latent-class"): recorded(96, 0, 0.16),
    ("S2", "latent-class"): recorded(100, -4, 0.63),
    ("S3", "latent-class"): recorded(93, -5, 0.33),
    ("S4", "latent-class"): recorded(100, 1, 0.23),
    ("S5", "latent-class"): recorded(4, -32, 0.21),
    ("S6", "latent-class"): recorded(4, -18, 0.15),
    ("S7", "latent-class"): recorded(96, -11, 0.59),
    ("S8", "latent-class"): recorded(38, 10, 0.2),
    ("S1", "log-linear"): recorded(100, 0, 0.24),
    ("S2", "log-linear"): recorded(7, 248, 3.8),
    ("S3", "log-linear"): recorded(96, 1, 0.32),
    ("S4", "log-linear"): recorded(100, 2, 0.28),
    ("S5", "log-linear"): recorded(78, -11, 0.35),
    ("S6", "log-linear"): recorded(26, -16, 0.24),
    ("S7", "log-linear"): recorded(100, -4, 1.1),
    ("S8", "log-linear"): recorded(58, 12, 0.29),
    ("S1", "decomposable"): recorded(96, 0, 0.17),
    ("S2", "decomposable"): recorded(96, -6, 1.2),
    ("S3", "decomposable"): recorded(100, -1, 0.23),
    ("S4", "decomposable"): recorded(100, 1, 0.19),
    ("S5", "decomposable"): recorded(0, -38, 0.18),
    ("S6", "decomposable"): recorded(4, -19, 0.16),
    ("S7", "decomposable"): recorded(100, -8, 0.76),
    ("S8", "decomposable"): recorded(46, 10, 0.2),
    ("S1", "independence"): recorded(96, 1, 0.16),
    ("S3", "independence"): recorded(0, -23, 0.1),
    ("S4", "independence"): recorded(0, 24, 0.22),
    ("S1", "chao"): recorded(96, 1, 0.17),
    ("S3", "chao"): recorded(0, -21, 0.11),
    ("S4", "chao"): recorded(0, 24, 0.23),
}
HULL_TODAY = {"S1": 100, "S2": 100, "S3": 100, "S4": 100, "S5": 81, "S6": 25, "S7": 100, "S8": 57}
CARRYING = ("latent-class", "log-linear", "decomposable")  # the rows that claim to cover; others contrast
HELD = ("S1", "S3", "S4")  # scenarios that every such row must cover


def lines(name: str) -> Lines:
    """Give a scenario's lines: one a method, then the hull of the compared methods with the alarm."""
    scenario = SCENARIOS[name]
    for method in METHODS:
        if method != "chapman":  # it takes two lists
            yield method_line(scenario, method)
    yield hull_line(scenario, [method for method in METHODS if method != SAMPLER], TABLES)
    if SAMPLER in METHODS:
        yield hull_line(scenario, list(METHODS), SAMPLED_TABLES)


def method_line(scenario: Scenario, method: str) -> Line:
    """Measure one method on one scenario."""
    tables = SAMPLED_TABLES if method == SAMPLER else TABLES
    summary = summarise(answer_tables(scenario, method, tables), scenario.people)
    today = TODAY.get((scenario.name, method))
    target, reached = judge(scenario.name, method, summary, today)
    return Line(
        figure=f"{scenario.name} {scenario.words}: {method}, coverage, bias, width ({tables} tables)",
        today=today.words if today else "-",
        ours=summary.in_words(),
        target=target,
        reached=say_reached(reached),
        seconds=f"{summary.seconds:.4f} a table",
    )


def judge(name: str, method: str, found: Summary, today: Recorded | None) -> tuple[str, bool | None]:
    """Say the target of a method on a scenario and whether it is reached; rows that contrast have none."""
    answers = found.refused <= MOST_REFUSED
    if name in HELD and method in CARRYING and today:
        widest = WIDER * today.width
        return f">= 93%, width <= {widest:.3f}", answers and found.covered >= 0.93 and found.width <= widest
    if name == "S2" and method == SAMPLER:
        near = abs(found.bias) <= 0.05 and found.width <= 0.65
        return ">= 93%, bias <= 5%, width <= .65", answers and found.covered >= 0.93 and near
    return "-", None


def hull_line(scenario: Scenario, methods: list[str], tables: int) -> Line:
    """Measure the hull and the alarm of the compared methods."""
    found = compare(scenario, methods, tables)
    told = f"{found.hull.in_words()}; alarm {found.alarm:.0%}, of these no headline {found.no_headline:.0%}"
    reached = None
    target = "-"
    if scenario.name == "S5":
        target = "hull >= 85%, alarm >= 80%"
        reached = found.hull.covered >= 0.85 and found.alarm >= 0.8
    sampler = "with" if SAMPLER in methods else "without"
    return Line(
        figure=f"{scenario.name} {scenario.words}: hull {sampler} the sampler, alarm ({tables} tables)",
        today=f"{HULL_TODAY[scenario.name]}%" if scenario.name in HULL_TODAY else "-",
        ours=told,
        target=target,
        reached=say_reached(reached),
        seconds=f"{found.hull.seconds:.4f} a table",
    )


def other_lines() -> Lines:
    """Give the hull and the alarm on other numbers of lists, rates and people, without the sampler."""
    exact = [method for method in METHODS if method != SAMPLER]
    for scenario in OTHERS.values():
        for method in CARRYING[1:]:
            summary = summarise(answer_tables(scenario, method, OTHER_TABLES), scenario.people)
            yield Line(
                figure=f"{scenario.name} {scenario.words}: {method} ({OTHER_TABLES} tables)",
                today="-",
                ours=summary.in_words(),
                target="-",
                reached="-",
                seconds=f"{summary.seconds:.4f} a table",
            )
        yield hull_line(scenario, exact, OTHER_TABLES)
