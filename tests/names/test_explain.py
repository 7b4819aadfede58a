import pytest

from everyname.names import explain, score_pairs


def test_explanation_names_the_tokens_that_fit_and_that_differ() -> None:
    """A sibling's name is explained by the one token that differs; the others fit."""
    found = explain("سالم كامل خليل بركات", "Salma Kamel Khalil Barakat")
    assert [one.right for one in found.differing] in ([("salma",)], [])
    assert [one.left for one in found.aligned] == [("سالم",), ("کامل",), ("خلیل",), ("برکات",)]
    assert found.aligned[0].odds < min(one.odds for one in found.aligned[1:])


def test_explanation_gives_the_score_of_the_pair() -> None:
    """The explained score is the one that many pairs at once would get."""
    found = explain("نیما رستگار", "Nima Rastegar")
    assert found.score == pytest.approx(score_pairs(["نیما رستگار"], ["Nima Rastegar"])[0])


def test_what_is_left_over_and_set_aside_is_said() -> None:
    """A token that only one side has, and a title, are named."""
    found = explain("Dr Salem Kamel Barakat", "Salem Barakat")
    assert found.left_only == ("kamel",)
    assert found.right_only == ()
    assert found.honorifics == (("dr",), ())


def test_two_tokens_for_one_are_said() -> None:
    """A compound written apart is shown beside the same written as one."""
    found = explain("Mohammad Reza Rastegar", "محمدرضا رستگار")
    assert found.aligned[0].left == ("mohammad", "reza")
    assert found.aligned[0].right == ("محمدرضا",)


def test_nobody_is_explained_by_nothing() -> None:
    """A placeholder scores 0, with nothing aligned."""
    found = explain("unknown", "Nima Rastegar")
    assert (found.score, found.aligned, found.right_only) == (0.0, (), ("nima", "rastegar"))
    assert found.to_plain()["features"]["matched"] == 0
