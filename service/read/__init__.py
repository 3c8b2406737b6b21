"""Bytes to Transcript: one reader a format, all of them keeping offsets."""
