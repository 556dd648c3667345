"""`Secret`: a string in memory (password, TOTP secret, code) that nothing shows by accident."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any, NoReturn

HIDDEN = "•••"


class Secret:
    """Holds one string. Only `reveal()` gives it out; call it last of all, where it is typed or sealed.

    repr, str, format and % show dots; json, pickle and copy refuse; comparison takes the same time wherever
    the values differ. Emptiness can be asked (`if secret`), the length cannot.
    """

    __slots__ = ("_reveal",)

    _reveal: Callable[[], str]

    def __init__(self, value: str) -> None:
        if not isinstance(value, str):
            raise TypeError("a Secret holds a string")
        # A closure keeps the value out of __slots__ dumps, debuggers' variable views and rich tracebacks.
        object.__setattr__(self, "_reveal", lambda: value)

    def reveal(self) -> str:
        """The value itself."""
        return self._reveal()

    def __repr__(self) -> str:
        return f"Secret({HIDDEN})"

    def __str__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return HIDDEN

    def __bool__(self) -> bool:
        return bool(self.reveal())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        mine = self.reveal().encode("utf-8", "surrogatepass")
        theirs = other.reveal().encode("utf-8", "surrogatepass")
        return hmac.compare_digest(mine, theirs)

    # Equal secrets would have equal hashes, and a hash of a short secret gives it away.
    __hash__ = None  # type: ignore[assignment]

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("a Secret does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Secret does not change")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a Secret is never pickled or copied")

    def __copy__(self) -> NoReturn:
        raise TypeError("a Secret is never pickled or copied")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError("a Secret is never pickled or copied")
