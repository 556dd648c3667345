from woob.browser.elements import ItemElement, TableElement, method
from woob.browser.filters.html import AbsoluteLink, Attr
from woob.browser.filters.standard import CleanDecimal, CleanText, Currency, Date, Field, Format
from woob.browser.pages import HTMLPage, LoggedPage, RawPage, pagination
from woob.capabilities.base import NotAvailable
from woob.capabilities.bill import Bill, Subscription


class LoginPage(HTMLPage):
    def sign_in(self, username, password):
        form = self.get_form(id="sign-in")
        form["username"] = username
        form["password"] = password
        form.submit()


class StepPage(HTMLPage):
    """What may come after the password: a step, named by the page."""

    @property
    def step(self):
        return Attr("//main", "data-step", default="")(self.doc)

    @property
    def words(self):
        return CleanText("//p[@class='words']")(self.doc)

    def send(self, **fields):
        form = self.get_form(id="step")
        for name, value in fields.items():
            form[name] = value
        form.submit()


class PlotsPage(LoggedPage, HTMLPage):
    def iter_subscription(self):
        for link in self.doc.xpath("//li/a"):
            subscription = Subscription()
            subscription.id = link.attrib["href"].rsplit("/", 1)[1]
            subscription.label = CleanText(".")(link)
            yield subscription


class BillsPage(LoggedPage, HTMLPage):
    @pagination
    @method
    class iter_documents(TableElement):
        item_xpath = "//tbody/tr"
        head_xpath = "//thead//th"
        col_number, col_date, col_amount = "Number", "Date", "Amount"

        def next_page(self):
            return AbsoluteLink("//a[@rel='next']", default=None)(self)

        class item(ItemElement):
            klass = Bill

            obj_id = Format("%s_%s", CleanText("//main/@data-plot"), Field("number"))
            obj_number = CleanText("./td[1]")
            obj_date = Date(CleanText("./td[2]"), dayfirst=True)
            obj_total_price = CleanDecimal.French("./td[3]")
            obj_currency = Currency("./td[3]")
            obj_label = Format("Bill %s", Field("number"))
            obj_format = "pdf"
            obj_url = AbsoluteLink("./td[4]/a", default=NotAvailable)

            def obj_has_file(self):
                return bool(self.el.xpath("./td[4]/a"))


class FilePage(LoggedPage, RawPage):
    pass
