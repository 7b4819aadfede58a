"""The order of names: as a reader of each script expects it."""

from __future__ import annotations

from everyname.edition.order import letter_of, name_key, script_of


def test_persian_letters_stand_in_persian_order() -> None:
    """Pe follows be, che follows jim, zhe follows ze, gaf follows kaf, ye is last."""
    names = ["یاس", "گلنار", "کیان", "ژاله", "زهره", "چمن", "جاوید", "پری", "بابک", "آرش"]
    assert sorted(names, key=name_key) == names[::-1]


def test_keyboards_do_not_part_a_name() -> None:
    """Arabic and Persian ye and kaf are the same letter."""
    assert name_key("كريم") == name_key("کریم")
    assert letter_of("ك") == letter_of("ک")


def test_marks_and_case_do_not_part_a_name() -> None:
    """An accent or a capital does not move a name."""
    assert name_key("Émile") == name_key("emile")
    assert letter_of("Émile") == "E"


def test_scripts_are_kept_apart() -> None:
    """Latin names come before Arabic-script ones; a name of digits stands under #."""
    assert name_key("Zed") < name_key("آرش")
    assert (script_of("Zed"), script_of("آرش"), script_of("Жанна"), script_of("42")) == (
        "latin",
        "arabic",
        "other",
        "other",
    )
    assert letter_of("42") == "#"
    assert letter_of("آرش") == letter_of("ارش")
