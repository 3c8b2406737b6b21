"""What callers send, through whichever door: a body with its query or a line of JSON, read within limits, and what is wrong with it."""
