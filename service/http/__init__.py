"""The HTTP face: a Litestar application over extract()."""
