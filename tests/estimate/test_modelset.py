from __future__ import annotations

import json

from everyname.estimate import Patterns
from everyname.estimate.modelset import fit_all
from everyname.estimate.profile import profile_interval


def test_every_model_of_four_lists_is_told(kosovo: Patterns) -> None:
    """All 113 models are told, the best by BIC first, with the recorded figures of the best two."""
    plain = fit_all(kosovo.counts).to_plain(kosovo.lists)
    assert plain["count"] == len(plain["models"]) == 113
    first = plain["models"][0]
    assert (first["name"], first["N"], first["se"]) == ("[123,14,34]", 10356.5, 785.9)
    assert [best["name"] for best in plain["best"]] == ["[123,14,34]", "[123,134]"]
    assert (plain["best"][0]["low"], plain["best"][0]["high"]) == (8994, 12110)
    assert [model["bic"] for model in plain["models"]] == sorted(model["bic"] for model in plain["models"])


def test_profile_interval_stands_with_its_model(kosovo: Patterns) -> None:
    """The interval told of the best model by AIC is that model's profile interval."""
    fitted = fit_all(kosovo.counts)
    best = fitted.to_plain(kosovo.lists)["best"][1]
    _, low, high = profile_interval(kosovo.counts, fitted.fits.models[fitted.best("aic")[0]])
    assert (best["low"], best["high"]) == (round(low), round(high))


def test_mixtures_are_wider_than_their_best_model(kosovo: Patterns) -> None:
    """Both mixtures keep the spread between models, and AIC spreads the weight further than BIC."""
    plain = fit_all(kosovo.counts).to_plain(kosovo.lists)
    by = {mixture["by"]: mixture for mixture in plain["mixtures"]}
    assert by["AIC"]["high"] > by["BIC"]["high"] > plain["best"][0]["high"]


def test_models_without_an_estimate_are_told_without_a_number(lone_list: Patterns) -> None:
    """A model whose estimate runs away is told with its criteria and no N, never with trillions."""
    plain = fit_all(lone_list.counts).to_plain(lone_list.lists)
    json.dumps(plain, allow_nan=False)
    endless = [model for model in plain["models"] if not model["finite"]]
    assert endless
    assert all(model["N"] is None and model["se"] is None for model in endless)
