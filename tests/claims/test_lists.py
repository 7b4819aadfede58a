"""Acts carried across a list."""

import pytest

from everyname.claims.extract import propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over 150 dead, 4,100 injured and 12,500 arrests", ["killed", "injured", "detained"]),
        (
            "Six guards and one driver were killed and two nurses were wounded.",
            ["killed", "killed", "injured"],
        ),
        ("The rebels killed a judge, as well as two farmers.", ["killed"]),
        ("Police killed 3 and wounded 12 students.", ["killed", "injured"]),
        ("The blast killed a guard and his two brothers, and four cars were damaged.", ["killed"]),
        ("Eleven people, including two reporters, were wounded.", ["injured", "injured"]),
        ("Eleven people were wounded, including two reporters.", ["injured", "injured"]),
        ("The judge was shot to death along with two clerks.", ["killed"]),
        ("Six teachers -- five locals and one visitor -- were killed.", ["killed"]),
        ("They killed the mayor and two guards escaped.", []),
    ],
)
def test_each_member_of_a_list_gets_its_own_act(text: str, expected: list[str]) -> None:
    """A verb reaches every member of its list and nothing beyond it."""
    found = [c.measure for c in propose(text)]
    assert found[: len(expected)] == expected
    assert len(found) - len(expected) in (0, 2)  # the two parts of an aside may be counted too
