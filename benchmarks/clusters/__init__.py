"""How well ``onrecord cluster`` tells which records are of one event, on reports of our own with the names of their events."""
