"""Word lists: ours in the ``words`` folder of each room, and those of one's own that are laid over them, with what is wrong there."""

from service.words.lists import load_words, needed, words_in

__all__ = ["load_words", "needed", "words_in"]
