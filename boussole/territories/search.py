"""One box to find a commune: its postcode or its name, as people type them.

From the surest to the least sure, and the most populated first among equals: the whole name (or postcode), its
beginning, the beginnings of its words, then a mistake or two. Names of the past lead to the commune of today.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boussole.territories.places import Commune, FormerName
from boussole.territories.readings import Typed, edits_allowed, readings_of
from boussole.territories.spelling import ARTICLES, folded, words_of_name, words_typed
from boussole.territories.vocabulary import ForgivingVocabulary, Vocabulary

LONGEST_TEXT = 80
MOST_WORDS = 10
"""The longest name has 45 characters. What is typed beyond this is not read: no text costs much."""

MOST_POSTCODES_SHOWN = 2

TOWNS = 1000
MOST_MISSPELT_TOWNS = 2
"""So many large communes are proposed despite a mistake, even beside names that begin as typed."""

Entry = int
"""An indexed name, by its rank: communes by population, then arrondissements, then names of the past."""


@dataclass(frozen=True, slots=True)
class Found:
    """A commune that the text may mean."""

    commune: Commune
    label: str
    """« Saint-Étienne (42000) »: typed back as it is, it finds the same commune first."""
    former_name: str | None = None
    explanation: str = ""
    """« Izieux fait partie de la commune de Saint-Chamond. », when the name typed is of the past."""


NOTHING_MORE = Typed()


class SearchIndex:
    """The names and postcodes of a country, ready to be searched. Nothing in it changes."""

    def __init__(self, communes: Iterable[Commune], former_names: Iterable[FormerName]) -> None:
        by_code = {commune.code: commune for commune in communes}
        ranked = sorted(by_code.values(), key=_rank)
        past = [former for former in former_names if former.name]
        past.sort(key=lambda former: (-(by_code[former.commune].population or 0), former.name, former.code))
        self._communes = ranked + [by_code[former.commune] for former in past]
        self._first_of_the_past = len(ranked)
        self._former_names = dict(enumerate(past, start=self._first_of_the_past))
        self._entry_of_code = {commune.code: entry for entry, commune in enumerate(ranked)}
        self._index_names([commune.name for commune in ranked] + [former.name for former in past])
        self._index_postcodes(ranked)

    def _index_names(self, names: Sequence[str]) -> None:
        whole, words = defaultdict[str, list[Entry]](list), defaultdict[str, list[Entry]](list)
        # One call for all the names: folding them one by one would take most of the loading time.
        for entry, line in enumerate(folded("\n".join(names)).split("\n")):
            name = words_of_name(line)
            whole["".join(name)].append(entry)
            if len(name) > 1 and name[0] in ARTICLES:
                whole["".join(name[1:])].append(entry)
            for word in name:
                words[word].append(entry)
        self._names, self._words = ForgivingVocabulary(whole), ForgivingVocabulary(words)
        self._towns = ForgivingVocabulary({name: same for name, same in whole.items() if same[0] < TOWNS})

    def _index_postcodes(self, ranked: Sequence[Commune]) -> None:
        postcodes, arrondissements = defaultdict[str, list[Entry]](list), defaultdict[str, list[Entry]](list)
        for entry, commune in enumerate(ranked):
            for postcode in commune.postcodes:
                postcodes[postcode].append(entry)
            if commune.parent:
                arrondissements[commune.parent].append(entry)
        self._postcodes = Vocabulary(postcodes)
        self._arrondissements = dict(arrondissements)

    def search(self, text: str, limit: int = 8) -> list[Found]:
        """The communes that the text may mean, the most likely first, at most `limit` of them.

        A complete postcode gives every commune that has it, whatever the limit: nobody must miss theirs.
        """
        words = words_typed(text[:LONGEST_TEXT])[:MOST_WORDS]
        if all(word.isdigit() for word in words):
            return self._search_number("".join(words), limit)
        if len(words) == 1 and (entry := self._entry_of_code.get(words[0].upper())) is not None:
            return [self.found(entry)]  # 2A004: the INSEE code of Ajaccio
        return self._search_name(words, limit)

    def _search_number(self, number: str, limit: int) -> list[Found]:
        """A complete postcode; else an INSEE code, and the postcodes that begin most like this number."""
        if complete := self._postcodes.entries_of(number):
            # Paris has 75013 too, but who types it lives in the 13th arrondissement.
            cities = {self._communes[entry].parent for entry in complete}
            inside = [entry for entry in complete if self._communes[entry].code not in cities]
            return [self.found(entry, (number,)) for entry in inside]
        results = _Results(self, limit)
        if number in self._entry_of_code:
            results.add([self._entry_of_code[number]])
        for digits in range(len(number), 1, -1):
            if begun := self._postcodes.entries_beginning_with(number[:digits]):
                results.add(sorted(begun))
                break
        return results.found

    def _search_name(self, words: Sequence[str], limit: int) -> list[Found]:
        """From the surest reading of the words to the least sure, until there is enough."""
        readings, results = list(readings_of(words)), _Results(self, limit)
        for typed in readings:
            results.add(self._named(typed), typed)
        is_a_name = bool(results.found)
        # Without this, « lile » would be L’Île-d’Yeu, L’Île-Saint-Denis and others, and never Lille.
        towns = [] if is_a_name else self._misspelt_towns(readings)
        for typed in readings:
            results.add(self._beginning_so(typed), typed, leave=len(towns))
        results.add(towns)
        if not is_a_name:
            for typed in readings:
                results.add(self._nearly_named(typed), typed)
        for guess in (self._misspelt, self._nearly_beginning_so):
            if not results.found:
                for typed in readings:
                    results.add(guess(typed), typed)
        if not results.found:
            results.add(self._inside_a_longer_text(words))
        return results.found

    def _named(self, typed: Typed) -> list[Entry]:
        """The communes of this very name; those that had it before, if none has it today."""
        entries = [e for e in self._names.entries_of(typed.name) if typed.accepts(self._communes[e])]
        today = [entry for entry in entries if self._is_of_today(entry)]
        return [inside for entry in today for inside in self._with_arrondissements(entry, typed)] or entries

    def _with_arrondissements(self, entry: Entry, typed: Typed) -> list[Entry]:
        """A city then its arrondissements; these alone when the postcode typed tells which."""
        arrondissements = self._arrondissements.get(self._communes[entry].code, [])
        if typed.has_complete_postcode:
            return [inside for inside in arrondissements if typed.accepts(self._communes[inside])] or [entry]
        return [entry, *arrondissements]

    def _beginning_so(self, typed: Typed) -> Iterable[Entry]:
        """The names that begin so, then those whose words begin so; the names of the past after all others."""
        if not typed.words:  # « 2a »: all Corse-du-Sud
            return range(self._first_of_the_past)
        names = self._names.entries_beginning_with(typed.name)
        words = self._with_words_beginning_so(typed.words) - names
        ranked = sorted(names), sorted(words)
        ends = [bisect_left(entries, self._first_of_the_past) for entries in ranked]
        return [
            *(entry for entries, end in zip(ranked, ends, strict=True) for entry in entries[:end]),
            *(entry for entries, end in zip(ranked, ends, strict=True) for entry in entries[end:]),
        ]

    def _with_words_beginning_so(self, words: Sequence[str]) -> set[Entry]:
        """The names that have words beginning so, all of them."""
        return _in_all(self._words.entries_beginning_with(word) for word in words)

    def _misspelt_towns(self, readings: Iterable[Typed]) -> list[Entry]:
        """The largest communes whose name is one edit away from what was typed."""
        towns: set[Entry] = set()
        for typed in readings:
            near = self._towns.nearest(typed.name, min(1, edits_allowed(typed.name))).entries
            towns.update(entry for entry in near if typed.accepts(self._communes[entry]))
        return sorted(towns)[:MOST_MISSPELT_TOWNS]

    def _nearly_named(self, typed: Typed) -> list[Entry]:
        """The names one edit away from what was typed."""
        return sorted(self._names.nearest(typed.name, min(1, edits_allowed(typed.name))).entries)

    def _misspelt(self, typed: Typed) -> list[Entry]:
        """The names with the fewest mistakes, in the whole name or in words of it."""
        edits = self._with_words_nearly(typed.words)
        whole = self._names.nearest(typed.name, edits_allowed(typed.name))
        edits.update((entry, min(whole.edits, edits.get(entry, whole.edits))) for entry in whole.entries)
        return sorted(edits, key=lambda entry: (edits[entry], entry))

    def _with_words_nearly(self, words: Sequence[str]) -> dict[Entry, int]:
        """The names that have each word, or its beginning, or one spelt nearly so, and in how many edits."""
        edits: dict[Entry, int] | None = None
        for word in words:
            near = self._words.nearest(word, edits_allowed(word))
            begun = self._words.entries_beginning_with(word)
            word_edits = dict.fromkeys(near.entries, near.edits) | dict.fromkeys(begun, 0)
            if edits is None:
                edits = word_edits
            else:
                edits = {
                    entry: edits[entry] + word_edits[entry] for entry in edits.keys() & word_edits.keys()
                }
            if not edits:
                break  # « 12 rue de la Paix… »: no name has the first words, the others need not be looked for
        return edits or {}

    def _nearly_beginning_so(self, typed: Typed) -> list[Entry]:
        """The names with all the words but the last, which is being typed and begins with a mistake."""
        *words, last = typed.words or ("",)
        with_the_others = self._with_words_beginning_so(words)
        if not edits_allowed(last) or (words and not with_the_others):
            return []
        entries = self._words.entries_nearly_beginning_with(last)
        return sorted(entries & with_the_others if words else entries)

    def _inside_a_longer_text(self, words: Sequence[str]) -> Sequence[Entry]:
        """The commune of an address: by its postcode, else the longest run of words that is a whole name."""
        for word in words:
            if entries := self._postcodes.entries_of(word):
                return entries
        for length in range(len(words) - 1, 0, -1):
            for start in range(len(words) - length + 1):
                name = "".join(words[start : start + length])
                if len(name) > 2 and (entries := self._names.entries_of(name)):
                    return entries
        return ()

    def _is_of_today(self, entry: Entry) -> bool:
        return entry < self._first_of_the_past

    def commune(self, entry: Entry) -> Commune:
        """The commune of an entry."""
        return self._communes[entry]

    def found(self, entry: Entry, postcodes: Sequence[str] = ()) -> Found:
        """The entry as it is shown, with the postcodes that were typed."""
        commune, former = self._communes[entry], self._former_names.get(entry)
        label = self._label(commune, postcodes)
        if former is None:
            return Found(commune, label)
        if former.code == commune.code:
            return Found(commune, label, former.name, f"{former.name} est aujourd’hui {commune.name}.")
        explanation = f"{former.name} fait partie de la commune {commune.of_name}."
        return Found(commune, label, former.name, explanation)

    def _label(self, commune: Commune, typed_postcodes: Sequence[str]) -> str:
        """The name with the postcode typed, or with as many postcodes as are worth reading."""
        if not commune.postcodes or commune.code in self._arrondissements:
            return commune.name
        shown = [postcode for postcode in commune.postcodes if postcode in typed_postcodes]
        if not shown and len(commune.postcodes) > MOST_POSTCODES_SHOWN:
            return f"{commune.name} ({commune.postcodes[0]}…)"
        return f"{commune.name} ({', '.join(shown or commune.postcodes)})"


class _Results:
    """What was found so far: each commune once, in the order of finding, up to a limit."""

    def __init__(self, index: SearchIndex, limit: int) -> None:
        self._index, self._limit = index, limit
        self._by_code: dict[str, Found] = {}

    @property
    def found(self) -> list[Found]:
        return list(self._by_code.values())

    def add(self, entries: Iterable[Entry], typed: Typed = NOTHING_MORE, *, leave: int = 0) -> None:
        """Add the entries that have the postcodes typed, leaving so many places for others."""
        for entry in entries:
            if len(self._by_code) >= self._limit - leave:
                return
            commune = self._index.commune(entry)
            if commune.code not in self._by_code and typed.accepts(commune):
                self._by_code[commune.code] = self._index.found(entry, typed.postcodes)


def _in_all(sets: Iterable[set[Entry]]) -> set[Entry]:
    """The entries that all the sets have, without looking further than the first empty intersection."""
    common: set[Entry] | None = None
    for entries in sets:
        common = entries if common is None else common & entries
        if not common:
            break
    return common or set()


def _rank(commune: Commune) -> tuple[bool, int, str]:
    """The most populated first; the arrondissements last and in order, so as not to hide other communes."""
    return commune.parent is not None, 0 if commune.parent else -(commune.population or 0), commune.code
