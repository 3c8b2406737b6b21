"""No text can be made to cost: work is counted (lines run, tokens parsed), never timed."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from benchmarks.patterns import Body, cost, name_of, patterns
from service.discourse import staff
from service.discourse.staff import staff_of
from service.extract import extract
from service.language import coreference, reading
from service.language.analyse import analyse
from service.language.parse import parse
from service.language.pipeline import pipeline
from service.read import read_text
from service.requests.parse import parse_request
from service.rules.detentions import factuality
from service.rules.detentions.triggers import figurative
from service.rules.events import clause, places
from service.rules.protests import crowds
from service.rules.protests.fields import causes, crowd
from service.rules.registry import gate_for

SERVICE = str(Path(__file__).parents[1] / "service")
SHORT = 5_000
FEWEST = 3_000  # lines in the long text, below which a function cannot matter
GROWTH = 0.65  # of the longer text's length over the shorter's, by which what is done once for each pair grows
DENSEST = 40  # lines of one function a letter
REPEATED = {
    **dict.fromkeys(["arrests", "protests", "headlines", "protests of many", "elections"], (3_000, 9_000)),
    "quotations of many": (3_000, 9_000),
    "hand-overs": (5_000, 20_000),  # a programme's staff grows until its bound
}


def body(name: str, size: int) -> Body:
    """A request of that size of the text pattern of that name."""
    return next(p for p in patterns() if p.form == "text" and p.name == name).body(size)


def lines(asked: Body) -> Counter[str]:
    """How many lines of each function of ours run; a comprehension's line counts for each of its items."""
    transcript, options = parse_request(asked)
    run: Counter[str] = Counter()

    def trace(frame: FrameType, event: str, _: object) -> Any:
        code = frame.f_code
        if not code.co_filename.startswith(SERVICE):
            return None
        if event == "line":
            run[f"{Path(code.co_filename).name}:{code.co_firstlineno} {code.co_name}"] += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        extract(transcript, options)
    finally:
        sys.settrace(before)
    return run


@pytest.mark.parametrize("name", REPEATED)
def test_one_report_told_again_and_again_is_no_more_work_each_time(name: str) -> None:
    short, long = REPEATED[name]
    extract(*parse_request(body(name, long)))  # caches and word lists are filled once
    of_short, of_long = lines(body(name, short)), lines(body(name, long))
    growth = {key: n * short / long / max(1, of_short[key]) for key, n in of_long.items() if n >= FEWEST}
    assert growth
    assert {key: grown for key, grown in growth.items() if grown > GROWTH * long / short} == {}


ELECTIONS = {  # told of many, each a year's, so that each is one by itself
    "each in its sentence": "{name} won the {year} election in Lima with {n} votes. ",
    "each before its result": "The {year} election was held in Lima. Then {name} got 44 percent. ",
}


def elections(form: str, count: int) -> Body:
    """A request that tells of so many elections."""
    told = (form.format(name=name_of(i), year=1900 + i, n=500 + i) for i in range(count))
    return {"text": "".join(told), "language": "en"}


@pytest.mark.parametrize("form", ELECTIONS)
def test_a_further_election_is_not_held_against_all_the_others(form: str) -> None:
    short, long = (elections(ELECTIONS[form], count) for count in (30, 90))
    extract(*parse_request(long))
    of_short, of_long = lines(short), lines(long)
    growth = {key: n / 3 / max(1, of_short[key]) for key, n in of_long.items() if n >= FEWEST}
    assert growth
    assert {key: grown for key, grown in growth.items() if grown > GROWTH * 3} == {}


def test_what_is_asked_of_a_mention_or_a_sentence_again_and_again_is_worked_out_once() -> None:
    asked = elections(ELECTIONS["each in its sentence"], 30)
    extract(*parse_request(asked))
    assert 0 < run_of(lines(asked), "trigger.py", "round") <= 30 * 4 * 2  # lines, for a mention as found and as marked
    assert 0 < run_of(lines(asked), "trigger.py", "deictic") <= 30 * 3
    asked = body("arrested figures", SHORT)
    sentences = len(analyse(parse_request(asked)[0], gate_for(frozenset({"detentions"}))).sentences)
    assert 0 < run_of(lines(asked), "view.py", "parsed") <= sentences


def run_of(run: Counter[str], file: str, function: str) -> int:
    """The lines that ran of a function, in the file of that name."""
    return sum(n for key, n in run.items() if key.startswith(f"{file}:") and key.endswith(f" {function}"))


@pytest.mark.parametrize("name", ["elections of", "shares"])
def test_a_sentence_is_not_gone_through_from_each_of_its_words(name: str) -> None:
    """It has a bounded length, so that its square is no growth, but many lines a letter."""
    extract(*parse_request(body(name, SHORT)))
    dense = {key: n / SHORT for key, n in lines(body(name, SHORT)).items() if n > DENSEST * SHORT}
    assert dense == {}


def test_a_sentence_is_not_gone_through_for_words_that_it_has_not() -> None:
    """For each arrest in it, and for each rule."""
    extract(*parse_request(body("arrested pronouns", SHORT)))
    run = lines(body("arrested pronouns", SHORT))
    looking = {key: n for key, n in run.items() if key.endswith((" _after_word", " _accused"))}
    assert len(looking) == 2
    assert {key: n for key, n in looking.items() if n > SHORT} == {}


@pytest.mark.parametrize("name", ["arrested figures", "days arrested", "shares"])
@pytest.mark.parametrize("found", ["find_quantities", "find_dates", "find_durations"])
def test_what_a_sentence_holds_is_found_once(name: str, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    find = getattr(reading, found)
    monkeypatch.setattr(reading, found, lambda text, *more: (looked.append(text), find(text, *more))[1])
    transcript, options = parse_request(body(name, SHORT))
    extract(transcript, options)
    assert len(looked) <= len(analyse(transcript, gate_for(options.records)).sentences)


ASKED = {  # what each event in a sentence asks of its words
    "fiction": ("arrested pronouns", figurative, "tells_of_fiction"),
    "places": ("arrested pronouns", places, "_at"),
    "aims": ("protested without end", causes, "is_passive"),
    "figures": ("protested without end", crowd, "_counts"),
    "standing": ("arrested pronouns", factuality, "_shares_auxiliaries"),
    "clauses": ("arrested pronouns", clause, "_is_finite"),
    "takers": ("protested without end", crowds, "conjuncts"),
}
FEW = {
    "fiction": 0.02,
    "places": 2,
    "aims": 1,
    "figures": 6,
    "standing": 1,
    "clauses": 1,
    "takers": 1,
}  # times a word of the text


@pytest.mark.parametrize("asked", ASKED)
def test_what_each_event_of_a_sentence_asks_of_it_is_answered_once(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, module, function = ASKED[asked]
    answer, calls = getattr(module, function), 0

    def counting(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        return answer(*given)

    monkeypatch.setattr(module, function, counting)
    text = body(name, SHORT)
    extract(*parse_request(text))
    assert 0 < calls <= FEW[asked] * len(str(text).split())


def test_a_noun_is_weighed_once_for_each_kind_of_pronoun(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[Any] = []
    fits = coreference._fits
    monkeypatch.setattr(coreference, "_fits", lambda *given: (weighed.append(given), fits(*given))[1])
    extract(*parse_request(body("told, told", SHORT)))
    extract(*parse_request(body("arrested pronouns", SHORT)))
    kinds = 4 * 2  # male, female, plural, thing; with what is quoted and without
    assert len(weighed) <= kinds * 2 * SHORT / len("Lima ")


def test_staff_are_looked_for_once_whoever_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    find = staff._named
    monkeypatch.setattr(staff, "_named", lambda text, patterns: (looked.append(text), find(text, patterns))[1])
    extract(*parse_request(body("presented", SHORT)))
    assert len(looked) == 2  # for hand-overs, and for what they say of themselves


@pytest.mark.parametrize("cased", [True, False])
def test_words_of_a_name_have_an_end_so_that_chains_are_not_read_from_each_hyphen(cased: bool) -> None:
    name, chain = ("Ann Rossi", "Q-" * 40) if cased else ("ann rossi", "q-" * 40)
    text = f"this report is from {name}. this report is from {chain}{name}. "
    assert [found for found, _ in staff_of(read_text(text), cased=cased).names] == [name]


@pytest.mark.parametrize("unit", ["“q” ", "she told ", "q ", "told,"])
def test_no_sentence_is_denser_than_speech_and_no_word_is_lost(unit: str) -> None:
    text = unit * (3_000 // len(unit))
    dense = analyse(read_text(text), gate_for(frozenset({"statements"})))
    assert max(len(s.tokens) for s in dense.sentences) <= 320
    assert max(dense.text(s).count("told") for s in dense.sentences) <= 32
    assert "".join(map(dense.text, dense.sentences)).replace(" ", "") == text.replace(" ", "")


def test_the_parser_is_given_so_many_tokens_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory grows with the tokens of a batch."""
    nlp, sizes = pipeline()._nlp, []
    pipe = nlp.pipe

    def counting(docs: list[Any], **options: int) -> Any:
        sizes.append(sum(map(len, docs)))
        return pipe(docs, **options)

    monkeypatch.setattr(nlp, "pipe", counting)
    parse(["q " * 300] * 100)
    assert sum(sizes) >= 30_000
    assert max(sizes) <= 8_000


STAMPED = "".join(f"{name} Holt (00:0{n})\nWe will be back on Monday.\n\n" for n, name in enumerate(["Ida", "Ben"] * 3))
# Each took from half a minute to for ever, in the server's process, as it is small.
SMALL = {
    "marks behind a time": STAMPED + "00:" * 30 + "abcd\n",
    "a badly written time": STAMPED + "Ida Holt (" + "1" * 60_000 + ":)\n",
    "tabs behind a table": "# A\n\n| a | b |\n|---|---|\n| " + "\t" * 60_000,
    "spaces before a tab": "\t" + " " * 60_000 + "a\n" * 3,
}


@pytest.mark.parametrize("name", SMALL)
def test_nothing_small_is_read_for_long(name: str) -> None:
    """The pattern of a reader that looks at each place anew, or at each way to part a row of marks, is killed here."""
    read_text("The pipeline is loaded.")
    assert cost({"transcript": SMALL[name], "language": "en"}, 20) is not None
