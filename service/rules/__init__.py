"""One module a record type: from parsed sentences to records."""
