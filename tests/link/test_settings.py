import pytest

from everyname.errors import ValueRefused
from everyname.link.settings import Settings


def test_digest_follows_what_changes_results() -> None:
    """Another band gives another digest; another number of threads does not."""
    assert Settings(linked=0.8).digest != Settings().digest
    assert Settings(threads=1).digest == Settings(threads=4).digest


@pytest.mark.parametrize("bands", [(0.9, 0.95), (1.2, 0.2), (0.9, 0.0)])
def test_bands_out_of_order_are_refused(bands: tuple[float, float]) -> None:
    """Bands that are no probabilities in order are refused."""
    with pytest.raises(ValueRefused):
        Settings(linked=bands[0], review=bands[1])


def test_counts_are_counts() -> None:
    """A cap below two or no window cannot be."""
    with pytest.raises(ValueRefused):
        Settings(block=1)
