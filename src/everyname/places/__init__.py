"""Find a place by any of its spellings; its province and country."""

from everyname.places.resolve import guess_country, resolve_place

__all__ = ["guess_country", "resolve_place"]
