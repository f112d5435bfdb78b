"""sitrep: reporting on armed conflict into claims, events and control, each with its exact words.

import sitrep

for claim in sitrep.read("Red Brigade seized Qadesh on Monday.", published="2015-04-27"):
    print(claim.type, claim.trigger.text, claim.places)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# The package `sitrep.read` (an empty file) has the name of the function below. Imported first, it is bound first, and
# no later import of one of its modules can put it in the function's place.
import sitrep.read  # noqa: F401

if TYPE_CHECKING:
    import datetime as dt

    from sitrep.model.claims import Claim

__all__ = ["__version__", "read"]
__version__ = "0.1.0"


def read(
    text: str,
    *,
    published: dt.date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    language: str | None = None,
    rules_only: bool = False,
) -> tuple[Claim, ...]:
    """The claims of one report, in the order of its text.

    text       the report as plain text; offsets in the claims count its characters
    published  its publication day, a date or "2015-04-27"; without it, days such as "Monday" stay unresolved
    outlet     who published it
    title      its headline where the text does not hold it
    language   ISO 639-1 code; recognised from the text if not given
    rules_only reads by the rules alone, without the network that judges what they find

    Raises InputError where `published` is no day. The first call loads the language model (seconds).
    """
    from sitrep.api import claims_in_text  # noqa: PLC0415 - loads the libraries only when used: `import sitrep` is light

    return claims_in_text(text, published, outlet, title, language, rules_only)
