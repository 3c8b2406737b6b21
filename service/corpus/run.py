"""A run: what was sent is kept by shard, looked at beside what is there, and what is missing is made and put in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from service.corpus.manifest import Manifest, read_manifest
from service.corpus.names import Contested, contested
from service.corpus.sent import Sent
from service.corpus.shards import merged
from service.corpus.spool import Spool
from service.corpus.store import Store
from service.corpus.survey import Shard, surveyed
from service.corpus.tables import EXTRACTIONS, tables_of
from service.corpus.task import Made, Task
from service.errors import OnrecordError
from service.requests.items import Defaults

Engine = Callable[[Iterable[Task]], Iterator[Made]]


class EngineFault(OnrecordError):
    """An engine gave back other work than it was handed."""

    slug = "engine-fault"
    title = "The engine did not do its work"
    status = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """How a run makes answers: what holds for all transcripts, the fingerprint of the rules, links, and what a model may
    be sent in the whole run.
    """

    defaults: Defaults
    fingerprint: str
    media_url: str | None = None
    tokens: int = 0

    @property
    def options(self) -> dict[str, object]:
        """What a corpus is made with throughout."""
        return {**self.defaults.options, **({"media_url": self.media_url} if self.media_url else {})}


@dataclass(slots=True)
class Told:
    """What came of a run: how many transcripts were ``sent``, sent ``twice``, there already (``kept``), to be made (``todo``)
    and ``made``, have ``lost`` their name to another, and stand there by ``older`` rules, not having been sent; and how many
    ``rows`` each dataset has.
    """

    sent: int = 0
    twice: int = 0
    kept: int = 0
    todo: int = 0
    made: int = 0
    lost: int = 0
    older: int = 0
    rows: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of a shard beside what is made for it: the keys of transcripts that go, and of those that lost their name."""

    wanted: frozenset[str]
    gone: frozenset[str]
    lost: Mapping[str, str]


class Run:
    """A run over what was sent, to the corpus in a folder, of so many shards where it is new."""

    def __init__(self, root: Path, asked: Asked, shards: int) -> None:
        self._store, self._asked, self._new_shards = Store(root), asked, shards
        self._open: dict[str, _Change] = {}  # shards that an engine is at
        self.told = Told()

    def go(
        self,
        sent: Iterable[Sent],
        engine: Engine,
        begin: Callable[[Told], None] = lambda _: None,
        step: Callable[[int], None] = lambda _: None,
    ) -> Told:
        """All of it. ``begin`` is told what there is to do, ``step`` how many transcripts were done, shard by shard."""
        known = read_manifest(self._store.root)
        if known is not None:
            known.check(self._asked.options)
        with self._store.opened():
            manifest = known or Manifest(self._new_shards, self._asked.options, "")
            manifest = replace(manifest, fingerprint=self._asked.fingerprint, whole=False, rows={})
            spool = self._spooled(sent, manifest.shards)
            names = contested(self._counted(spool), self._store.work / "names")
            self.told.lost = len(names.lose)
            self.told.todo -= len(names.lose)
            manifest.write(self._store.root)
            begin(self.told)
            for made in engine(self._tasks(spool, names)):
                self._finish(made)
                step(len(made.tables[EXTRACTIONS]))
            if self._open:
                raise EngineFault(
                    f"the engine left {len(self._open):,} shards undone", expected="the command once more"
                )
            self.told.rows.update(self._store.rows())
            replace(manifest, whole=True, rows=dict(self.told.rows)).write(self._store.root)
        return self.told

    def _spooled(self, sent: Iterable[Sent], shards: int) -> Spool:
        spool = Spool(self._store.work / "sent", shards)
        for one in sent:
            spool.add(one)
            self.told.sent += 1
        spool.flush()
        return spool

    def _surveyed(self, spool: Spool) -> Iterator[Shard]:
        """All shards, those that nothing was sent for too."""
        for name in sorted({*spool.shards(), *self._store.shards()}):
            yield surveyed(name, self._store, spool, self._asked.fingerprint)

    def _counted(self, spool: Spool) -> Iterator[Shard]:
        for shard in self._surveyed(spool):
            missing = len(shard.missing())
            self.told.twice += shard.twice
            self.told.todo += missing
            self.told.kept += len(shard.sent) - missing
            self.told.older += len(shard.stale - shard.sent.keys())
            yield shard

    def _tasks(self, spool: Spool, names: Contested) -> Iterator[Task]:
        """The work on each shard that lacks something. One that only loses something is written here and now."""
        for shard in self._surveyed(spool):
            wanted = {key: name for key, name in shard.missing().items() if key not in names.lose}
            lost = {key: names.lose[key] for key in shard.sent if key in names.lose}
            change = _Change(frozenset(wanted), names.replaced & shard.stands.keys() | lost.keys(), lost)
            self._open[shard.name] = change
            if wanted:
                yield self._task(shard, spool, wanted)
            elif change.gone != self._store.noted(shard.name) & shard.sent.keys():
                self._finish(Made(shard.name, tables_of({})))
            else:
                del self._open[shard.name]

    def _task(self, shard: Shard, spool: Spool, wanted: Mapping[str, str]) -> Task:
        asked = self._asked
        return Task(
            shard=shard.name,
            spooled=str(spool.path(shard.name).resolve()),
            wanted=wanted,
            known_as=shard.known_as(),
            defaults=asked.defaults,
            fingerprint=asked.fingerprint,
            media_url=asked.media_url,
            ration=asked.tokens * len(wanted) // self.told.todo,
        )

    def _finish(self, made: Made) -> None:
        """Put in its place what was made, if it is what was asked for; an engine that says otherwise is not believed."""
        change = self._open.pop(made.shard, None)
        if change is None or sorted(made.tables[EXTRACTIONS]["key"].to_pylist()) != sorted(change.wanted):
            raise EngineFault(f"shard {made.shard} came back with other transcripts than it was handed, or twice")
        standing = self._store.read(made.shard)
        self._store.write(made.shard, merged(standing, made.tables, gone=change.gone, lost=change.lost))
        self.told.made += len(change.wanted)
