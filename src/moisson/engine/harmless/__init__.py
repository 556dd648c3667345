"""In here may be only the answer to one question: may this be touched? Nothing at a portal is changed by a visit (design
invariant 3), in any language.

A link is allowed unless something about it speaks of an act. A control without an address is touched only
when something about it speaks *for* it, and nothing against it.
"""

from moisson.engine.harmless.addresses import address_speaks_of_act, link_speaks_of_act
from moisson.engine.harmless.controls import against, against_name, may_follow, may_press, speaks_for, submits
from moisson.engine.harmless.labels import icon_words, labels
from moisson.engine.harmless.purposes import DOWNLOADING, LISTING, OPENS_DOCUMENT, SHOWING
from moisson.engine.harmless.speech import commands_something, orders_something, speaks_of_act

__all__ = [
    "DOWNLOADING",
    "LISTING",
    "OPENS_DOCUMENT",
    "SHOWING",
    "address_speaks_of_act",
    "against",
    "against_name",
    "commands_something",
    "icon_words",
    "labels",
    "link_speaks_of_act",
    "may_follow",
    "may_press",
    "orders_something",
    "speaks_for",
    "speaks_of_act",
    "submits",
]
