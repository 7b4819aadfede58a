"""Measure editions against the targets of their issue: name search and verifiers."""
