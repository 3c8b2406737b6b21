"""The reviewed answers: to the example transcripts, in the README, in the API; ``make expected`` writes them anew."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import IO

from service.cli.answers import answers
from service.requests.items import Defaults, file_item
from tests.formats_page import PAGE, page
from tests.lists_pages import pages
from tests.snapshots import readable

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
ASSETS = ROOT / "service" / "http" / "assets"
EXAMPLES = sorted(
    path
    for path in (ROOT / "examples").iterdir()
    if path.suffix in (".txt", ".vtt", ".srt", ".json") and not path.name.endswith(".expected.json")
)


def reviewable(answer: bytes | str) -> str:
    """The answer, indented, without the fingerprint of the rules: that changes with every rule, the answer need not."""
    value = json.loads(answer)
    value["report"]["rules_version"] = "0" * 16
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def readme_block(name: str, readme: str) -> re.Match[str]:
    """The JSON that stands in the README under a comment of that name."""
    found = re.search(rf"(?<=<!-- {name} -->\n```json\n).*?(?=```)", readme, re.DOTALL)
    assert found, f"the README has no {name}"
    return found


def compact(value: object, indent: int = 0) -> str:
    """JSON of at most 120 columns, with what fits into a line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= 118 or not isinstance(value, dict | list):
        return flat
    named = value.items() if isinstance(value, dict) else (("", part) for part in value)
    parts = [" " * (indent + 2) + (f'"{name}": ' if name else "") + compact(part, indent + 2) for name, part in named]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(parts) + f"\n{' ' * indent}{closing}"


def answer_to(name: str, file: IO[bytes]) -> bytes:
    """The answer to the transcript in a file."""
    [answer] = answers(iter([file_item(name, file, None, Defaults())]))
    if not isinstance(answer.outcome, bytes):
        raise SystemExit(f"{name}: {answer.outcome}")
    return answer.outcome


def main() -> None:
    """Write ``NAME.expected.json`` for each example, the answers to long texts, in the API's documentation and the README."""
    for path in EXAMPLES:
        with path.open("rb") as file:
            path.with_suffix(".expected.json").write_text(reviewable(answer_to(path.name, file)), encoding="utf-8")
    with (ASSETS / "example_request.json").open("rb") as file:
        (ASSETS / "example_response.json").write_text(reviewable(answer_to("request.json", file)), encoding="utf-8")
    readme = README.read_text(encoding="utf-8")
    request = io.BytesIO(readme_block("request", readme)[0].encode())
    shown = compact(json.loads(reviewable(answer_to("request.json", request)))) + "\n"
    start, end = readme_block("answer", readme).span()
    README.write_text(readme[:start] + shown + readme[end:], encoding="utf-8")
    for text in readable.texts():
        readable.kept(text).write_text(readable.answer(text), encoding="utf-8")
    for path, made in [(PAGE, page()), *pages().items()]:
        path.write_text(made, encoding="utf-8")
    # The API's document holds the example, and this process has read that as it was.
    made_anew = "from service.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", made_anew, "schemas", "export", ROOT / "schemas" / "v1"], cwd=ROOT, check=True
    )


if __name__ == "__main__":
    main()
