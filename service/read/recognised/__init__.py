"""What speech recognisers and their vendors write: JSON and tables, by one table of the names they use."""
