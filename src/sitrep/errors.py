"""Every error sitrep raises on purpose, as one small tree. Each message is one line that says what to do."""


class SitrepError(Exception):
    """Something the user can mend; the command line prints it without a traceback and exits with 2."""


class InputError(SitrepError):
    """A file, page or row that cannot be read: names it, says what is wrong and what to do."""


class LexiconError(SitrepError):
    """A codebook, roster or gazetteer file that is wrong: file, line, what is wrong."""


class StoreError(SitrepError):
    """The database is missing, locked, of another version or does not hold what was asked for."""


class OutputError(SitrepError):
    """The output folder or file cannot be written."""


class DecisionError(SitrepError):
    """What people decided contradicts itself or cannot be applied: names the records, says which decision to change."""


class ConflictError(StoreError):
    """Somebody else decided meanwhile: who it was, and that one must look again."""
