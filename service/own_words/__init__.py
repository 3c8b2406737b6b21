"""Word lists of one's own tried out: do they find what their examples say, and where in the lists does a word stand?"""
