"""Write pages, data and proofs from an allow-list.

The way through the room: `redact.allow` makes the values that may be said, `proofs.statements` cuts them
into statements for the publication log, `write.content_files`, `write.manifest` and `write.write` set the
edition down. Import from these modules; the templates' engine is loaded only with `write`.
"""

from everyname.edition.redact import ClaimCase, EstimateCase, Facts, PersonCase, Rules, allow

__all__ = ["ClaimCase", "EstimateCase", "Facts", "PersonCase", "Rules", "allow"]
