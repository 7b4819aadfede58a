"""Invent a conflict whose truth is known."""

from everyname.demo.invent import invent, many_rows
from everyname.demo.invention import ExpectedClaim, InventedFile, Invention, TruePerson, Truth

__all__ = ["ExpectedClaim", "InventedFile", "Invention", "TruePerson", "Truth", "invent", "many_rows"]
