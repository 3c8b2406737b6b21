"""The tuned pipeline reads every text as the one that is its maker's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from benchmarks.figures import ROOT, eval_folder
from service.language import attributes, embeddings
from service.language.pipeline import DEFAULT_PIPELINE, Pipeline
from service.language.sentences import split
from service.read import read_text

# Words that the ruler knows two together, by themselves or not, at the ends of sentences and in no case.
TWO_TOGETHER = (
    "Let's go, she said. LET'S GO. Let it be. They are gonna march and have got to vote. He got a ballot. I ain't voting. "
    "Y'all come. C'mon, there's a rally. There were two. It is there. He's gone; she'd gone; he'd go. Nothin' doin'. "
    "\n\nWhat'd they say?  Do they vote? They do. Have they voted? They have, though nobody, but one, thought so. that\tis "
)


@cache
def stock() -> Language:
    return spacy.load(DEFAULT_PIPELINE, exclude=["ner", "senter"])


@cache
def tuned() -> Pipeline:
    return Pipeline(DEFAULT_PIPELINE)


def sentences(text: str) -> list[str]:
    transcript = read_text(text)
    return [" ".join(transcript.text[s.start : s.end].splitlines()) for s in split(transcript)]


def own_texts() -> Iterator[str]:
    yield TWO_TOGETHER
    for path in sorted((ROOT / "examples").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def texts_at_hand() -> Iterator[str]:
    folder = eval_folder()
    for path in sorted(folder.rglob("*texts.jsonl")) if folder else ():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def told(doc: spacy.tokens.Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.dep_, str(t.head.i), t.pos_, t.lemma_, str(t.morph)) for t in doc]


def differences(texts: Iterator[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    found = []
    for text in texts:
        spoken = sentences(text)
        for ours, theirs in zip(tuned().parses(spoken), stock().pipe(spoken), strict=True):
            found += [pair for pair in zip(told(ours), told(theirs), strict=True) if pair[0] != pair[1]]
    return found


def test_own_texts_are_read_as_the_stock_pipeline_reads_them() -> None:
    """Tags, heads, dependencies, parts of speech, lemmas and morphology, of every token."""
    assert differences(own_texts()) == []
    assert tuned()._attributes is not None  # the table is there, and what it tells is what was looked at


@pytest.mark.skipif(
    eval_folder() is None or bool(os.environ.get("ONRECORD_CI")), reason="minutes over texts of elsewhere"
)
def test_all_texts_at_hand_are_read_so_as_well() -> None:
    """The same over the texts that ONRECORD_EVAL names."""
    assert differences(texts_at_hand()) == []


def test_full_tables_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that every few sentences are reached change nothing, and hold."""
    monkeypatch.setattr(attributes, "_MOST", 40)
    monkeypatch.setattr(embeddings, "_MOST", 40)
    small = Pipeline(DEFAULT_PIPELINE)
    for text in own_texts():
        spoken = sentences(text)
        assert list(map(told, small.parses(spoken))) == list(map(told, tuned().parses(spoken)))
    assert small._attributes is not None
    assert len(small._attributes._table) <= 80


def test_no_word_is_read_otherwise_for_the_words_before_it() -> None:
    """What is remembered of a word is the same to the last bit, whichever text it was first met in."""
    spoken = sentences((ROOT / "examples" / "broadcast.txt").read_text(encoding="utf-8"))
    one, other = Pipeline(DEFAULT_PIPELINE), Pipeline(DEFAULT_PIPELINE)
    for text in reversed(spoken):
        list(other.parses([text]))
    vectors = [[doc.tensor.tobytes() for doc in pipeline.parses(spoken)] for pipeline in (one, other)]
    assert vectors[0] == vectors[1]


def test_a_pipeline_of_another_build_is_left_as_it_is() -> None:
    """Where the last components are others, or ask what no table knows, there is no table."""
    assert attributes.attributes_of(spacy.blank("en")) is None
    nlp = spacy.load(DEFAULT_PIPELINE, exclude=["ner", "senter", "tok2vec", "parser"])
    nlp.get_pipe("attribute_ruler").add([[{"ENT_TYPE": "GPE"}]], {"POS": "PROPN"})
    assert attributes.attributes_of(nlp) is None
    assert "lemmatizer" in nlp.pipe_names


@pytest.mark.skipif(not Path("/proc").exists(), reason="threads are counted where the kernel lists them")
def test_one_thread_multiplies_and_the_environment_stays_as_it_was() -> None:
    """More threads would take the cores of other processes."""
    code = (
        "import os; from service.language.pipeline import pipeline; before = dict(os.environ); loaded = pipeline();"
        "list(loaded.parses(['Police arrested two editors.'] * 99)); assert dict(os.environ) == before;"
        "assert len(os.listdir('/proc/self/task')) == 1, os.listdir('/proc/self/task')"
    )
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)
