"""Gaps to questions, questions to a language model, and its answers back to records that cite the transcript."""
