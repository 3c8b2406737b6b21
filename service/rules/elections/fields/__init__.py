"""What a record of an election holds, a module a field: what sentences say of it, and how that becomes the value."""
