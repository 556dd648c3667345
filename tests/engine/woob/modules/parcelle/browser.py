import datetime

from woob.browser import URL, need_login
from woob.browser.exceptions import BrowserTooManyRequests
from woob.browser.mfa import TwoFactorBrowser
from woob.capabilities.captcha import RecaptchaV2Question
from woob.exceptions import (
    ActionNeeded,
    ActionType,
    AppValidation,
    AppValidationCancelled,
    AppValidationExpired,
    AuthMethodNotImplemented,
    BrowserForbidden,
    BrowserHTTPSDowngrade,
    BrowserIncorrectPassword,
    BrowserPasswordExpired,
    BrowserQuestion,
    BrowserRedirect,
    BrowserUnavailable,
    BrowserUserBanned,
    DecoupledMedium,
    DecoupledValidation,
    NeedInteractiveForRedirect,
    OfflineOTPQuestion,
    OTPSentType,
    ParseError,
    ScrapingBlocked,
    SentOTPQuestion,
    WrongCaptchaResponse,
)
from woob.tools.value import Value

from .pages import BillsPage, FilePage, LoginPage, PlotsPage, StepPage

# What the portal may say after the password, by the page's own name of the step.
TROUBLE = {
    "wrong": lambda words: BrowserIncorrectPassword(words, bad_fields=["login", "password"]),
    "banned": lambda words: BrowserUserBanned(words),
    "expired": lambda words: BrowserPasswordExpired(words),
    "terms": lambda words: ActionNeeded(
        words, locale="en-GB", action_type=ActionType.ACKNOWLEDGE, url="https://parcelle.example/terms"
    ),
    "mfa": lambda words: ActionNeeded(words, action_type=ActionType.ENABLE_MFA),
    "pay": lambda words: ActionNeeded(words, action_type=ActionType.PAYMENT),
    "method": lambda words: AuthMethodNotImplemented(words),
    "forbidden": lambda words: BrowserForbidden(words),
    "unavailable": lambda words: BrowserUnavailable(words),
    "blocked": lambda words: ScrapingBlocked(words),
    "often": lambda words: BrowserTooManyRequests(
        words, next_try=datetime.datetime.now() + datetime.timedelta(hours=2)
    ),
    "downgrade": lambda words: BrowserHTTPSDowngrade(words),
    "captcha": lambda words: RecaptchaV2Question(website_key="k", website_url="https://parcelle.example/"),
    "captcha-wrong": lambda words: WrongCaptchaResponse(),
    "parse": lambda words: ParseError(words),
    "cancelled": lambda words: AppValidationCancelled(words),
    "too-late": lambda words: AppValidationExpired(words),
    "redirect-later": lambda words: NeedInteractiveForRedirect(words),
    "stumble": lambda words: KeyError(words),
    "unknown-field": lambda words: BrowserQuestion(Value("nowhere", label=words)),
}


class ParcelleBrowser(TwoFactorBrowser):
    HAS_CREDENTIALS_ONLY = True
    STATE_DURATION = 60
    COOKIES_TO_CLEAR = ("visit",)
    __states__ = ("device",)

    login = URL(r"login$", LoginPage)
    step = URL(r"step$", StepPage)
    plots = URL(r"plots$", PlotsPage)
    bills = URL(r"plots/(?P<plot>\w+)$", r"plots/(?P<plot>\w+)\?page=\d+$", BillsPage)
    file = URL(r"files/", FilePage)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.device = None
        self.AUTHENTICATION_METHODS = {
            "code": self.handle_code,
            "word": self.handle_word,
            "way": self.handle_way,
            "resume": self.handle_polling,
            "auth_uri": self.handle_redirect,
        }

    def init_login(self):
        self.login.go()
        self.page.sign_in(self.username, self.password)
        if self.step.is_here():
            self.next_step()

    def next_step(self):
        step, words = self.page.step, self.page.words
        if step in ("sms", "mail", "app-code", "offline", "word", "way", "push", "mail-link", "redirect"):
            self.check_interactive() if step != "offline" else None
        if step in ("sms", "mail", "app-code"):
            # As portals do: only now the code goes out.
            self.page.send(send="yes")
            medium = {"sms": OTPSentType.SMS, "mail": OTPSentType.EMAIL, "app-code": OTPSentType.MOBILE_APP}[
                step
            ]
            raise SentOTPQuestion("code", medium_type=medium, medium_label="•• 42", message=words)
        if step == "offline":
            raise OfflineOTPQuestion("code", message=words)
        if step == "word":
            raise BrowserQuestion(Value("word", label=words, regexp=r"[a-z]+"))
        if step == "way":
            raise BrowserQuestion(Value("way", label=words, choices={"s": "By SMS", "m": "By mail"}))
        if step == "push":
            raise AppValidation(words)
        if step == "mail-link":
            raise DecoupledValidation(words, medium_type=DecoupledMedium.EMAIL, medium_label="c…@exemple.fr")
        if step == "redirect":
            raise BrowserRedirect(self.absurl("/elsewhere?state=" + 8 * "a1b2c3d4", base=True))
        raise TROUBLE[step](words)

    def judged(self):
        if self.step.is_here():
            if self.page.step == "again":
                raise SentOTPQuestion("code", medium_type=OTPSentType.SMS, message=self.page.words)
            if self.page.step == "refused":
                raise BrowserIncorrectPassword(self.page.words, bad_fields=["code"])
            self.next_step()

    def handle_code(self):
        self.page.send(code=self.code)
        self.judged()

    def handle_word(self):
        self.page.send(word=self.word)
        self.judged()

    def handle_way(self):
        self.page.send(way=self.way)
        self.judged()

    def handle_redirect(self):
        self.location(self.auth_uri)
        self.judged()

    def handle_polling(self):
        self.step.go()
        self.judged()

    @need_login
    def iter_subscription(self):
        if not self.plots.is_here():
            self.plots.go()
        return list(self.page.iter_subscription())

    @need_login
    def iter_documents(self, subscription):
        self.bills.go(plot=subscription.id)
        return self.page.iter_documents()

    @need_login
    def download(self, document):
        return self.open(document.url).content
