"""Word lists of one's own, laid over ours: the folder that ONRECORD_WORDS names, and what is wrong with the lists in it."""
