"""In here may be only what gets a visitor in: recognising sign-in forms, codes and obstacles, and acting on them."""

from moisson.engine.sign_in.codes import CodeForm, find_code_form
from moisson.engine.sign_in.entry import find_banner_button, find_sign_in_entry
from moisson.engine.sign_in.flow import give_code, sign_in
from moisson.engine.sign_in.forms import FormKind, SignInForm, find_sign_in, is_sign_in_page
from moisson.engine.sign_in.inside import looks_signed_in
from moisson.engine.sign_in.verdict import Outcome, Verdict, classify

__all__ = [
    "CodeForm",
    "FormKind",
    "Outcome",
    "SignInForm",
    "Verdict",
    "classify",
    "find_banner_button",
    "find_code_form",
    "find_sign_in",
    "find_sign_in_entry",
    "give_code",
    "is_sign_in_page",
    "looks_signed_in",
    "sign_in",
]
