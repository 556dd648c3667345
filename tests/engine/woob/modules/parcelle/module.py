"""A module as people write them for Woob, for the portal beside these tests."""

from woob.capabilities.base import empty, find_object
from woob.capabilities.bill import CapDocument, Document, DocumentNotFound, DocumentTypes, Subscription
from woob.tools.backend import BackendConfig, Module
from woob.tools.value import Value, ValueBackendPassword, ValueTransient

from .browser import ParcelleBrowser


class ParcelleModule(Module, CapDocument):
    NAME = "parcelle"
    DESCRIPTION = "Parcelle, plots by the month"
    MAINTAINER = "Nobody"
    EMAIL = "nobody@example.org"
    LICENSE = "Apache-2.0"
    CONFIG = BackendConfig(
        Value("url", label="Address"),
        ValueBackendPassword("login", label="Customer number", masked=False),
        ValueBackendPassword("password", label="Password"),
        Value("garden", label="Garden", default="", required=False),
        ValueTransient("code"),
        ValueTransient("word"),
        ValueTransient("way"),
        ValueTransient("resume"),
        ValueTransient("auth_uri"),
        ValueTransient("request_information"),
    )
    BROWSER = ParcelleBrowser
    accepted_document_types = (DocumentTypes.BILL, DocumentTypes.CONTRACT)

    def create_default_browser(self):
        print("a module that prints:", self.config["password"].get())
        return self.create_browser(
            self.config,
            self.config["login"].get(),
            self.config["password"].get(),
            baseurl=self.config["url"].get(),
        )

    def iter_subscription(self):
        return self.browser.iter_subscription()

    def iter_documents(self, subscription):
        if not isinstance(subscription, Subscription):
            subscription = self.get_subscription(subscription)
        return self.browser.iter_documents(subscription)

    def get_document(self, id):
        subscription = self.get_subscription(id.split("_")[0])
        return find_object(self.iter_documents(subscription), id=id, error=DocumentNotFound)

    def download_document(self, document):
        if not isinstance(document, Document):
            document = self.get_document(document)
        if empty(document.url):
            return None
        return self.browser.download(document)
