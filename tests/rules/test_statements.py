"""Statements: the words and speakers of each rule's examples, what the fields say, and words that are none."""

from __future__ import annotations

import pytest

from schemas import Statement
from service.extract import Options, extract
from service.read import read_text
from service.words import load_words

GOOD = [e for e in load_words("rules/statements")["example"] if e.get("finds", True)]
ONLY = frozenset({"statements"})


def statements(text: str) -> list[Statement]:
    return list(extract(read_text(text), Options(records=ONLY)).statements)


@pytest.mark.parametrize("example", GOOD, ids=lambda e: e["rule"])
def test_a_rule_reads_the_words_and_the_speaker_of_its_example(example: dict[str, str]) -> None:
    """The example's content, word for word, said by its speaker, if it names one."""
    said = [
        [e.text for e in s.content]
        for s in statements(example["text"])
        if (s.speaker.name if s.speaker else None) == example.get("speaker")
    ]
    assert any(example["content"] in words for words in said), said


def test_a_pronoun_is_resolved_to_the_fullest_name() -> None:
    """The speaker is never a pronoun; a short name or a title becomes the full name of the transcript."""
    text = (
        "President Orlow lost the vote on Sunday. Lena Orlow has governed Calvora since 2019. "
        "She said the count was false. President Orlow also said she would appeal."
    )
    assert {s.speaker.name for s in statements(text) if s.speaker} == {"Lena Orlow"}


def test_pronouns_follow_gender() -> None:
    """`He` goes past a woman named nearer."""
    text = "Mr. Viktor Hale met Mrs. Anna Brandt in Calvora. He said the talks went well."
    assert [s.speaker and s.speaker.name for s in statements(text)] == ["Viktor Hale"]


def test_a_quotation_broken_by_its_cue_is_one_statement() -> None:
    """`"...," he said. "..."` gives one record with two stretches of content."""
    (found,) = statements('"We will not leave," Tomas Vrel said. "We have nowhere to go."')
    assert [c.text for c in found.content] == ["We will not leave", "We have nowhere to go."]
    assert found.kind == "direct"
    assert found.cue == "said"


@pytest.mark.parametrize(
    "between",
    [
        " said Tomas Vrel, a shipwright who has worked on the slips of the lower harbour since he was a boy and whose father laid "
        "the keel of the last ferry that the town built before the yard closed for good. ",
        " said Tomas Vrel.\n\n",
    ],
)
def test_a_quotation_goes_on_in_the_sentence_after_its_cue(between: str) -> None:
    """However long the cue's sentence is, whatever else it tells, and in the next paragraph as well."""
    (found,) = statements(f'"We will not leave the slips,"{between}"We have nowhere else to go this year."')
    assert [c.text for c in found.content] == ["We will not leave the slips", "We have nowhere else to go this year."]
    assert found.speaker is not None
    assert found.speaker.name == "Tomas Vrel"


def test_a_heading_in_other_marks_and_another_speakers_quotation_go_on_with_nothing() -> None:
    """A line in marks of another kind is no sequel, nor is a quotation that a second cue has for its own."""
    text = '"We will not leave the slips," said Tomas Vrel.\n\n‘A harbour without a single boat’\n\nIt rained.'
    assert ["We will not leave the slips"] in [[c.text for c in s.content] for s in statements(text)]
    text = '"We will not leave the slips," said Tomas Vrel.\n\nInes Calder replied: "You have until the spring to go."'
    assert [s.speaker and s.speaker.name for s in statements(text)] == ["Tomas Vrel", "Ines Calder"]


def test_whom_the_speaker_is_behind_a_quotation_is_not_said() -> None:
    """`"...," said Ilka Marsh, who ran the ferry`: what is told of the speaker is none of the words."""
    text = '"Ferry Street\'s a cold place," said Ilka Marsh, a boat dealer in Tolm, who lent Mr. Vrel the money.'
    assert [[c.text for c in s.content] for s in statements(text)] == [["Ferry Street's a cold place"]]


def test_what_is_told_before_the_cue_is_not_said_where_words_follow_it() -> None:
    """`Quarrels broke out: she said they ...`; but words in marks before and behind a cue are one statement."""
    text = "The row over the pier set off another round of quarrels: Councillors said they're convinced the mayor misled the town."
    assert [[c.text for c in s.content] for s in statements(text)] == [["they're convinced the mayor misled the town"]]
    (found,) = statements('"The pier will stand," Ines Calder said, "and the town will see it."')
    assert [c.text for c in found.content] == ["The pier will stand", "and the town will see it."]


def test_what_a_speaker_refers_to_beside_a_quotation_is_no_statement_of_its_own() -> None:
    """In an article as well, where `talked about the pier` by itself is one."""
    article = "\n\nThe “Heron” sails at noon.\n\nThe “Gull” is in dock.\n\nThe pier is long.\n\nIt is new."
    (found,) = statements(f"“The pier will stand,” said Marta Quill, talking about the old one.{article}")
    assert [c.text for c in found.content] == ["The pier will stand"]
    assert len(statements(f"Marta Quill talked about the old pier.{article}")) == 1


def test_what_is_said_within_what_another_says_is_part_of_it() -> None:
    """A clause or a thing that the words said report goes with them; what somebody is told to call it there is another's."""
    (found,) = statements("The minister said the surveys show that the dam will hold.")
    assert found.speaker is not None
    assert found.speaker.name == "The minister"
    both = statements("The minister said the crews had repaired the dam, which Ines Calder called a heap of gravel.")
    assert [s.speaker and s.speaker.name for s in both] == ["The minister", "Ines Calder"]


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    """Marks that reopen a paragraph do not begin another quotation."""
    text = 'Ines Calder said: "The port is full.\n\n"It will stay full until spring."'
    (found,) = statements(text)
    assert [c.text for c in found.content] == ["The port is full.", "It will stay full until spring."]


def test_partly_quoted_words_are_mixed() -> None:
    """A clause with a few quoted words in it is mixed, not direct."""
    (found,) = statements("The mayor said the plan was “a scandal” and would be dropped.")
    assert found.kind == "mixed"


def test_a_name_in_quotation_marks_is_no_statement() -> None:
    """The name of a party or a film between marks says nothing."""
    assert statements('The list "Voters First" won three seats in the town of Novara.') == []


def test_words_in_the_first_person_go_on_and_are_direct() -> None:
    """Without quotation marks, "we" after a cue is the speaker's own voice, for as long as the next sentences keep it."""
    (found,) = statements("The students are saying, we came in peace. We carry no stones. The police have not moved.")
    assert [c.text for c in found.content] == ["we came in peace", "We carry no stones."]
    assert found.kind == "direct"


def test_what_the_reporter_adds_is_not_said() -> None:
    """A comment on the object and what the speaker did next are the reporter's words."""
    (found,) = statements("Lena Orlow condemned the raid on the newspaper, which closed in May.")
    assert [c.text for c in found.content] == ["the raid on the newspaper"]


def test_what_goes_on_says_nothing_and_a_correspondent_signs_off() -> None:
    """Negotiations continue without speaking, and a reporter who "reports" tells the news."""
    for text in (
        "As coalition negotiations continue, the country faces another vote.",
        "Our correspondent Hana Wirepa reports that every day more women leave the port.",
    ):
        assert statements(text) == []


def test_a_quotation_nobody_closed_ends_with_its_paragraph() -> None:
    """The next paragraph is said only if it opens with a mark of its own."""
    text = (
        "“We are tired,” Ines Calder said.\n“We will go on.\nThe ferry sailed at noon.\n“Nobody came,” said Tomas Vrel."
    )
    said = [c.text for s in statements(text) for c in s.content]
    assert "We will go on." in said
    assert not any("ferry" in words for words in said)


def test_a_pronoun_outside_quotations_points_at_nobody_inside() -> None:
    """Who is named in the words said is not who said them."""
    text = "Tomas Vrel met Viktor Hale. “I spoke to Mr. Hale. Mr. Rolf Senn was there,” he said."
    assert {s.speaker.name for s in statements(text) if s.speaker} == {"Tomas Vrel"}


def test_words_without_a_speaker_leave_a_gap() -> None:
    """A quotation that nobody is introduced for has no speaker, and the report says so."""
    text = '"The doors were locked from the inside and nobody came to open them for us."'
    extraction = extract(read_text(text), Options(records=ONLY))
    (found,) = extraction.statements
    assert found.speaker is None
    assert {(gap.record, gap.field) for gap in extraction.report.gaps} == {(found.id, "speaker"), (found.id, None)}


@pytest.mark.parametrize(
    ("text", "passage", "field"),
    [
        ("The minister could not say when the vote would be held.", "could not say when the vote would be held", None),
        ("A poster with the words “No more fees” hung from the bridge.", "No more fees", None),
        ("There were claims that the count had been stopped.", "claims that the count had been stopped", None),
        (
            "The mayor said the port would reopen and left for the capital on the night train.",
            "and left for the capital",
            "content",
        ),
    ],
)
def test_what_may_be_said_and_is_not_read_leaves_a_gap(text: str, passage: str, field: str | None) -> None:
    """A cue without a reading, words in quotation marks and an unsure end are passages to ask about."""
    found = extract(read_text(text), Options(records=ONLY)).report.gaps
    assert any(passage in text[gap.start : gap.end] and gap.field == field for gap in found), found


def test_what_was_not_said_is_no_statement() -> None:
    """Negated, possible and conditional speech is not reported speech."""
    for text in (
        "The minister did not say when the vote would be held.",
        "She might say that the vote was rigged.",
        "If he says that the law is dead, the market will fall.",
    ):
        assert statements(text) == []


def test_the_act_and_the_target_come_from_the_cue() -> None:
    """An accusation has its target, a promise is one."""
    (accusation,) = statements("Farmers accused Governor Dario Lenz of lying about the dam.")
    assert accusation.act == "accuse"
    assert accusation.target is not None
    assert accusation.target.name == "Dario Lenz"
    (promise,) = statements("Ines Calder promised to rebuild the school.")
    assert promise.act == "promise"


def test_a_statement_points_at_the_records_that_its_words_are_about() -> None:
    """`about` holds the id of an event that is reported in what is said."""
    extraction = extract(read_text("The mayor said police had arrested forty students in Belgrade on Monday."))
    (arrest,) = extraction.detentions
    assert [s.about for s in extraction.statements] == [[arrest.id]]


def test_quoted_words_at_the_end_keep_both_marks() -> None:
    """The content of a mixed statement holds a quotation whole or not at all."""
    (found,) = statements("Hana Wirepa said drivers had been “shouted at and ignored” for years.")
    assert [c.text for c in found.content] == ["drivers had been “shouted at and ignored” for years"]
    (found,) = statements("Hana Wirepa said drivers had been “shouted at and ignored”.")
    assert [c.text for c in found.content] == ["drivers had been “shouted at and ignored”"]


SPEAKER_AND_WORDS = [
    ("“Get back!” a warden on the quay shouted.", [("warden on the quay", ["Get back!"])]),
    ("“Where is the ferry?” Captain Ida Holt asked the crowd.", [("Ida Holt", ["Where is the ferry?"])]),
    ("“Wait!” Orlow said. “Not yet!”", [("Orlow", ["Wait!", "Not yet!"])]),
    ("Asked about the dam, the engineer said calmly, “It holds.”", [("engineer", ["It holds."])]),
    (
        "Orlow said, “We shall meet in May. Brandt said, “I shall not.”",
        [("Orlow", ["We shall meet in May."]), ("Brandt", ["I shall not."])],
    ),
    ("“It was dark when they came,” said a baker whom all call “Tiny.”", [(None, ["It was dark when they came"])]),
    ("“She never gave up, and we are the better for it.”\n— Mayor Paula Reyne", [("Paula Reyne", None)]),
    ("'The miners' lodge will not take the owner's money,' said Dario Lenz.", [("Dario Lenz", None)]),
    ("Farmers, said one miller, are broke.", [("one miller", ["Farmers", "are broke"])]),
    ("The dam, said engineer Hana Wirepa, is safe.", [("Hana Wirepa", ["The dam", "is safe"])]),
    (
        "Viktor Hale, who the warden says opened the gate, denies all blame.",
        [("warden", ["opened the gate"]), ("Viktor Hale", ["all blame"])],
    ),
    ("The treasurer was accused by two aldermen of losing the ledger.", [(None, ["losing the ledger"])]),
    ("A stolen letter, read by the Courier, says the mine was closed in June.", [("stolen letter", None)]),
    (
        "The miners came up from the pit at Dorn, the lodge of the Harn miners said late on Monday.",
        [("lodge of the Harn miners", ["The miners came up from the pit at Dorn"])],
    ),
    (
        "The mayor opened the bridge at Dorn, the widest in the land, and said it was safe.",
        [("The mayor", ["it was safe"])],
    ),
    ("The ministry met on Monday. It called the offer “a trick”.", [("ministry", ["the offer “a trick”"])]),
    ("One of the six pilots, Dario Lenz, said the buoys were gone.", [("Dario Lenz", ["the buoys were gone"])]),
    ("One of the pilots said the buoys were gone.", [("One of the pilots", ["the buoys were gone"])]),
    (
        "The warden, Viktor Hale, said the 36 must pay for the fence, adding they would be fined.",
        [("Viktor Hale", ["the 36 must pay for the fence"]), ("Viktor Hale", ["they would be fined"])],
    ),
    (
        "The pier was described by Marta Quill as a ruin, saying it had to go.",
        [("Marta Quill", ["The pier", "as a ruin"]), ("Marta Quill", ["it had to go"])],
    ),
    ("The rowers left Dorn. Some said they were tired.", [("Some", ["they were tired"])]),
    (
        "Viktor Hale said he would defend the coast. He said Europe and the islands are “watching us”.\n\n"
        "He vowed to unite the coast, saying: “I will not go to bed at all tonight.”",
        [
            ("Viktor Hale", None),
            ("Viktor Hale", None),
            ("Viktor Hale", ["to unite the coast"]),
            ("Viktor Hale", ["I will not go to bed at all tonight."]),
        ],
    ),
    (
        "On Friday Marta Quill posted a series of notes criticising the warden's fence.",
        [("Marta Quill", ["the warden's fence"])],
    ),
    (
        "Marta Quill vowed to close the mine, sell the land and leave.",
        [("Marta Quill", ["to close the mine, sell the land and leave"])],
    ),
    (
        "Marta Quill said the port lacks two things: cranes and a road.",
        [("Marta Quill", ["the port lacks two things: cranes and a road"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKER_AND_WORDS, ids=[text[:40] for text, _ in SPEAKER_AND_WORDS])
def test_who_says_what_however_the_sentence_is_built(
    text: str, expected: list[tuple[str | None, list[str] | None]]
) -> None:
    """Each statement has its own speaker and its own words; None stands for whatever is found."""
    found = statements(text)
    assert len(found) == len(expected)
    for one, (speaker, words) in zip(found, expected, strict=True):
        assert speaker is None or (one.speaker and one.speaker.name.lower() == speaker.lower())
        assert words is None or [c.text for c in one.content] == words


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “quiet zone” was shelled, and the “pause” lasted a day.",
        "Calvoran voters rejected the charter by 61 percent to 39.",
        "Nearly seventy percent of islanders said yes to the bridge.",
        "Bakers marched for a club called the Owls, and sang.",
    ],
)
def test_what_only_looks_like_speech_is_no_statement(text: str) -> None:
    """A scare quote behind `so-called`, and what voters do at the polls."""
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Police arrested Anton Beck on Monday. His brother, Felix, said he had done nothing wrong.", "Felix"),
        ("The court jailed Omar Haddad. His lawyer, Nadia, said he would appeal.", "Nadia"),
        ("His brother, a baker, said he had done nothing wrong.", "His brother"),
        ("“The roof fell in,” added her brother, Karl.", "Karl"),
        ("Her brother, in Lisbon, said she was safe.", "Her brother"),
        ("Mayor Ida Roth lost. Her predecessor, Jon Park, welcomed the result. The former mayor said the city had chosen well.", "Jon Park"),
        ("Mayor Ida Roth left. Jon Park, her deputy, took over. The former governor said the city had chosen well.", "The former governor"),
    ],
)  # fmt: skip
def test_a_relative_by_a_forename_and_a_predecessor_by_the_office_are_known(text: str, speaker: str) -> None:
    last = statements(text)[-1].speaker
    assert last is not None
    assert last.name == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Police arrested Dino “The Baker” Russo, and Dino “The Baker” Russo said he was innocent.",
            "Dino “The Baker” Russo",
        ),
        ('Luis "El Gato" Barrera said he was innocent.', 'Luis "El Gato" Barrera'),
        ("La Vanguardia reported that the mayor would resign.", "La Vanguardia"),
        ("The Baker said he was innocent.", "Baker"),
        ("Rosa Lind said “The Baker” was her favourite film.", "Rosa Lind"),
    ],
)
def test_nicknames_and_articles_are_part_of_a_name(text: str, speaker: str) -> None:
    last = statements(text)[-1].speaker
    assert last is not None
    assert last.name == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Ninety-four percent of Macedonians said yes to the new name in Sunday’s referendum, but turnout was just 36.9 percent.",
        "A. Osei received 12,450 votes and rejected ballots numbered 312 in the Kumasi by-election.",
    ],
)
def test_what_voters_and_ballots_do_is_no_statement(text: str) -> None:
    assert not statements(text)


@pytest.mark.parametrize(
    "said",
    [
        "“The harbour will not close this year,” Olu Dahl thundered on Friday.",
        "“The harbour will not close this year,” groused Olu Dahl, the mayor.",
        "“The harbour will not close this year!” Olu Dahl wailed.",
        "Olu Dahl beamed: “The harbour will not close this year.”",
        "“The harbour will not close,” Dahl intoned. “It never will.”",
    ],
)
def test_whatever_verb_stands_beside_a_quotation_tells_whose_it_is(said: str) -> None:
    found = extract(read_text(f"Ida Holt spoke to the crowd in Dorn with Olu Dahl. {said}")).statements
    assert [s.speaker and s.speaker.name for s in found] == ["Olu Dahl"]


def test_what_is_done_beside_a_quotation_is_not_said() -> None:
    found = extract(
        read_text("“The harbour will not close this year,” it read. Olu Dahl opened the letter.")
    ).statements
    assert all(s.cue != "opened" for s in found)


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Senator Ida Holt warned that the ferry could sink, noting that it was old.", "noting", "Ida Holt"),
        ("Ida Holt opened the port, and there was a chance for Dahl to announce that it was old.", "announce", "Dahl"),
    ],
)
def test_a_thing_told_of_between_says_nothing(text: str, cue: str, speaker: str) -> None:
    told = {s.cue: s.speaker.name for s in statements(text) if s.speaker}
    assert told[cue] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "A book about the mayor came out in May. Mr Dahl directly denied that quote on Wednesday.",
        "Who do they say will be running the ferries if owners are allowed to pay less?",
    ],
)
def test_where_only_a_mark_is_left_of_what_was_said_nothing_was(text: str) -> None:
    assert all(e.text.strip() for s in statements(text) for e in s.content)


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Lawyers for the editor had pleaded for her release saying she was ill.", "saying", "Lawyers for the editor"),
        ("His old rival and former head of the port, Osip Brandt promised a recount.", "promised", "Osip Brandt"),
        ("Mr Lindqvist of Tarsk, the one judge to object, said the law was sound.", "said", "Lindqvist"),
        ("One of the six lawyers, Nadia Ferro, said the judge had told them to wait.", "said", "Nadia Ferro"),
        ("“We cannot wash because there is no water,” said another.", "said", "another"),
    ],
)  # fmt: skip
def test_who_says_it_stands_elsewhere_than_the_parse_has_it(text: str, cue: str, speaker: str) -> None:
    assert {s.cue: s.speaker.name for s in statements(text) if s.speaker}[cue] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Osip Brandt was filmed in the hall with a shirt calling for a coup.",
        "Hundreds held a rally in the square demanding higher pay.",
    ],
)
def test_a_shirt_and_a_rally_say_nothing_for_those_who_wear_and_hold_them(text: str) -> None:
    assert statements(text) == []


def test_what_a_colon_leads_in_is_all_that_the_cue_says() -> None:
    text = "One miller warned of ruin for the valley, while Ida Moss said: “Let the mill be a mill.”"
    assert [e.text for s in statements(text) if s.cue == "said" for e in s.content] == ["Let the mill be a mill."]


def test_a_long_speech_in_single_marks_is_one_quotation() -> None:
    words = "The company's men have been told so. " * 20
    text = f"Osip Brandt, the union's deputy leader, said: '{words}We shall go on.'\n\nPost boxes stayed sealed.\n"
    (said,) = statements(text)
    assert said.content[0].text.endswith("We shall go on.")
    assert said.kind == "direct"


@pytest.mark.parametrize(
    ("text", "cue", "said"),
    [
        ("For months the dockers' union has been calling for the mayor's resignation.", "calling", ["the mayor's resignation"]),
        ("For weeks the miners have called on the ministry to reopen the pit.", "called", ["the ministry to reopen the pit"]),
        (
            "Nine people were hurt in the crush, a medic said, and the harbour office said two of its men were missing.",
            "said",
            ["Nine people were hurt in the crush"],
        ),
        ("Ida Moss disputed the result, seeking a recount in court.", "disputed", ["the result"]),
        (
            "The commission says it has counted most of the votes, and Brandt had won them.",
            "says",
            ["it has counted most of the votes, and Brandt had won them"],
        ),
    ],
)  # fmt: skip
def test_where_what_is_said_begins_and_ends(text: str, cue: str, said: list[str]) -> None:
    assert [e.text for e in next(s for s in statements(text) if s.cue == cue).content] == said


def test_a_name_in_marks_goes_on_with_nobodys_words() -> None:
    text = "“The count was fair,” Brandt said.\n\n“Radio Dawn” reports that the same terms were passed on two others."
    said = next(s for s in statements(text) if s.cue == "said")
    assert [e.text for e in said.content] == ["The count was fair"]


def test_a_dateline_is_nobodys_words() -> None:
    text = "These are some of the contests of the day:\n\nNEW BURY - Osip Brandt was leading by nine points, media reported.\n"
    assert [e.text for s in statements(text) for e in s.content] == ["Osip Brandt was leading by nine points"]
