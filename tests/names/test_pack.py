import dataclasses
import json
from importlib import resources
from typing import Any

import pytest

from everyname.errors import FileRefused
from everyname.names.model import NameModel, shipped_model
from everyname.names.pack import LEAST_PERSONS, Pack, from_plain, shipped_packs, to_plain

PLAIN: dict[str, Any] = {
    "format": "everyname/pack/1",
    "region": "here",
    "swaps": [["ب", "b", 0.1]],
    "losses": [["ع", 1, 0.2]],
    "persons": 30,
    "tokens": {"barakat": 20, "برکات": 21},
    "pairs": [["barakat", "برکات", 20]],
}


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.region)
def test_shipped_packs_hold_common_tokens_alone(pack: Pack) -> None:
    """Every token of a shipped pack is borne by twenty persons or more and is one word, never a full name."""
    assert pack.tokens
    assert min(pack.tokens.values()) >= LEAST_PERSONS == 20
    assert not [token for token in pack.tokens if len(token.split()) != 1]
    assert {token for pair in pack.pairs for token in pair} <= pack.tokens.keys()


@pytest.mark.parametrize("pack", [*shipped_packs(), from_plain(PLAIN)], ids=lambda pack: pack.region)
def test_a_pack_reads_back_as_it_was_written(pack: Pack) -> None:
    """What is written of a pack gives the same pack and the same digest."""
    again = from_plain(json.loads(json.dumps(to_plain(pack))))
    assert to_plain(again) == to_plain(pack)
    assert again.digest == pack.digest


def test_the_packs_carry_their_licence() -> None:
    """The folder of the packs names its licence and where each pack was learned."""
    text = (resources.files("everyname.names") / "packs" / "LICENSE.md").read_text(encoding="utf-8")
    assert "CC-BY-SA-4.0" in text
    assert all(f"{pack.region}.json" in text for pack in shipped_packs())


@pytest.mark.parametrize(
    "changed",
    [
        {"swaps": [["ب", "b", 0.2]]},
        {"losses": [["ع", 0, 0.2]]},
        {"tokens": {"barakat": 20, "برکات": 22}},
        {"pairs": []},
        {"persons": 31},
        {"region": "there"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_digest_follows_everything_a_pack_says(changed: dict[str, Any]) -> None:
    """A pack that differs in anything has another digest."""
    assert from_plain(PLAIN | changed).digest != from_plain(PLAIN).digest


def test_the_digest_follows_what_the_model_says() -> None:
    """A model whose weights differ has another digest; one read back has the same."""
    model = shipped_model()
    assert NameModel.from_plain(model.to_plain()).digest == model.digest
    assert dataclasses.replace(model, offset=model.offset + 1).digest != model.digest


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        "pack",
        {},
        PLAIN | {"format": "everyname/pack/99"},
        PLAIN | {"swaps": [["ب", "b", float("nan")]]},
        PLAIN | {"swaps": [["ب", "b", -3]]},
        PLAIN | {"swaps": [["no symbol", "b", 0.1]]},
        PLAIN | {"losses": [["ع", 2, 0.2]]},
        PLAIN | {"tokens": {"barakat": 0, "برکات": 21}},
        PLAIN | {"tokens": {"barakat": 31, "برکات": 21}},
        PLAIN | {"tokens": {"barakat": 21}},
        PLAIN | {"pairs": [["برکات", "barakat", 20]]},
        PLAIN | {"persons": "many"},
    ],
    ids=str,
)
def test_what_is_no_pack_is_refused_in_three_parts(wrong: Any) -> None:
    """Anything that nobody could have learned is refused, saying what was kept and what to do."""
    with pytest.raises(FileRefused) as refused:
        from_plain(wrong)
    assert len(refused.value.for_person().splitlines()) == 3
