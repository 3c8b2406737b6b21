"""A command that is wrong itself, as any of the parsers tells it."""


class Misused(Exception):
    """What is wrong with the command, in words."""
