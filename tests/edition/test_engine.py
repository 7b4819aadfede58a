"""The engine: a template cannot say what it must not."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from edition.invented import facts
from everyname.edition.engine import environment
from everyname.edition.redact import Rules, allow
from everyname.edition.voice import Voice
from everyname.errors import UsedWrongly


def _voice() -> Voice:
    return Voice(allow(facts(), Rules()), "en")


def test_a_template_cannot_show_a_bare_number() -> None:
    """A number that slips into a template without the filter stops the page."""
    env = environment(_voice())
    with pytest.raises(UsedWrongly):
        env.from_string("{{ n }}").render(n=1500)
    assert env.from_string("{{ counted(n)|number }}").render(n=1500).endswith(">1,500</data>")


def test_a_missing_value_stops_the_page() -> None:
    """A value that was not given is an error, never an empty place on a page."""
    with pytest.raises(UndefinedError):
        environment(_voice()).from_string("{{ nothing }}").render()


def test_two_languages_do_not_mix() -> None:
    """Compiled templates are shared, sentences are not."""
    persian = Voice(allow(facts(), Rules()), "fa")
    shown = [environment(v).from_string("{{ say.names }}").render() for v in (_voice(), persian)]
    assert shown == ["Names", "نام‌ها"]
