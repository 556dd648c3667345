"""A folder on this server, for programs that watch one, or for a share that is mounted there."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from django import forms
from django.conf import settings as configured
from django.utils.translation import gettext_lazy as _

from moisson.delivery import patterns
from moisson.delivery.failures import Reason, Refused, Rejected, Trouble
from moisson.delivery.kinds import shelf
from moisson.delivery.kinds.contract import Handed, Parcel, Place, Threshold
from moisson.delivery.kinds.fields import PatternField, SubfolderField

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class FolderForm(forms.Form):
    folder = SubfolderField(
        label=_("Folder"), required=False,
        help_text=_("Below your organisation’s folder for outgoing documents; made where it is missing."),
    )  # fmt: skip
    pattern = PatternField(label=_("Name of the file"), initial=patterns.NAME)


class Folder:
    name = "folder"
    label = _("Folder on this server")
    says = _("For a program that watches a folder, or a share that is mounted there.")
    icon = "folder"
    form = FolderForm
    secrets = ()
    bound_to = ()

    def leads_to(self, settings: Mapping[str, Any], folder: str) -> str:
        return str(_base(settings, folder))

    def hand_on(self, place: Place, parcel: Parcel, threshold: Threshold) -> Sequence[str]:
        with _told():
            _root()
            here = LocalShelf(_base(place.settings, place.folder))
            return shelf.put(here, parcel, threshold)


def _root() -> None:
    """The administrator's root is never made by us: where a share is not mounted, its folder would fill the wrong disk."""
    root = Path(configured.DELIVERY_ROOT)
    if root.parent == Path(configured.DATA):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif not root.is_dir():
        raise Trouble(Reason.ROOT_MISSING, str(root))


def _base(settings: Mapping[str, Any], folder: str) -> Path:
    return Path(configured.DELIVERY_ROOT) / folder / PurePosixPath(settings.get("folder", ""))


class LocalShelf:
    """`shelf.Shelf` in a folder of this machine."""

    def __init__(self, base: Path) -> None:
        base.mkdir(parents=True, exist_ok=True)
        self._base = base.resolve()
        root = Path(configured.DELIVERY_ROOT).resolve()
        if not self._base.is_relative_to(root):  # a link that leads out
            raise Refused(Reason.NOT_WRITABLE)

    def _place(self, name: str) -> Path:
        path = self._base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.resolve().is_relative_to(self._base):
            raise Refused(Reason.NOT_WRITABLE, name)
        return path

    def put_part(self, part: str, data: bytes) -> None:
        path = self._place(part)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def has_part(self, part: str) -> bool:
        return self._place(part).is_file()

    def drop_part(self, part: str) -> None:
        self._place(part).unlink(missing_ok=True)

    def holds(self, name: str, file: Handed) -> bool | None:
        path = self._place(name)
        if not os.path.lexists(path):
            return None
        if path.is_symlink() or not path.is_file() or path.stat().st_size != file.size:
            return False
        with path.open("rb") as there:
            return hashlib.file_digest(there, "sha256").hexdigest() == file.sha256

    def move(self, part: str, name: str) -> bool:
        """By a second name for the same file, which fails where one is taken; a plain renaming would write over it."""
        source, target = self._place(part), self._place(name)
        try:
            os.link(source, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(target):
                return False
            source.rename(target)  # a file system without links
        source.unlink(missing_ok=True)
        _settled(target.parent)
        return True


def _settled(folder: Path) -> None:
    """The names survive a crash of the machine, where the file system can do that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Trouble(Reason.UNREACHABLE, error.strerror or "") from error
    except OSError as error:
        said = error.strerror or ""
        if error.errno in _FULL:
            raise Trouble(Reason.FULL, said) from error
        if error.errno in _NOT_ALLOWED:
            raise Refused(Reason.NOT_WRITABLE, said) from error
        if error.errno == errno.ENAMETOOLONG:
            raise Rejected(Reason.NAME_TOO_LONG, said) from error
        raise Trouble(Reason.UNREACHABLE, said) from error
