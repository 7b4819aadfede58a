"""Carry entries and evidence between places by file: nothing lost, nothing believed unchecked.

Format: `docs/reference/bundle-format.md`.
"""
