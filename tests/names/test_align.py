import numpy as np

from everyname.names.align import FEATURES, pair_features
from everyname.names.columns import name_table


def _features(one: str, other: str) -> dict[str, float]:
    row = pair_features(name_table([one, other]), np.array([0]), np.array([1]))[0]
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_tokens_align_in_order_across_scripts() -> None:
    """Every token of a full name finds its own in the other script."""
    found = _features("سالم كامل خليل بركات", "Salem Kamel Khalil Barakat")
    assert found["matched"] == 4
    assert found["worst"] > 1


def test_two_tokens_align_with_one() -> None:
    """A compound written apart aligns with the same compound written as one word."""
    found = _features("Mohammad Reza Rastegar", "محمدرضا رستگار")
    assert (found["matched"], found["skipped_short"]) == (2, 0)
    assert found["worst"] > 1


def test_missing_token_is_skipped() -> None:
    """A name without the grandfather aligns with the rest of the longer one."""
    found = _features("Salem Kamel Barakat", "Salem Kamel Khalil Barakat")
    assert (found["matched"], found["skipped_short"], found["skipped_long"]) == (3, 0, 1)


def test_family_name_first_is_turned() -> None:
    """A name written family first is recognised, and marked as turned."""
    found = _features("Rastegar Keyvan", "Keyvan Rastegar")
    assert found["turned"] == 1
    assert found["worst"] > 1


def test_no_tokens_no_features() -> None:
    """A placeholder aligns with nothing."""
    assert not any(_features("unknown", "Keyvan Rastegar").values())


def test_whole_names_align_where_the_spaces_differ() -> None:
    """Names parted into words in quite other places are aligned as if written without a space."""
    found = _features("محمدرضا هاشم بیگی", "Mohammad Reza Hashembeigi")
    assert (found["skipped_short"], found["skipped_long"]) == (0, 0)
    assert found["worst"] > 1


def test_packs_tell_known_names_from_spellings() -> None:
    """Two tokens that a pack knows and never met as one name are counted as strange."""
    assert _features("حسن رستگار", "Hossein Rastegar")["strange"] == 1
    assert _features("حسین رستگار", "Hossein Rastegar")["strange"] == 0
    assert _features("Hosein Rastegar", "Hossein Rastegar")["attested"] == 1
