"""What `up`, `web` and `worker` say, in the language of the person who starts them."""

from __future__ import annotations

import os
from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "no_installation": {
        "en": "There is no installation of Moisson in {folder}.",
        "fr": "Il n'y a pas d'installation de Moisson dans {folder}.",
        "de": "In {folder} ist keine Installation von Moisson.",
    },
    "verify_no_export": {
        "en": "{file} is no export of Moisson.",
        "fr": "{file} n'est pas un export de Moisson.",
        "de": "{file} ist kein Export von Moisson.",
    },
    "reindex_damaged": {
        "en": "The index is damaged and is made anew first; nobody else can write meanwhile.",
        "fr": "L'index est endommagé et est d'abord refait ; personne d'autre ne peut écrire pendant ce temps.",
        "de": "Der Index ist beschädigt und wird zuerst neu angelegt; solange kann sonst niemand schreiben.",
    },
    "reindex_done": {
        "en": "{name}: {documents} documents can be found",
        "fr": "{name} : {documents} documents peuvent être trouvés",
        "de": "{name}: {documents} Dokumente können gefunden werden",
    },
    "verify_counts": {
        "en": "{name}: {documents} documents, {entries} journal entries; newest hash {head}",
        "fr": "{name} : {documents} documents, {entries} entrées du journal ; dernière empreinte {head}",
        "de": "{name}: {documents} Dokumente, {entries} Einträge im Journal; neueste Prüfsumme {head}",
    },
    "verify_clean": {
        "en": "Everything is as it was written down.",
        "fr": "Tout est tel qu'il a été consigné.",
        "de": "Alles ist so, wie es niedergeschrieben wurde.",
    },
    "verify_not_clean": {
        "en": "Not everything is as it was written down; each difference stands above.",
        "fr": "Tout n'est pas tel qu'il a été consigné ; chaque différence est indiquée ci-dessus.",
        "de": "Nicht alles ist so, wie es niedergeschrieben wurde; jede Abweichung steht oben.",
    },
    "verify_lost": {
        "en": "The hash {hash} is in no chain: what was written down up to it is gone or changed.",
        "fr": "L'empreinte {hash} n'est dans aucune chaîne : ce qui avait été consigné jusque-là a disparu ou changé.",
        "de": "Die Prüfsumme {hash} ist in keiner Kette: was bis dahin niedergeschrieben war, fehlt oder ist verändert.",
    },
    "verify_entry_changed": {
        "en": "Journal entry {where} was changed after it was written.",
        "fr": "L'entrée {where} du journal a été modifiée après coup.",
        "de": "Eintrag {where} im Journal wurde nachträglich geändert.",
    },
    "verify_chain_broken": {
        "en": "Journal entry {where} does not follow the one before it: something was taken out or put in.",
        "fr": "L'entrée {where} du journal ne suit pas la précédente : quelque chose a été retiré ou ajouté.",
        "de": "Eintrag {where} im Journal schließt nicht an den vorigen an: etwas wurde entfernt oder eingefügt.",
    },
    "verify_end_cut": {
        "en": "The journal ends at entry {where}, which is not where it ended.",
        "fr": "Le journal s'arrête à l'entrée {where}, qui n'est pas sa vraie fin.",
        "de": "Das Journal endet bei Eintrag {where}; das ist nicht sein Ende.",
    },
    "verify_not_written": {
        "en": "“{where}” is in the archive, and the journal knows nothing of it.",
        "fr": "« {where} » est dans l'archive, et le journal n'en sait rien.",
        "de": "„{where}“ ist im Archiv, und das Journal weiß nichts davon.",
    },
    "verify_missing": {
        "en": "“{where}” is in the journal and no longer in the archive.",
        "fr": "« {where} » est dans le journal mais n'est plus dans l'archive.",
        "de": "„{where}“ steht im Journal und ist nicht mehr im Archiv.",
    },
    "verify_data_changed": {
        "en": "Of “{where}” this is not as it was written down: {detail}.",
        "fr": "De « {where} », ceci n'est pas tel que consigné : {detail}.",
        "de": "Bei „{where}“ ist dies nicht wie niedergeschrieben: {detail}.",
    },
    "verify_file_missing": {
        "en": "The file of “{where}” is gone.",
        "fr": "Le fichier de « {where} » a disparu.",
        "de": "Die Datei von „{where}“ fehlt.",
    },
    "verify_file_changed": {
        "en": "The file of “{where}” was changed; it now has the SHA-256 {detail}.",
        "fr": "Le fichier de « {where} » a été modifié ; son SHA-256 est maintenant {detail}.",
        "de": "Die Datei von „{where}“ wurde verändert; sie hat jetzt den SHA-256 {detail}.",
    },
    "verify_file_of_nothing": {
        "en": "The file {where} lies among the originals, and no document stands for it.",
        "fr": "Le fichier {where} se trouve parmi les originaux, et aucun document n'y correspond.",
        "de": "Die Datei {where} liegt bei den Originalen, und kein Dokument gehört zu ihr.",
    },
    "verify_words_changed": {
        "en": "The search finds “{where}” by other words than it says; `moisson reindex` makes its index anew.",
        "fr": "La recherche trouve « {where} » par d'autres mots que les siens ; `moisson reindex` refait son index.",
        "de": "Die Suche findet „{where}“ nach anderen Wörtern, als darin stehen; `moisson reindex` legt ihr Verzeichnis neu an.",
    },
    "verify_from_before": {
        "en": "Of {count} documents, what was read, agreed, said and paid is not in the journal yet: they were last changed before it told of that.",
        "fr": "Pour {count} documents, ce qui a été lu, approuvé, dit et payé n'est pas encore au journal : leur dernière modification date d'avant.",
        "de": "Bei {count} Dokumenten steht noch nicht im Journal, was gelesen, freigegeben, gesagt und bezahlt wurde: sie wurden zuletzt davor geändert.",
    },
    "verify_things_from_before": {
        "en": "{count} bank lines or rules are from before the journal told of them, and were compared with nothing.",
        "fr": "{count} lignes bancaires ou règles datent d'avant que le journal n'en parle, et n'ont été comparées à rien.",
        "de": "{count} Bankzeilen oder Regeln sind aus der Zeit, bevor das Journal von ihnen berichtete, und wurden mit nichts verglichen.",
    },
    "ready": {
        "en": "Moisson is ready:  {address}",
        "fr": "Moisson est prêt :  {address}",
        "de": "Moisson ist bereit:  {address}",
    },
    "first_account": {
        "en": "Open this address in your browser: it asks for the first account.",
        "fr": "Ouvrez cette adresse dans votre navigateur : il vous demandera de créer le premier compte.",
        "de": "Öffnen Sie diese Adresse im Browser: dort wird das erste Konto angelegt.",
    },
    "setup_code": {
        "en": "From another machine it also asks for this code:  {code}",
        "fr": "Depuis une autre machine, il demandera aussi ce code :  {code}",
        "de": "Von einem anderen Rechner aus wird auch dieser Code verlangt:  {code}",
    },
    "practice": {
        "en": "A practice portal to try everything on:  {address}",
        "fr": "Un portail d'entraînement pour tout essayer :  {address}",
        "de": "Ein Übungsportal, um alles auszuprobieren:  {address}",
    },
    "data": {
        "en": "Everything is kept in {folder}. Stop with Ctrl+C.",
        "fr": "Tout est conservé dans {folder}. Pour arrêter : Ctrl+C.",
        "de": "Alles liegt in {folder}. Beenden mit Strg+C.",
    },
    "port_taken": {
        "en": "Port {wanted} is used by another program, so port {port} is taken.",
        "fr": "Le port {wanted} est utilisé par un autre programme ; le port {port} est pris à la place.",
        "de": "Port {wanted} wird von einem anderen Programm benutzt, deshalb wird Port {port} genommen.",
    },
    "no_port": {
        "en": "Moisson cannot listen on {host}, port {wanted}: {reason}",
        "fr": "Moisson ne peut pas écouter sur {host}, port {wanted} : {reason}",
        "de": "Moisson kann auf {host}, Port {wanted} nicht lauschen: {reason}",
    },
    "running_already": {
        "en": "Moisson is already running on the data folder {folder} ({what}).",
        "fr": "Moisson fonctionne déjà avec le dossier de données {folder} ({what}).",
        "de": "Moisson läuft bereits mit dem Datenordner {folder} ({what}).",
    },
    "no_folder": {
        "en": "The data folder {folder} cannot be used: {reason}",
        "fr": "Le dossier de données {folder} n'est pas utilisable : {reason}",
        "de": "Der Datenordner {folder} ist nicht benutzbar: {reason}",
    },
    "no_master_key": {
        "en": "The master key cannot be used: {reason}",
        "fr": "La clé maîtresse n'est pas utilisable : {reason}",
        "de": "Der Hauptschlüssel ist nicht benutzbar: {reason}",
    },
    "stopping": {
        "en": "Stopping… what is under way goes on at the next start.",
        "fr": "Arrêt… ce qui est en cours reprendra au prochain démarrage.",
        "de": "Wird beendet… Laufendes geht beim nächsten Start weiter.",
    },
    "worker_ready": {
        "en": "The worker {name} is ready.",
        "fr": "Le processus de travail {name} est prêt.",
        "de": "Der Arbeitsprozess {name} ist bereit.",
    },
}


def language() -> str:
    """`fr`, `de` or `en`, from LC_ALL, LC_MESSAGES or LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value[:2].lower() if value[:2].lower() in ("fr", "de") else "en"
    return "en"


def say(key: str, **values: object) -> str:
    return _WORDS[key][language()].format(**values)
