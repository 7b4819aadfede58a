"""The hall: one folder on disk; replay the ledger into tables; run each step; scope and policy."""

from everyname.book.book import Book

__all__ = ["Book"]
