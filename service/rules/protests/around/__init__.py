"""What sentences near the reports of a protest say of it: what is asked for, answers, riots, the crowd and the place."""
