"""Markdown: front matter is not speech, signs of type are no words, and a link to a time is a time."""

from __future__ import annotations

import re
from typing import Unpack

from service.read.about import About, checked_about, checked_text
from service.read.cues import shorten, split_lines
from service.read.formats import Format
from service.read.invisible import without_invisible
from service.read.transcript import Transcript
from service.read.written.cells import labelled, of_pipes
from service.read.written.shotlists import is_shotlist
from service.read.written.writing import read_writing

_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*$")
_FIELD = re.compile(r"[\w \"'-]{1,60}\s?[:=]")
_IMAGE = re.compile(r"!\[([^\]]{0,500})\]\([^()\s]{0,1000}(?:\s\"[^\"]{0,200}\")?\)")
_LINK = re.compile(r"\[(\[?[^\[\]]{1,500}\]?)\]\(([^()\s]{0,1000})(?:\s\"[^\"]{0,200}\")?\)")
_CLOCK = re.compile(r"\[?(\d{1,3}(?::\d{2}){1,2}(?:\.\d{1,3})?)\]?$", re.ASCII)
_BULLET = re.compile(r"^\s{0,12}(?:[*+-]|\d{1,3}[.)](?=\s+\S))\s+")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])")
_RULE = re.compile(r"\s{0,3}(?:[-*_]\s?){3,}$")
_FENCED = re.compile(r"\s{0,3}(?:`{3,}|~{3,})\s{0,3}\w{0,20}\s{0,9}$")
_FOOTNOTE = re.compile(r"\[\^[\w-]{1,20}\](?!:)")
_TAG = re.compile(r"(?i)</?(?:p|br|b|i|u|em|strong|div|span|sup|sub|a|h[1-6])(?:\s[^<>]{0,500})?/?>")
_CODE = re.compile(r"(`{1,3})(?!`)([^`\n]{1,500})\1(?!`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
_SIGNS = re.compile(
    r"(?m)^#{1,6}[ \t]+\S|^`{1,3}\[?\d{1,3}:\d\d|\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*|(?<!!)\[[^\[\]\n]{1,200}\]\(https?://[^()\s]{1,1000}\)"
)
_TIME_LINK = re.compile(r"\[\[?\d{1,3}(?::\d{2}){1,2}(?:\.\d{1,3})?\]?\]\([^()\s]{1,1000}\)", re.ASCII)


def _holds(text: str) -> bool:
    """By front matter, links to times, or signs of type."""
    head = text[:20_000]
    if _front_matter(split_lines(head)) or len(_TIME_LINK.findall(head)) > 1:
        return True
    return len(_SIGNS.findall(head)) > 1 and not is_shotlist(text)  # agencies set their notes between asterisks


def _front_matter(lines: list[str]) -> int:
    """How many lines it takes, fences included; 0 if there is none."""
    if not lines or not _FENCE.match(lines[0]):
        return 0
    end = next((i for i, line in enumerate(lines[1:200], 1) if _FENCE.match(line) and line[:3] == lines[0][:3]), 0)
    fields = sum(bool(_FIELD.match(line)) for line in lines[1:end])
    return end + 1 if fields and fields * 2 >= end - 1 else 0


def read_markdown(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a Markdown file. Its front matter is left out, with a warning; its first heading is the title,
    where no other is known.
    """
    known = checked_about(about)
    warnings: list[str] = []
    lines = split_lines(without_invisible(checked_text(text, "transcript"), warnings))
    head = _front_matter(lines)
    if head:
        warnings.append(f"line 1: the front matter, {head} lines, was left out: {shorten(lines[1])!r}")
        warnings += [
            f"line {number}: this line of it too: {shorten(line)!r}"
            for number, line in enumerate(lines[1 : head - 1], 2)
            if line.strip() and not _FIELD.match(line)
        ]
    out = [""] * head
    for line in lines[head:]:
        heading = _HEADING.match(line)
        row = of_pipes(line)
        line = line if row is None else row
        if heading and heading[1] == "#" and not known.get("title"):
            known = {**known, "title": _plain(heading[2])}
            out.append("")
        else:
            out.append("" if _RULE.match(line) or _FENCED.match(line) else _plain(_without_signs(line)))
    return read_writing(checked_text("\n".join(labelled(out)), "transcript"), known, warnings, form="markdown")


def _without_signs(line: str) -> str:
    if heading := _HEADING.match(line):
        return heading[2]
    return _BULLET.sub("", _QUOTE.sub("", line, count=1), count=1)


def _plain(line: str) -> str:
    """The words of a line; a link to a time becomes a time in brackets."""
    line = _LINK.sub(_link, _IMAGE.sub(r"\1", line)) if "](" in line else line
    if "`" in line:
        line = _CODE.sub(r"\2", line)
    if "<" in line or "[^" in line:
        line = _FOOTNOTE.sub("", _TAG.sub(" ", line))
    if "*" in line or "_" in line:
        line = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", line))
    return _ESCAPED.sub(r"\1", line)


def _link(link: re.Match[str]) -> str:
    clock = _CLOCK.match(link[1].strip("[] "))
    return f"[{clock[1]}]" if clock else link[1]


FORMAT = Format(
    name="markdown",
    title="Markdown",
    read=read_markdown,
    holds=_holds,
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown",),
    kept="words, speakers and times in any layout, links to times; the first heading as the title",
    left_out="front matter (with a warning), addresses of links, signs of type",
)
