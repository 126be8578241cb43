"""How a sentence is built: a part of speech for every word, and which word each depends on. Blind to case."""
