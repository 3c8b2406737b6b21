"""Records in words, for people: what each says, which rules made it, and what is open."""
