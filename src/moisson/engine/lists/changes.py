"""Words over a day on which something was last changed: no day of a document, which may be changed years later."""

from __future__ import annotations

from typing import Final

from moisson.engine.wording import any_of, fold

_CHANGED: Final = any_of(
    r"last (?:updated?|changed?|modified|modification|activity|edited|edit)(?: (?:on|at|date|time))?", r"(?:updated|changed|modified|edited)(?: (?:on|at|date))?", r"(?:modification|update) (?:date|time)", r"date (?:updated|changed|modified)",
    r"(?:zuletzt )?(?:geandert|aktualisiert|bearbeitet)(?: am)?", r"letzte (?:anderung|aktualisierung|bearbeitung|aktivitat)", r"(?:datum|tag) der (?:letzten )?(?:anderung|aktualisierung|bearbeitung)", r"(?:anderungs|aktualisierungs|bearbeitungs)(?:datum|zeit)", r"stand der letzten anderung",
    r"derniere (?:modification|mise a jour|activite)(?: le)?", r"date de (?:la )?(?:derniere )?(?:modification|mise a jour)", r"(?:modifiee?|mise? a jour)(?: le)?",
    r"(?:ultima|ultimo) (?:modificacion|actualizacion|actividad|cambio)", r"fecha de (?:la )?(?:ultima )?(?:modificacion|actualizacion)", r"(?:modificad[oa]|actualizad[oa])(?: el)?",
    r"ultim[ao] (?:modifica|aggiornamento|attivita)", r"data (?:di |della |dell' ?)?(?:ultim[ao] )?(?:modifica|aggiornamento)", r"(?:modificat[oa]|aggiornat[oa])(?: il)?",
    r"(?:laatst )?(?:gewijzigd|bijgewerkt|aangepast)(?: op)?", r"laatste (?:wijziging|aanpassing|update|activiteit)", r"wijzigingsdatum", r"datum (?:laatste )?wijziging",
    r"ultima (?:modificacao|alteracao|atualizacao|atividade)", r"data d[ae] (?:ultima )?(?:modificacao|alteracao|atualizacao)", r"(?:alterad[oa]|atualizad[oa])(?: em)?", r"modificad[oa] em",
    r"(?:ostatnio )?(?:zmienion[oya]|zmodyfikowan[oya]|zaktualizowan[oya])", r"ostatnia (?:zmiana|modyfikacja|aktualizacja|aktywnosc)", r"data (?:ostatniej )?(?:zmiany|modyfikacji|aktualizacji)",
    r"(?:senast )?(?:andrad|uppdaterad|redigerad)", r"senaste (?:andring(?:en)?|uppdatering(?:en)?|aktivitet(?:en)?)", r"andringsdatum",
    r"(?:senest|sist) (?:aendret|andret|endret|opdateret|oppdatert|redigeret|redigert)", r"(?:aendret|endret|opdateret|oppdatert)(?: den)?", r"(?:seneste|siste) (?:aendring|andring|endring|opdatering|oppdatering|aktivitet)", r"(?:aendrings|endrings)dato",
    r"(?:viimeksi )?(?:muokattu|muutettu|paivitetty)", r"viimeisin (?:muutos|muokkaus|paivitys)", r"(?:muokkaus|muutos|paivitys)(?:paiva\w*|pvm)",
    r"(?:naposledy )?(?:zmeneno|upraveno|aktualizovano|zmenene|upravene|aktualizovane)", r"posledn[ia] (?:zmena|uprava|aktualizac[ei]a?)", r"datum (?:posledn(?:i|ej) )?(?:zmeny|upravy|aktualizac\w+)",
    r"(?:utoljara |utolso )?(?:modositva|modositas|frissitve|frissites)", r"(?:modositas|frissites) (?:datuma|ideje)",
    r"ultima (?:modificare|actualizare|activitate)", r"(?:modificat|actualizat)a? (?:la|pe)", r"data (?:ultimei )?(?:modificari|actualizari)(?:i)?",
    r"(?:zadnja|zadnje|posljednja|posljednje) (?:sprememba|spremenjeno|posodobitev|posodobljeno|izmjena|promjena|azuriranje)", r"(?:spremenjeno|posodobljeno|izmijenjeno|azurirano)", r"datum (?:zadnje |posljednje )?(?:spremembe|izmjene|promjene)",
)  # fmt: skip


def says_changed(label: str) -> bool:
    """True for the heading of a column, or a label, of the day of the last change."""
    return _CHANGED.fullmatch(fold(label).strip(" .:()")) is not None


def ends_in_changed(before: str) -> bool:
    """True for words right before a day that call it that of the last change: "Zuletzt geändert am"."""
    said = before.rstrip(" .:–-(")
    return any(found.end() == len(said) for found in _CHANGED.finditer(said))
