"""What a form that picks communes shows: boxes by larger area, the map, and what stands in no box."""

from __future__ import annotations

from django import forms

from boussole.territories.geography import geography
from boussole.territories.zones import Zone
from boussole.web.shared.zone_map import ZoneMap, map_of
from boussole.web.shared.zones import grouping

WHOLE, PART = "toute", "partie"


class ZonePicker(forms.Form):
    """The shared half of such forms, which declare the fields `zone`, `areas` and `commune`."""

    around: Zone  # what the boxes and the map show
    groups: tuple[grouping.Group, ...]
    before: tuple[str, ...] = ()  # what was chosen when the page opened

    def show_zone(self, around: Zone, before: tuple[str, ...]) -> None:
        """Draw the boxes of this zone, what was chosen before included."""
        self.around, self.before, self.groups = around, before, grouping.groups_of(around)
        offered = grouping.keys_of(self.groups) | set(before)
        areas = self.fields["areas"]
        assert isinstance(areas, forms.ChoiceField)  # noqa: S101
        areas.choices = [(key, key) for key in sorted(offered)]

    @property
    def ticked(self) -> set[str]:
        """The boxes ticked on this page."""
        return set(self["areas"].value() or ())

    @property
    def beyond(self) -> list[grouping.Place]:
        """What is chosen and stands in no group: added by its name, or left from another time."""
        listed = grouping.keys_of(self.groups)
        known = geography().knows
        extra = [key for key in dict.fromkeys((*self.before, *self.ticked)) if key not in listed]
        return [grouping.Place(key, geography().name_in_words(key) if known(key) else key) for key in extra]

    @property
    def lists_all(self) -> bool:
        """Whether every commune has its box: adding one by its name is then only for who cannot search the list."""
        return all(group.of_communes for group in self.groups)

    @property
    def shown_groups(self) -> list[tuple[grouping.Group, bool]]:
        """Each group, and whether it is unfolded: where something is ticked, or when it is alone."""
        alone, ticked = len(self.groups) == 1, self.ticked
        return [
            (group, alone or not ticked.isdisjoint(place.key for place in group.places))
            for group in self.groups
        ]

    @property
    def map(self) -> ZoneMap | None:
        return map_of(self.around)
