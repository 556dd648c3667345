"""Lists whose rows have a box to tick and one button for what is ticked: "Download selected"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moisson.engine.harmless import DOWNLOADING, against, labels, speaks_for
from moisson.engine.lists.ways import Way, WayKind, format_of, label_of
from moisson.engine.page import Node, PageView
from moisson.engine.wording import any_of, fold

_SELECTED = any_of(
    r"select(?:ed|ion)", r"marked", r"checked", r"chosen", r"aus ?gewahlte[nrs]?", r"auswahl", r"markierte[nrs]?", r"(?:la )?selection(?:nee?s?)?", r"coche?e?s?", r"choisie?s?", r"seleccionad[oa]s?", r"seleccion", r"marcad[oa]s?", r"selezionat[aeio]", r"selezione", r"geselecteerde?", r"selectie", r"aangevinkte?", r"selecionad[oa]s?", r"zaznaczon[ey]\w*", r"wybran[ey]\w*", r"markerade", r"valda", r"valgte", r"markerede", r"merkede", r"valitut", r"vybran[eay]\w*", r"oznacen[eay]\w*", r"kijelolt\w*", r"kivalasztott\w*", r"selectate?",
)  # fmt: skip
_BOX_NAME = re.compile(r"id|sel|chk|check|row|item|doc|inv|file|mark|pick", re.I)


def ticking(nodes: Sequence[Node], page: PageView) -> Way | None:
    """The way of a row by its box and the button that downloads what is ticked; None where there is none.

    A box is ticked only where the button says what ticking is for, so that no switch ("auto-pay") is touched.
    """
    box = next((part for top in nodes for part in top.walk() if _is_box(part)), None)
    if box is None:
        return None
    form = box.closest("form")
    for node in page.walk():
        if not node.visible or (
            node.tag not in ("button", "a")
            and not (node.tag == "input" and node.get("type") in ("submit", "button"))
        ):
            continue
        if node.href is not None or not speaks_for(node, DOWNLOADING) or against(node) is not None:
            continue
        if any(outer.tag in ("tr", "li", "article") for outer in node.ancestors()):
            continue
        told = any(_SELECTED.search(fold(text)) for text in labels(node))
        if told or (form is not None and node.closest("form") is form):
            label = label_of(node)
            return Way(WayKind.PRESS, box, None, label, format_of("", node, label), button=node)
    return None


def _is_box(node: Node) -> bool:
    return (
        node.tag == "input"
        and node.get("type").lower() == "checkbox"
        and "disabled" not in node.attrs
        and against(node) is None
        and _BOX_NAME.search(f"{node.get('name')} {node.get('class')} {node.get('id')}") is not None
    )
