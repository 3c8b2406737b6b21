"""Events told by several transcripts: which records of a corpus are of one event, and what its sources say side by side."""
