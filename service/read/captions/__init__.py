"""Captions and subtitles: a reader a format, each from its characters to cues."""
