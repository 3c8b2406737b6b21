"""What becomes of a model's records beside the rules': completed, added, left out, and what is in doubt refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from schemas import Actor, Extraction, Gap, Quantity, Record, Result
from service.ask.answers import Shown, ground
from service.ask.proposals import proposal
from service.extract import extract
from service.language.analyse import analyse_passages
from service.merge import Edited, Said, merged
from service.merge.complete import completed
from service.read import read_text

TEXT = (
    "Police in Calvora detained two bargemen and arrested the pilot Ivo Renn on Monday. The harbour guard gave the order.\n\n"
    "Mara Tolk said that the lock would stay shut and that the ferry would run, and went home.\n"
)
TRANSCRIPT = read_text(TEXT)
RULES = extract(TRANSCRIPT)


def proposed(record_type: str, /, **values: Any) -> Record:
    reading = analyse_passages(TRANSCRIPT, [(0, len(TEXT))])
    made = ground(proposal(record_type).model_validate(values), record_type, reading, Shown((0, len(TEXT)))).record
    assert made is not None
    return made


def with_gaps(*gaps: tuple[str, str | None]) -> Extraction:
    """The rules' answer with these gaps alone, of records by id."""
    made = [Gap(record_type=id_.partition("_")[0], start=0, end=5, reason="-", field=f, record=id_) for id_, f in gaps]
    return RULES.model_copy(update={"report": RULES.report.model_copy(update={"gaps": made})})


def held(*names: str) -> str:
    """The id of the rules' record about these people."""
    return next(d.id for d in RULES.detentions if {a.name for a in d.detainees} >= set(names))


GROUP, PILOT = held("two bargemen"), held("Ivo Renn")
(SAID,) = (s.id for s in RULES.statements)


def pilot(**values: Any) -> Record:
    people = [{"name": "Ivo Renn", "kind": "person"}]
    return proposed(
        "detention", **{"quotes": ["arrested the pilot Ivo Renn"], "stage": "arrested", "detainees": people, **values}
    )


def after(extraction: Extraction, *records: Record, kind: str = "detention", refused: str = "") -> Extraction:
    return merged(
        extraction, [Said(tuple(Edited(kind, record) for record in records), refused=frozenset({refused} - {""}))]
    )


def of(extraction: Extraction, id_: str) -> Any:
    return next(r for r in (*extraction.detentions, *extraction.statements) if r.id == id_)


def test_what_was_said_of_a_value_goes_with_it() -> None:
    """A field that the model has filled or mended is carried no longer; of the others nothing changes."""
    said = {"carried": ["place", "reason"], "confidences": {"place": 0.5, "reason": 0.4}}
    detentions = [d.model_copy(update=said) for d in RULES.detentions]
    before = RULES.model_copy(update={"detentions": detentions})
    made = of(after(before, pilot(reason="on Monday")), PILOT)
    assert (made.carried, made.confidences) == (["place"], {"place": 0.5})


def test_an_empty_field_is_filled_and_its_gap_closed() -> None:
    made = after(
        with_gaps((PILOT, "reason"), (PILOT, "place")),
        pilot(reason="the order", quotes=["arrested the pilot Ivo Renn", "gave the order"]),
    )
    assert (of(made, PILOT).reason, of(made, PILOT).source) == ("the order", "both")
    assert [gap.field for gap in made.report.gaps] == ["place"]
    assert any("reason" in words.fields for words in of(made, PILOT).evidence)


def test_a_value_of_the_rules_stays_unless_it_is_open() -> None:
    """Another authority is a disagreement: ours stands, but where a gap had named the field."""
    guard = {"name": "harbour guard", "kind": "government"}
    other = pilot(authority=guard, quotes=["arrested the pilot Ivo Renn", "The harbour guard gave the order"])
    assert of(RULES, PILOT).authority.name == "Police"
    assert of(after(with_gaps((PILOT, "place")), other), PILOT).authority.name == "Police"
    assert of(after(with_gaps((PILOT, "authority")), other), PILOT).authority.name == "harbour guard"


def test_lists_are_joined_and_an_open_one_keeps_what_is_confirmed() -> None:
    people = [{"name": "the pilot", "kind": "group"}, {"name": "Mara Tolk", "kind": "person"}]
    other = pilot(detainees=people)
    joined = of(after(with_gaps((PILOT, "place")), other), PILOT)
    assert {a.name for a in joined.detainees} == {"Ivo Renn", "the pilot", "Mara Tolk"}
    confirmed = of(after(with_gaps((PILOT, "detainees")), other), PILOT)
    assert {a.name for a in confirmed.detainees} == {"the pilot", "Mara Tolk"}


def test_people_held_together_are_told_apart_and_nobody_is_told_twice() -> None:
    """Each of an answer's records is at most one of ours; one that says nothing else than another is none."""
    quotes = ["detained two bargemen and arrested the pilot Ivo Renn on Monday"]
    group = [{"name": "two bargemen", "kind": "group"}]
    two = proposed("detention", quotes=quotes, stage="detained", detainees=group, reason="the order")
    made = after(with_gaps((GROUP, "reason")), pilot(quotes=quotes), two, pilot(quotes=quotes))
    assert {d.id for d in made.detentions} == {GROUP, PILOT}
    assert (of(made, GROUP).reason, of(made, PILOT).reason) == ("the order", None)


def test_what_the_rules_have_not_is_new() -> None:
    new = [{"name": "Mara Tolk", "kind": "person"}]
    made = after(RULES, proposed("detention", quotes=["Mara Tolk said"], stage="detained", detainees=new))
    (added,) = (d for d in made.detentions if d.id not in (GROUP, PILOT))
    assert added.source == "model"
    assert made.detentions == sorted(made.detentions, key=lambda d: d.evidence[0].start)


def test_a_record_in_doubt_goes_where_it_is_refused_and_leaves_a_gap() -> None:
    made = after(with_gaps((PILOT, None), (PILOT, "place"), (GROUP, "place")), refused=PILOT)
    assert {d.id for d in made.detentions} == {GROUP}
    assert {(gap.record, gap.field) for gap in made.report.gaps} == {(GROUP, "place"), (None, None)}
    (left,) = (g for g in made.report.gaps if g.record is None)
    assert "Ivo Renn" in TEXT[left.start : left.end]


def test_a_record_that_the_model_also_gives_is_not_refused() -> None:
    """An answer that says both says nothing: the record stands, and is no longer in doubt."""
    made = after(with_gaps((PILOT, None)), pilot(), refused=PILOT)
    assert of(made, PILOT).source == "both"
    assert made.report.gaps == []


def test_words_said_change_only_where_their_end_is_open() -> None:
    content = ["the lock would stay shut", "the ferry would run"]
    speaker = {"name": "Mara Tolk", "kind": "person"}
    other = proposed(
        "statement", quotes=["Mara Tolk said"], speaker=speaker, cue="said", kind="indirect", content=content
    )
    told = [words.text for words in of(after(with_gaps((SAID, "target")), other, kind="statement"), SAID).content]
    assert told == [words.text for words in of(RULES, SAID).content]
    told = [words.text for words in of(after(with_gaps((SAID, "content")), other, kind="statement"), SAID).content]
    assert told == content


def edited(id_: str, **values: Any) -> Edited:
    """An edit of the rules' record with that id, past the guard."""
    kind = id_.partition("_")[0]
    reading = analyse_passages(TRANSCRIPT, [(0, len(TEXT))])
    base = next(r for r in (*RULES.detentions, *RULES.statements) if r.id == id_)
    on = values.pop("on", [TEXT.splitlines()[0]])
    made = ground(proposal(kind).model_validate(values), kind, reading, Shown((0, len(TEXT))), on, base)
    assert made.record is not None
    return Edited(kind, made.record, id_, made.given)


def test_an_edit_of_a_record_changes_that_one_and_the_stage_is_the_models() -> None:
    """Whatever else is more like it; and of the fields in which both stand, the stage alone."""
    values = {"stage": "charged", "authority": "The harbour guard", "reason": "the order"}
    made = merged(RULES, [Said((edited(GROUP, **values),))])
    assert (of(made, GROUP).stage, of(made, GROUP).authority.name) == ("charged", "Police")
    assert of(made, GROUP).reason == "the order"
    assert of(made, PILOT) == of(RULES, PILOT)


def test_a_value_that_the_guard_does_not_hold_gives_way() -> None:
    """To the model's; and one that the model calls wrong goes, unless the words bear it out."""

    def held(record: Any) -> Any:
        return record.model_copy(update={"authority": None}) if record.id == GROUP else record

    other = edited(GROUP, authority="The harbour guard")
    assert of(merged(RULES, [Said((other,))], held), GROUP).authority.name == "The harbour guard"
    wrong = replace(edited(GROUP), wrong=frozenset({"authority", "when"}))
    made = of(merged(RULES, [Said((wrong,))], held), GROUP)
    assert (made.authority, made.when.text) == (None, "Monday")


def test_what_is_confirmed_is_open_no_longer() -> None:
    made = merged(
        with_gaps((PILOT, None), (PILOT, "authority"), (PILOT, "reason")), [Said(confirmed=frozenset({PILOT}))]
    )
    assert of(made, PILOT).source == "both"
    assert [gap.field for gap in made.report.gaps] == ["reason"]


def test_records_that_are_one_are_joined_under_the_first() -> None:
    made = merged(with_gaps((GROUP, "reason")), [Said(joined=((PILOT, GROUP),))])
    (one,) = made.detentions
    assert one.id == PILOT
    assert {a.name for a in one.detainees} == {"Ivo Renn", "two bargemen"}
    assert [gap.record for gap in made.report.gaps] == [PILOT]
    assert merged(RULES, [Said(joined=((PILOT, "detention_0000000000000000"),))]) == RULES


def test_a_record_that_is_two_is_split() -> None:
    """The part most like it stays under its id, with its own values alone; the other is new."""
    both = merged(RULES, [Said(joined=((PILOT, GROUP),))])
    parts = [replace(edited(PILOT, **values), part=True) for values in (
        {"on": ["detained two bargemen"], "stage": "detained", "detainees": [{"name": "two bargemen", "kind": "group"}]},
        {"on": ["arrested the pilot Ivo Renn"], "stage": "arrested", "detainees": [{"name": "Ivo Renn", "kind": "person"}]},
    )]  # fmt: skip
    made = merged(both, [Said(tuple(parts))]).detentions
    assert sorted((d.stage, *(a.name for a in d.detainees)) for d in made) == [
        ("arrested", "Ivo Renn"), ("detained", "two bargemen"),
    ]  # fmt: skip
    assert PILOT in {d.id for d in made}


def test_a_statement_within_a_known_one_is_no_second_one() -> None:
    said = proposed(
        "statement", quotes=["Mara Tolk said"], cue="said", content=["the lock would stay"], kind="indirect"
    )
    assert merged(RULES, [Said((Edited("statement", said),))]).statements == RULES.statements


def test_words_said_are_looked_for_where_they_were_quoted() -> None:
    """Not where the same words stand first."""
    text = "Nobody came. Mara Tolk said that nobody came. Ivo Renn denied that nobody came."
    reading = analyse_passages(read_text(text), [(0, len(text))])
    shown = Shown((0, len(text)), ((0, 12), (13, 45), (46, len(text))))
    for on in (["Ivo Renn denied that nobody came"], [3]):
        given = proposal("statement").model_validate({"content": ["nobody came"], "kind": "indirect"})
        made = ground(given, "statement", reading, shown, on).record
        assert made is not None
        assert [e.start for e in made.content] == [text.rindex("nobody")]  # type: ignore[attr-defined]


def test_what_another_says_within_a_statement_is_one_of_its_own() -> None:
    other = {"name": "Ivo Renn", "kind": "person"}
    said = proposed(
        "statement", quotes=["the lock would stay shut"], speaker=other, cue="said", content=["the lock would stay"]
    )
    assert len(merged(RULES, [Said((Edited("statement", said),))]).statements) == len(RULES.statements) + 1


def test_the_same_words_said_by_another_are_another_statement() -> None:
    """``... told you that X. Ivo Renn repeated that``: of one answer that tells of both, neither is the other."""
    other = {"name": "Ivo Renn", "kind": "person"}
    whole = "the lock would stay shut and that the ferry would run"
    edit = edited(SAID, content=[whole], kind="indirect", speaker={"name": "Mara Tolk", "kind": "person"})
    again = proposed("statement", quotes=[whole], speaker=other, cue="said", content=[whole], kind="indirect")
    made = merged(RULES, [Said((edit, Edited("statement", again)))]).statements
    assert [s.speaker and s.speaker.name for s in made] == ["Mara Tolk", "Ivo Renn"]


def test_words_at_a_gap_of_a_record_whose_values_they_gainsay_are_of_another() -> None:
    """They complete the record with the gap only where no more of their values differ than agree."""
    start = TEXT.index("Mara Tolk")
    gap = Gap(record_type="detention", start=start, end=start + 9, reason="-", field="reason", record=PILOT)
    rules = RULES.model_copy(update={"report": RULES.report.model_copy(update={"gaps": [gap]})})
    someone = [{"name": "Mara Tolk", "kind": "person"}]
    other = proposed("detention", quotes=["Mara Tolk said"], stage="released", detainees=someone)
    assert len(after(rules, other).detentions) == len(RULES.detentions) + 1
    same = proposed("detention", quotes=["Mara Tolk said"], stage="arrested", reason="the lock would stay shut")
    assert len(after(rules, same).detentions) == len(RULES.detentions)


def test_where_words_end_is_the_models_of_a_record_that_it_was_shown() -> None:
    """And whether they stand in marks is read from them."""
    edit = edited(SAID, content=["the lock would stay shut"], kind="direct")
    made = of(merged(RULES, [Said((edit,))]), SAID)
    assert [words.text for words in made.content] == ["the lock would stay shut"]
    assert made.kind == edit.record.kind  # type: ignore[attr-defined]


def test_a_word_in_marks_makes_no_quotation_of_what_is_told() -> None:
    text = (
        "Mara Tolk said that all of the men who went down to the lock on Monday were “tired” of it. “We go,” she said."
    )
    reading = analyse_passages(read_text(text), [(0, len(text))])
    shown = Shown((0, len(text)), ((0, text.index(" “We")), (text.index("“We"), len(text))))
    for content, given, read in (
        ("all of the men who went down to the lock on Monday were “tired” of it", "indirect", "indirect"),
        ("all of the men who went down to the lock on Monday were “tired” of it", "mixed", "mixed"),
        ("were “tired” of it", "indirect", "mixed"),
        ("We go", "indirect", "direct"),
    ):
        values = proposal("statement").model_validate({"content": content, "kind": given})
        made = ground(values, "statement", reading, shown, [1, 2]).record
        assert made is not None
        assert made.kind == read  # type: ignore[attr-defined]


def test_two_places_of_which_one_has_the_others_name_are_two() -> None:
    whole = proposed("protest", quotes=["Police in Calvora"], forms=["march"], places=["Calvora"])
    mine = whole.model_copy(update={"source": "rules"})
    theirs = whole.model_copy(
        update={"places": [*whole.places, whole.places[0].model_copy(update={"name": "Calvora Lock"})]}
    )
    found = completed(mine, theirs, ())
    assert [place.name for place in found.places] == ["Calvora", "Calvora Lock"]


def test_a_value_that_the_rules_give_for_unlikely_is_the_models() -> None:
    """Where they give it for likelier than what a model says, theirs stays."""
    for share, name in ((0.5, "Quay"), (0.9, "Calvora")):
        mine = of(RULES, PILOT)
        place = pilot(place={"name": "Calvora", "kind": "city"}).place
        doubted = mine.model_copy(update={"place": place, "confidences": {**mine.confidences, "place": share}})
        rules = RULES.model_copy(update={"detentions": [doubted if d.id == PILOT else d for d in RULES.detentions]})
        record = pilot().model_copy(update={"place": place.model_copy(update={"name": "Quay"})})
        edit = Edited("detention", record, PILOT, frozenset({"place"}))
        assert of(merged(rules, [Said((edit,))]), PILOT).place.name == name


def test_whoever_tells_of_a_record_and_of_one_on_other_words_means_two() -> None:
    """Both are of people detained in Calvora: beside an edit of the one, what rests on other words is another."""
    told = proposed("detention", quotes=["Police in Calvora detained two bargemen"], stage="detained")
    other = proposed(
        "detention",
        quotes=["Police in Calvora", "The harbour guard gave the order."],
        stage="detained",
        authority={"name": "harbour guard", "kind": "group"},
    )
    edits = (Edited("detention", told, of=GROUP, given=frozenset({"stage"})), Edited("detention", other))
    made = merged(RULES, [Said(edits)])
    assert len(made.detentions) == len(RULES.detentions) + 1


def test_of_two_results_each_is_one_of_its_own() -> None:
    """``Party`` of the rules is not ``Green Party``, which the model gives beside it: each goes with its own figures."""
    party, green = (
        Result(
            contestant=Actor(name=name, kind="party"), seats=Quantity(text=seats, low=float(seats), high=float(seats))
        )
        for name, seats in (("Party", "40"), ("Green Party", "1"))
    )
    text = "The Party won 40 seats in the election and the Green Party 1."
    (election,) = extract(read_text(text)).elections
    mine, theirs = (election.model_copy(update={"results": r}) for r in ([party], [green, party]))
    assert [r.contestant.name for r in completed(mine, theirs, ()).results] == ["Party", "Green Party"]
