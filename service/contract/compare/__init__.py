"""Which values one JSON Schema allows and another does not: the question that every judgement of a change comes down to."""

from service.contract.compare.inclusion import Difference, Kind, beyond
from service.contract.compare.nodes import Document, Node

__all__ = ["Difference", "Document", "Kind", "Node", "beyond"]
