"""The kinds by their names. A further kind is one file here and one line."""

from __future__ import annotations

from moisson.delivery.kinds.contract import Kind
from moisson.delivery.kinds.folder import Folder
from moisson.delivery.kinds.mail import Mail
from moisson.delivery.kinds.webdav import WebDav

KINDS: dict[str, Kind] = {kind.name: kind for kind in (Folder(), Mail(), WebDav())}
