"""Corpora: the one ``extract`` over any number of transcripts, to folders of Parquet that a run cut off anywhere goes on with."""
