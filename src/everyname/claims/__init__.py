"""Find stated numbers in text, who states them, who repeats whom."""

from everyname.claims.echo import Edge, Mention, Origin, edges, origins
from everyname.claims.extract import grounded, propose
from everyname.claims.wire import document_json

__all__ = ["Edge", "Mention", "Origin", "document_json", "edges", "grounded", "origins", "propose"]
