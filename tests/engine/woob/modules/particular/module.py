"""A module that wants to know more than others, and takes the password where it should not go."""

import base64
import hashlib

from woob.browser import LoginBrowser, need_login
from woob.capabilities.bill import CapDocument
from woob.exceptions import BrowserIncorrectPassword
from woob.tools.backend import BackendConfig, Module
from woob.tools.value import Value, ValueBackendPassword, ValueDate


class ParticularBrowser(LoginBrowser):
    def __init__(self, config, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.config = config

    def do_login(self):
        there, word = self.config["there"].get() + "/login", self.password
        if self.config["shape"].get() == "again":
            self.location(there, data={"username": self.username, "password": word})
            raise BrowserIncorrectPassword("Not this one.")
        try:
            match self.config["shape"].get():
                case "form":
                    self.location(there, data={"password": word})
                case "json":
                    self.location(there, json={"password": word})
                case "query":
                    self.location(there, params={"password": word})
                case "header":
                    pair = base64.b64encode(f"camille:{word}".encode()).decode()
                    self.location(there, headers={"Authorization": f"Basic {pair}"})
                case "encrypted":
                    self.location(there, data={"password": hashlib.sha256(word.encode()).hexdigest()})
        except Exception:
            pass  # a module that goes on whatever happens

    @need_login
    def iter_subscription(self):
        return []


class ParticularModule(Module, CapDocument):
    NAME = "particular"
    DESCRIPTION = "Particular"
    CONFIG = BackendConfig(
        ValueBackendPassword("login", label="Login", masked=False),
        ValueBackendPassword("password", label="Password"),
        ValueDate("birthday", label="Date of birth"),
        Value("shape", default=""),
        Value("there", default=""),
    )
    BROWSER = ParticularBrowser

    def create_default_browser(self):
        return self.create_browser(self.config, self.config["login"].get(), self.config["password"].get())

    def iter_subscription(self):
        for _ in range(3):  # a module that does not believe it
            try:
                return self.browser.iter_subscription()
            except BrowserIncorrectPassword as error:
                refused = error
        raise refused
