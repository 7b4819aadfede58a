import numpy as np

from everyname.link.edits import distances, lay_letters


def test_a_slip_of_the_pen_is_one_letter_apart() -> None:
    """A letter lost, added, mistaken or changed over counts one; two unlike words count many."""
    texts = ["westport", "wesport", "westpoort", "westpart", "wetsport", "harbrook", "we", ""]
    one = np.zeros(len(texts), dtype=np.int64)
    found = distances(lay_letters(texts), one, np.arange(len(texts)))
    assert found.tolist() == [0, 1, 1, 1, 1, 7, 1, 1]
    assert distances(lay_letters(texts), np.arange(len(texts)), one).tolist() == found.tolist()
