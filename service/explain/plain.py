"""Words that came from outside, made fit for a terminal."""


def clean(words: str) -> str:
    """On one line, and without characters that could steer the terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
