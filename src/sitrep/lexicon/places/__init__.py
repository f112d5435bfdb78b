"""Places that a user adds: files of other gazetteers, and the tables they are kept in."""
