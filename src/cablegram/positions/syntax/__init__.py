"""A part of speech for every word of a sentence, blind to case."""
