"""What a user adds to the words that ship with sitrep: where such files lie, and the formats of others."""
