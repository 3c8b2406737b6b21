"""Bytes to Transcript: one reader a format, all of them keeping offsets."""

from service.read.segments import read_segments
from service.read.sniff import read_any, read_bytes, read_own
from service.read.srt import read_srt
from service.read.transcript import Segment, Transcript, Turn
from service.read.webvtt import read_vtt
from service.read.written.plain import read_text

__all__ = [
    "Segment",
    "Transcript",
    "Turn",
    "read_any",
    "read_bytes",
    "read_own",
    "read_segments",
    "read_srt",
    "read_text",
    "read_vtt",
]
