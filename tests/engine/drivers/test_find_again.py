"""A control found again in a page that drew itself anew."""

from __future__ import annotations

import pytest

from moisson.engine.drivers.browser_snapshot import find_again
from moisson.engine.html import parse
from moisson.engine.page import Node

URL = "https://portal.example/"


def tree(body: str) -> Node:
    return parse(f"<html><body>{body}</body></html>", URL).root


def button(body: str, place: int) -> Node:
    return [node for node in tree(body).walk() if node.tag == "button"][place]


INBOX = "<button>Inbox <span>{}</span></button><button>Sent</button>"


@pytest.mark.parametrize(("then", "now"), [("81", "80"), ("(10)", "(9)"), ("99+", "98"), ("1", "")])
def test_a_folder_whose_unread_mails_became_fewer_is_the_same(then: str, now: str) -> None:
    found = find_again(button(INBOX.format(then), 0), tree(INBOX.format(now)))
    assert found is not None and found.text().startswith("Inbox")


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("<button>Order <b>12</b></button><button>Order <b>13</b></button>", "<button>Order <b>14</b></button>"),
        ("<button>Order <b>12</b></button>", "<button>Order <b>13</b></button><button>Order <b>14</b></button>"),
        ("<button>Order 12</button>", "<button>Order 13</button>"),
        ("<button><b>2</b></button>", "<button><b>3</b></button>"),
        ("<button>Inbox <b>2</b></button>", "<button>Trash <b>2</b></button>"),
    ],
    ids=["of two before", "of two now", "number in the words", "number alone", "other words"],
)  # fmt: skip
def test_what_a_figure_tells_apart_is_not_mixed_up(then: str, now: str) -> None:
    assert find_again(button(then, 0), tree(now)) is None
