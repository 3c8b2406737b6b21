"""Violence told of in the sentences around a protest: it makes a riot of it too."""

from __future__ import annotations

from schemas import ProtestForm
from service.rules.events.grouping import Neighbours
from service.rules.events.view import View
from service.rules.found import Grounded
from service.rules.protests.grouping import Cluster
from service.rules.protests.lexicon import words_of
from service.rules.protests.violence import is_violent_act

_REACH = 2  # sentences on either side of a report of the protest


def riots_near(seen: list[View], clusters: list[Cluster]) -> list[Grounded[ProtestForm] | None]:
    """For each protest in the street the first words near it, outside of its own sentences, that tell of a riot."""
    street = [i for i, cluster in enumerate(clusters) if cluster.family == "street"]
    out: list[Grounded[ProtestForm] | None] = [None] * len(clusters)
    reports = Neighbours([clusters[i].members for i in street])
    near = set(Neighbours([[c for c in clusters[i].members if c.is_sure] for i in street]).sentences(_REACH))
    for view in (view for view in seen if view.index in near):
        found = _violence(view)
        home = reports.owner(view.index, found[0]) if found is not None else None
        if found is not None and home is not None:
            out[street[home]] = out[street[home]] or Grounded("riot", *found)
    return out


def _violence(view: View) -> tuple[int, int] | None:
    act = next((t for t in view.doc if is_violent_act(t)), None)
    if act is not None:
        return view.span(act)
    text = view.text.lower()
    said = next((p for p in sorted(words_of("violence", "phrases")) if p in text), None)
    if said is None:
        return None
    start = view.sentence.start + text.index(said)
    return start, start + len(said)
