"""Violence told of in the sentences around a protest: it makes a riot of it too."""

from __future__ import annotations

from schemas import ProtestForm
from service.language.phrases import is_negated
from service.rules.found import Grounded
from service.rules.protests.lexicon import words_of
from service.rules.protests.merge import Cluster, Reports
from service.rules.protests.view import View
from service.rules.protests.violence import is_violent_act

_REACH = 2  # sentences on either side of a report of the protest


def riots_near(seen: list[View], clusters: list[Cluster]) -> list[Grounded[ProtestForm] | None]:
    """For each protest in the street the first words near it, outside of its own sentences, that tell of a riot."""
    street = [cluster for cluster in clusters if cluster.family == "street"]
    members = [c for cluster in street for c in cluster.members if c.is_sure]
    out: list[Grounded[ProtestForm] | None] = [None] * len(clusters)
    reports = Reports(street)
    near = {c.index + d for c in members for d in range(-_REACH, _REACH + 1)}
    for view in seen:
        found = _violence(view)
        if found is None or view.sentence.index not in near:
            continue
        home = reports.owner(view.sentence.index, found[0])
        if home is not None:
            at = clusters.index(street[home])
            out[at] = out[at] or Grounded("riot", *found)
    return out


def _violence(view: View) -> tuple[int, int] | None:
    act = next((t for t in view.doc if is_violent_act(t) and not is_negated(t)), None)
    if act is not None:
        return view.span(act)
    text = view.text.lower()
    said = next((p for p in sorted(words_of("violence", "phrases")) if p in text), None)
    if said is None:
        return None
    start = view.sentence.start + text.index(said)
    return start, start + len(said)
