"""The phrases of one claim, by the slot that each fills."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.read.syntax.phrases import Phrase


@dataclass(slots=True)
class Slots:
    """The phrases of one claim by slot. `part`: the place is only partly meant."""

    agents: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    places: list[Phrase] = field(default_factory=list)
    origin: list[Phrase] = field(default_factory=list)
    destination: list[Phrase] = field(default_factory=list)
    victims: list[Phrase] = field(default_factory=list)
    materiel: list[Phrase] = field(default_factory=list)
    counted: list[Phrase] = field(default_factory=list)
    part: bool = False

    def add(self, slot: str, phrase: Phrase) -> None:
        """Puts the phrase into the slot, once."""
        row: list[Phrase] = getattr(self, slot)
        if phrase not in row:
            row.append(phrase)
