"""How a return names teams: by their own name where one team has it, or by the whole way down, "Operations / Days"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from .models import Organisation, Team

BETWEEN = " / "


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


@dataclass
class TeamsByName:
    """The teams of one organisation, by what a return may call them."""

    organisation: Organisation
    by_way: dict[str, int] = field(default_factory=dict)
    ways: dict[int, str] = field(default_factory=dict)
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls, organisation: Organisation) -> TeamsByName:
        """One query."""
        teams = {team.pk: team for team in Team.objects.filter(organisation=organisation)}
        found = cls(organisation)
        for team in teams.values():
            names, above = [team.name], team.parent_id
            while above is not None:
                names.insert(0, teams[above].name)
                above = teams[above].parent_id
            found._add(team.pk, BETWEEN.join(names))
        return found

    def _add(self, pk: int, way: str) -> None:
        self.ways[pk] = way
        self.by_way[_folded(way)] = pk
        self._by_name[_folded(way.rpartition(BETWEEN)[2])].append(pk)

    def called(self, text: str) -> str:
        """The whole way down to the team that is meant; the text itself where there is no such team, or several."""
        folded = _folded(text)
        if folded in self.by_way:
            return self.ways[self.by_way[folded]]
        named = self._by_name.get(folded, [])
        return self.ways[named[0]] if len(named) == 1 else " ".join(text.split())

    def key(self, way: str | None) -> int | None:
        """The team at this way, made where it is missing, with all above it; none for no team."""
        if not way:
            return None
        folded = _folded(way)
        if folded not in self.by_way:
            above, _, name = way.rpartition(BETWEEN)
            parent = self.key(above) if above else None
            team, _ = Team.objects.get_or_create(
                organisation=self.organisation, parent_id=parent, name=" ".join(name.split())
            )
            self._add(team.pk, way)
        return self.by_way[folded]
