"""A module for one site, which is not the portal of the test."""

from woob.browser import LoginBrowser
from woob.capabilities.bill import CapDocument
from woob.tools.backend import BackendConfig, Module
from woob.tools.value import ValueBackendPassword


class ElsewhereBrowser(LoginBrowser):
    BASEURL = "https://portal.elsewhere.example/"

    def do_login(self):
        self.location("/login", data={"password": self.password})


class ElsewhereModule(Module, CapDocument):
    NAME = "elsewhere"
    DESCRIPTION = "Elsewhere"
    CONFIG = BackendConfig(
        ValueBackendPassword("login", label="Login", masked=False),
        ValueBackendPassword("password", label="Password"),
    )
    BROWSER = ElsewhereBrowser
