"""Written transcripts: text with speakers and times, shotlists, Markdown, HTML, Word files."""
