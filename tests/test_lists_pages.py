"""docs/lists says what the word lists say."""

from __future__ import annotations

from tests.lists_pages import FOLDER, LISTS, pages


def test_the_pages_are_what_the_lists_make() -> None:
    made = pages()
    assert set(FOLDER.iterdir()) == set(made), "a list came or went"
    assert [p.name for p, text in made.items() if p.read_text(encoding="utf-8") != text] == [], "make expected"


def test_no_word_and_no_example_is_lost() -> None:
    """Each line of a list stands on its page, those of examples but for their notation."""
    for path, page in zip(LISTS, list(pages().values())[1:], strict=True):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith(("[[example]]", "rule = ", "text = ", "finds = ")):
                assert line in page or line.partition(" = ")[2].strip('"') in page, (path.name, line)
