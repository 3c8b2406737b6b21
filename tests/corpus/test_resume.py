"""A run that was cut off, or goes on with more, or by other rules: no row is there twice, lost, or made again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.corpus.engines import here
from service.corpus.forget import forget
from service.corpus.manifest import OtherRun
from service.corpus.run import EngineFault
from service.corpus.store import Busy, Store
from service.corpus.task import Made, Task, made
from tests.corpus.corpora import asked, files, lines, make, names, rows, sent

COUNT = 12
_TOUCHES = frozenset({"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove"})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nobody cuts off makes of the lines."""
    root = tmp_path_factory.mktemp("whole")
    make(root / "corpus", lines(COUNT))
    return files(root / "corpus")


def forked(call: Callable[[], object]) -> int:
    """The call in a process of its own: its exit status, or the signal that it died of, below zero."""
    child = os.fork()
    if child == 0:
        try:
            call()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(root: Path, touch: int, call: Callable[[], object]) -> int:
    """The same, killed when it touches the files below ``root`` for that time, whatever it is about to do there."""

    def run() -> None:
        left = touch

        def look(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            if event in _TOUCHES and str(arguments[0]).startswith(str(root)):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(look)
        call()

    return forked(run)


@pytest.mark.parametrize("step", [3, 21])
def test_killed_over_and_over_it_gives_the_same_bytes(step: int, tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Ten runs, each killed a little later than the one before: while lines are kept, rows written, files put in place."""
    root = tmp_path / "corpus"
    for number in range(10):
        assert killed_at(root, 30 + step * number, lambda: make(root, lines(COUNT))) == -signal.SIGKILL
    make(root, lines(COUNT))
    assert files(root) == whole


@pytest.mark.parametrize("back", range(1, 10))
def test_killed_while_the_files_of_a_shard_are_put_in_place_it_has_all_or_none(back: int, tmp_path: Path) -> None:
    """Counted from the last file: whoever opens the corpus next finds each shard whole."""
    root, before = tmp_path / "corpus", lines(COUNT // 2)
    make(root, before)
    first = files(root)
    moved = 0

    def run() -> None:
        def look(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal moved
            if event == "os.rename" and Path(str(arguments[1])).parent.name in (
                "detentions",
                "statements",
                "ready",
                "stories",
            ):
                moved += 1
                if moved == back:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(look)
        make(root, lines(COUNT))

    assert forked(run) == -signal.SIGKILL
    with Store(root).opened():
        pass
    listed = {
        name: {row["transcript"] for row in rows(root, name)} for name in ("extractions", "detentions", "stories")
    }
    assert listed["detentions"] <= listed["extractions"]
    counts = {row["transcript"]: row["detentions"] for row in rows(root, "extractions")}
    assert {name for name, count in counts.items() if count} == listed["detentions"]
    assert len(first) <= len(files(root))


def test_what_is_there_is_not_made_again(tmp_path: Path, whole: dict[str, bytes]) -> None:
    root = tmp_path / "corpus"
    make(root, lines(COUNT))
    told = make(root, lines(COUNT), engine=never)
    assert (told.made, told.kept) == (0, COUNT)
    assert files(root) == whole


def never(tasks: Iterable[Task]) -> Iterator[Made]:
    """An engine that must have no work."""
    for task in tasks:
        raise AssertionError(task.wanted)
    return iter(())


def noting(done: list[str]) -> Callable[[Iterable[Task]], Iterator[Made]]:
    """The engine of this process, and the names of what it was handed."""

    def engine(tasks: Iterable[Task]) -> Iterator[Made]:
        for task in tasks:
            done.extend(task.wanted.values())
            yield made(task)

    return engine


def test_of_added_input_the_new_alone_is_made(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Whether it comes beside what was there, or by itself."""
    for input_ in (lines(COUNT), lines(COUNT - 5, first=5)):
        root = tmp_path / str(len(input_))
        done: list[str] = []
        make(root, lines(5))
        make(root, input_, noting(done))
        assert sorted(done) == [line["id"] for line in lines(COUNT - 5, first=5)]
        assert files(root) == whole


def test_by_other_rules_all_that_was_sent_is_made_anew_and_the_rest_stays(tmp_path: Path) -> None:
    root, done = tmp_path, list[str]()
    make(root, lines(COUNT))
    told = make(root, lines(5), noting(done), by=asked("rules2"))
    assert sorted(done) == [line["id"] for line in lines(5)]
    assert told.older == COUNT - 5
    made_by = {row["transcript"]: row["fingerprint"] for row in rows(root, "extractions")}
    assert made_by == {line["id"]: "rules2" if line in lines(5) else "rules1" for line in lines(COUNT)}
    make(root, lines(COUNT), by=asked("rules2"))
    make(tmp_path / "other", lines(COUNT), by=asked("rules2"))
    assert {name: files(root)[name] for name in files(tmp_path / "other")} == files(tmp_path / "other")


def test_a_run_by_other_rules_that_was_cut_off_goes_on_with_what_is_left(tmp_path: Path) -> None:
    make(tmp_path, lines(COUNT))
    with pytest.raises(EngineFault):
        make(tmp_path, lines(COUNT), skipping, by=asked("rules2"))
    half = {row["transcript"] for row in rows(tmp_path, "extractions") if row["fingerprint"] == "rules2"}
    done: list[str] = []
    make(tmp_path, lines(COUNT), noting(done), by=asked("rules2"))
    assert half
    assert sorted(done) == sorted({line["id"] for line in lines(COUNT)} - half)


def shuffled(tasks: Iterable[Task]) -> Iterator[Made]:
    """An engine that takes all work at once, and begins at the end."""
    return map(made, reversed(list(tasks)))


def skipping(tasks: Iterable[Task]) -> Iterator[Made]:
    """An engine that takes work for done that it never did."""
    return here(list(tasks)[::2])


def losing(tasks: Iterable[Task]) -> Iterator[Made]:
    """An engine that loses rows."""
    for task in tasks:
        found = made(task)
        yield Made(found.shard, {**found.tables, "extractions": found.tables["extractions"].slice(1)})


def doubling(tasks: Iterable[Task]) -> Iterator[Made]:
    """An engine that does work twice, as after a fault of its own."""
    for task in tasks:
        yield made(task)
        yield made(task)


def test_the_order_of_an_engine_changes_nothing(tmp_path: Path, whole: dict[str, bytes]) -> None:
    make(tmp_path / "corpus", lines(COUNT), shuffled)
    assert files(tmp_path / "corpus") == whole


@pytest.mark.parametrize("engine", [skipping, losing, doubling])
def test_an_engine_that_skips_loses_or_doubles_rows_is_found_out_and_made_good(
    engine: Callable[[Iterable[Task]], Iterator[Made]], tmp_path: Path, whole: dict[str, bytes]
) -> None:
    """What is done is read from the rows that are there, whatever an engine says: the next run does what is missing."""
    root = tmp_path / "corpus"
    with pytest.raises(EngineFault):
        make(root, lines(COUNT), engine)
    make(root, lines(COUNT))
    assert files(root) == whole


def test_a_transcript_that_is_sent_twice_is_there_once(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """The same line twice, and the same content by another name: of the names, the first in their order is kept."""
    again = [{**line, "id": f"z{line['id']}"} for line in lines(4)]
    for number, input_ in enumerate(([*again, *lines(COUNT), *lines(2)], [*lines(2), *lines(COUNT), *again])):
        told = make(tmp_path / str(number) / "corpus", input_)
        assert told.twice == 6
        assert files(tmp_path / str(number) / "corpus") == whole
    told = make(tmp_path / "0" / "corpus", again, never)
    assert (told.made, told.kept) == (0, 4)


def test_a_name_is_of_one_transcript(tmp_path: Path) -> None:
    """The others are among the problems, in whatever order they come, and come into their own once the name is free."""
    mine, other = lines(2)[0], {**lines(2)[1], "id": "t000"}
    told = make(tmp_path / "a", [mine, other])
    make(tmp_path / "b", [other, mine])
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert told.lost == 1
    assert names(tmp_path / "a") == ["t000"]
    assert [(row["transcript"], row["problem"]) for row in rows(tmp_path / "a", "problems")] == [("t000", "name-taken")]
    before = files(tmp_path / "a")
    make(tmp_path / "a", [mine, other], never)
    assert files(tmp_path / "a") == before
    taken = [row["key"] for row in rows(tmp_path / "a", "problems")]
    [loser] = [line for line in sent([mine, other]) if line.key in taken]
    make(tmp_path / "a", [{**(mine if loser.key == sent([mine])[0].key else other), "id": "t001"}])
    assert names(tmp_path / "a") == ["t000", "t001"]
    assert rows(tmp_path / "a", "problems") == []


def test_what_had_a_problem_yields_to_what_has_its_name_now(tmp_path: Path) -> None:
    make(tmp_path / "a", [{"id": "t000", "text": " "}, *lines(3, first=1)])
    assert [row["transcript"] for row in rows(tmp_path / "a", "problems")] == ["t000"]
    make(tmp_path / "a", lines(4))
    make(tmp_path / "b", lines(4))
    for name in ("extractions", "detentions", "problems"):
        assert sorted(map(repr, rows(tmp_path / "a", name))) == sorted(map(repr, rows(tmp_path / "b", name)))


def test_a_transcript_that_is_forgotten_is_nowhere(tmp_path: Path, whole: dict[str, bytes]) -> None:
    root, gone = tmp_path / "corpus", lines(2)[1]
    make(root, lines(COUNT))
    assert forget(root, [gone["id"], "nobody"]) == {gone["id"]}
    make(tmp_path / "without", [line for line in lines(COUNT) if line != gone])
    kept = files(tmp_path / "without")
    assert {name: files(root)[name] for name in kept} == kept
    assert not [name for name, content in files(root).items() if gone["id"].encode() in content]
    make(root, lines(COUNT))
    assert files(root) == whole


def test_a_corpus_made_by_other_options_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path, lines(2))
    before = files(tmp_path)
    with pytest.raises(OtherRun, match="min_confidence"):
        make(tmp_path, lines(4), by=asked(options={"min_confidence": 0.9}))
    assert files(tmp_path) == before


def test_a_folder_that_is_no_corpus_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(OtherRun, match="thesis"):
        make(tmp_path, lines(2))
    with pytest.raises(OtherRun):
        forget(tmp_path, ["t000"])
    assert files(tmp_path) == {"thesis.txt": b"mine"}


def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    with Store(tmp_path).opened(), pytest.raises(Busy):
        make(tmp_path, lines(2))
