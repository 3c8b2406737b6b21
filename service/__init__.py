"""onrecord: news transcripts in, grounded records out."""

__version__ = "0.1.0"
