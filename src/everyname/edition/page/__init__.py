"""Lay out the kinds of page of an edition, one file a kind: values in, what a template needs out."""
