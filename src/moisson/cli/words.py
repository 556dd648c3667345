"""What `up`, `web` and `worker` say, in the language of the person who starts them."""

from __future__ import annotations

import os
from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
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
