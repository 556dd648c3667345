"""One module, opened for one connection: what the other side asks for is done here, one thing after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from woob.core.woob import WoobBase
from woob.exceptions import BrowserInteraction, BrowserRedirect, DecoupledValidation

from moisson.engine.woob.inside import rows
from moisson.engine.woob.inside.asking import ask
from moisson.engine.woob.inside.excuses import excuse
from moisson.engine.woob.inside.filling import FieldsMissing, filled
from moisson.engine.woob.inside.gate import Gate
from moisson.engine.woob.inside.guard import Guard
from moisson.engine.woob.inside.memory import Memory
from moisson.engine.woob.inside.pipe import Pipe
from moisson.engine.woob.inside.stops import LoginWanted, Unanswered

DOCUMENTS = "CapDocument"
_MOST_QUESTIONS = 20
_NAME = "moisson"
T = TypeVar("T")


class Backend:
    """Woob calls an opened module a backend."""

    def __init__(self, pipe: Pipe, told: Mapping[str, Any]) -> None:
        self._pipe = pipe
        self.guard = Guard(
            pipe, told["login_url"], told["allowed_hosts"], told["request_budget"], told["pause"]
        )
        self.guard.learn(told["password"])
        self.guard.stand_before()
        self._gate = Gate(pipe, self.guard)
        self._gate.stand_before()
        self._answered: tuple[str, ...] = ()
        self._told = told
        self._memory = Memory(told.get("state"))
        self._woob = WoobBase(modules_path=told["folder"])
        self._module: Any = None
        self._subscriptions: list[Any] = []
        self._documents: dict[str, Any] = {}

    def open(self) -> dict[str, Any]:
        """Loads the module and fills its fields; sends nothing."""
        loaded: Any = self._woob.modules_loader.get_or_load_module(self._told["module"])
        if not loaded.has_caps(DOCUMENTS):
            raise AssertionError("it fetches no documents")
        if loaded.website:
            self.guard.settle(loaded.website)
        config = filled(loaded.config, self._told)
        for name in ("_proxy", "_proxy_ssl"):
            config[name] = self._told["proxy"] or ""
        self._module = self._woob.build_backend(self._told["module"], config, self._memory, _NAME)
        return {}

    def enter(self, may_sign_in: bool) -> dict[str, Any]:
        """The subscriptions, which are only shown to who is inside. Without leave to sign in: whether one is inside."""
        self._gate.may = may_sign_in
        try:
            self._subscriptions = self._asking(lambda: list(self._browsing().iter_subscription()))
        except LoginWanted:
            return {"inside": False}
        finally:
            self._gate.may = True
        return {"inside": True, "subscriptions": [rows.subscription(one) for one in self._subscriptions]}

    def documents(self, of: int) -> dict[str, Any]:
        """All rows of a subscription. Those before a failure come with it.

        The list is read to its end before any file is fetched, as Woob's programs do: a module has one page open.
        """
        subscription = self._subscriptions[of]
        found: list[Any] = []

        def listed() -> None:
            found.clear()
            for one in self._module.iter_documents(subscription):
                found.append(one)

        failure: dict[str, Any] | None = None
        try:
            self._asking(listed)
        except BaseException as error:
            failure = self.excuse(error)
        said = []
        for one in found:
            row = rows.document(one, rows.text(subscription, "id") or "")
            self._documents.setdefault(row["key"], one)
            said.append(row)
        return {"rows": said, "failure": failure}

    def download(self, key: str, into: str) -> dict[str, Any]:
        content = self._asking(lambda: self._content(self._documents[key]))
        if not isinstance(content, bytes | bytearray) or not content:
            return {"size": 0}
        return {"size": Path(into).write_bytes(content)}

    def state(self) -> dict[str, Any]:
        """What the module wants to find again at the next visit."""
        if self._module is not None and self._module._browser is not None:
            jar: Any = getattr(getattr(self._module.browser, "session", None), "cookies", None)
            kept = list(jar) if jar is not None else []
            self._module.dump_state()
            for cookie in kept:  # modules throw some out before they are written, and this visit may go on
                jar.set_cookie(cookie)
        return {"state": self._memory.text()}

    def excuse(self, error: BaseException) -> dict[str, Any]:
        if isinstance(error, FieldsMissing):
            return {"kind": "fields_needed", "fields": error.names, "labels": error.labels}
        fields = self._module.config if self._module is not None else {}
        transient = [name for name, field in fields.items() if field.transient]
        codes = [name for name in transient if name not in ("resume", "request_information", "auth_uri")]
        return excuse(error, self._answered, "resume" in transient and not codes)

    def _browsing(self) -> Any:
        """The module, once its browser's address was looked at; some choose it only when they are opened."""
        site = getattr(self._module.browser, "BASEURL", None)
        if isinstance(site, str) and site:
            self.guard.settle(site)
        return self._module

    def _asking(self, action: Callable[[], T]) -> T:
        """Calls again after each answered question, as Woob wants it done."""
        self._answered = ()
        for _ in range(_MOST_QUESTIONS):
            try:
                return action()
            except BrowserInteraction as question:
                self._answer(question)
        raise Unanswered

    def _answer(self, question: Any) -> None:
        names = ask(self._pipe, question, self._module.config)
        self._gate.answered = True
        if not isinstance(question, DecoupledValidation | BrowserRedirect):
            self._answered = names
            for name in names:
                self.guard.learn(str(self._module.config[name].get() or ""))

    def _content(self, document: Any) -> Any:
        """The file; for what is no PDF the one that the module makes of it, where it does."""
        own = (rows.text(document, "format") or "pdf").lower()
        if own != "pdf" and own in ("html", "htm", "txt"):
            try:
                return self._module.download_document_pdf(document)
            except NotImplementedError:
                pass
        return self._module.download_document(document)
