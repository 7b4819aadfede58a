import pytest

from everyname.errors import ValueRefused
from everyname.link.settings import Settings
from everyname.names.pack import Pack, shipped_packs


def test_digest_follows_what_changes_results() -> None:
    """Another band gives another digest; another number of threads does not."""
    assert Settings(linked=0.8).digest != Settings().digest
    assert Settings(threads=1).digest == Settings(threads=4).digest


def test_digest_follows_the_packs() -> None:
    """Other packs give another digest; the shipped ones are the default."""
    learned = Pack(region="learned", swaps={("ب", "b"): 0.5})
    assert Settings(packs=shipped_packs()).digest == Settings().digest
    assert Settings(packs=(*shipped_packs(), learned)).digest != Settings().digest
    assert Settings(packs=()).digest != Settings().digest


@pytest.mark.parametrize("bands", [(0.9, 0.95), (1.2, 0.2), (0.9, 0.0)])
def test_bands_out_of_order_are_refused(bands: tuple[float, float]) -> None:
    """Bands that are no probabilities in order are refused."""
    with pytest.raises(ValueRefused):
        Settings(linked=bands[0], review=bands[1])


def test_counts_are_counts() -> None:
    """A cap below two or no window cannot be."""
    with pytest.raises(ValueRefused):
        Settings(block=1)
