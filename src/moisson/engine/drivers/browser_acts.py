"""What a hand does to one element of the tab: typing, ticking, pressing."""

from __future__ import annotations

from playwright.async_api import ElementHandle, Error
from playwright.async_api import TimeoutError as PlaywrightTimeout

from moisson.engine.drivers.base import StaleNode
from moisson.engine.drivers.browser_rest import Traffic
from moisson.engine.page import Node

_PRESS = """el => {
  el.scrollIntoView({block: 'center'});
  if (el.click) el.click();
  else el.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
}"""


# Scrolls the page and what scrolls within it to the end, at once whatever the style sheet says; true when anything moved.
# Where only the rows in sight are drawn and the same elements serve for all (a virtual list), by most of a screenful.
TO_THE_END = """() => {
  let moved = false;
  const drawnOnly = (outer) => {
    const texts = document.createTreeWalker(outer, NodeFilter.SHOW_TEXT), range = document.createRange();
    let top = Infinity, bottom = -Infinity;
    for (let seen = 0; texts.nextNode(); ) {
      if (!texts.currentNode.nodeValue.trim()) continue;
      if (++seen > 6000) return false;
      range.selectNodeContents(texts.currentNode);
      const box = range.getBoundingClientRect();
      if (!box.width || !box.height) continue;
      top = Math.min(top, box.top);
      bottom = Math.max(bottom, box.bottom);
    }
    return bottom > top && bottom - top < 0.6 * outer.scrollHeight;
  };
  const down = (el, step) => {
    const before = el.scrollTop;
    el.scrollTo({top: step ? before + step : el.scrollHeight, behavior: 'instant'});
    moved = moved || el.scrollTop !== before;
  };
  const lists = [...document.querySelectorAll('[role=grid], [role=table], [role=list], [role=feed], [role=rowgroup]')];
  const virtual = lists.some(el => el.scrollHeight > 2 * innerHeight && drawnOnly(el));
  down(document.scrollingElement || document.documentElement, virtual && 0.8 * innerHeight);
  for (const el of document.querySelectorAll('div, main, section, ul, tbody, table')) {
    if (el.scrollHeight > el.clientHeight + 40 && el.clientHeight > 150 &&
        /auto|scroll/.test(getComputedStyle(el).overflowY)) down(el, drawnOnly(el) && 0.8 * el.clientHeight);
  }
  return moved;
}"""


# Back to where it begins, the page and what scrolls within it; true when anything moved.
TO_THE_START = """() => {
  let moved = false;
  for (const el of [document.scrollingElement || document.documentElement,
                    ...document.querySelectorAll('div, main, section, ul, tbody, table')]) {
    if (!el.scrollTop) continue;
    el.scrollTo({top: 0, behavior: 'instant'});
    moved = true;
  }
  return moved;
}"""


# Brings an element into sight before it is pressed. A list that draws only what is in sight draws its rows anew when it is
# scrolled, with the same elements for other rows: then the element is looked for that says now what this one said. Gives
# the element to press, or null where none says the same, or more than one.
_IN_SIGHT = """async el => {
  const frame = () => new Promise(done => { requestAnimationFrame(done); setTimeout(done, 250); });
  const page = el.getRootNode();
  let own = el;
  for (let turn = 0; turn < 3; turn++) {
    let told = own;
    const path = [];
    while (told.textContent.trim().length < 8 && told.parentElement) {
      path.unshift([...told.parentElement.children].indexOf(told));
      told = told.parentElement;
    }
    const said = told.textContent, before = own.getBoundingClientRect();
    if (!own.scrollIntoViewIfNeeded) return own;
    own.scrollIntoViewIfNeeded();
    const after = own.getBoundingClientRect();
    if (before.top === after.top && before.left === after.left) return own;
    await frame();
    await frame();
    if (told.isConnected && told.textContent === said) return own;
    const same = [...page.querySelectorAll(told.localName)].filter(one => one.textContent === said);
    if (same.length !== 1) return null;
    own = path.reduce((outer, place) => outer && outer.children[place], same[0]);
    if (!own) return null;
  }
  return own;
}"""


async def type_into(element: ElementHandle, value: str, *, locked: bool) -> None:
    """Types over what the field holds. `locked`: it is read-only until somebody clicks into it. Raises `StaleNode`."""
    try:
        if locked:
            await element.click(timeout=1500)
        await element.evaluate("el => { el.focus(); if (el.value && el.select) el.select(); }")
        await element.type(value)
    except Error:
        # Playwright's own words may quote what was typed.
        raise StaleNode("The field could not be filled.") from None
    try:
        if value and await element.evaluate("el => 'value' in el && el.value === ''"):
            await element.fill(value, timeout=3000)
    except Error:
        return  # typing alone sent the form, and the page is gone


async def tick(element: ElementHandle) -> None:
    try:
        await element.check(timeout=1000)
    except Error:
        await element.evaluate(
            "el => { if (!el.checked) (el.labels && el.labels[0] ? el.labels[0] : el).click(); }"
        )


async def press(element: ElementHandle, node: Node, traffic: Traffic) -> None:
    """A real click; where something covers the element or it is not shown, the event is sent to it directly.

    A click that had an effect is never repeated: it may have sent a password.
    """
    sent = traffic.sent
    if node.visible:
        element = await _in_sight(element)
        try:
            await element.click(timeout=800 if node.covered else 2500, no_wait_after=True)
            return
        except PlaywrightTimeout:
            if traffic.sent != sent:
                return
    await element.evaluate(_PRESS)


async def _in_sight(element: ElementHandle) -> ElementHandle:
    """The element to press, in sight. Raises `StaleNode` where another stands in its place by now."""
    found = (await element.evaluate_handle(_IN_SIGHT)).as_element()
    if found is None:
        raise StaleNode("The element is no longer on the page.")
    return found


async def press_twice(element: ElementHandle) -> None:
    """Two presses in a moment: never by a script alone, since what answers to them watches the pointer."""
    await element.dblclick(timeout=2500, no_wait_after=True)


async def press_right(element: ElementHandle) -> None:
    await element.click(button="right", timeout=2500, no_wait_after=True)


def left(error: Error) -> bool:
    """The element left the page before it was touched."""
    return "not attached" in error.message or "detached" in error.message
