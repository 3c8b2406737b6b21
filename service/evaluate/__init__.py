"""How well the rules do on texts with gold: precision, recall and F1 of records and fields, gaps, and reliability."""
