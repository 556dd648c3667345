"""What a filter's form would send with another setting chosen."""

from __future__ import annotations

from moisson.engine.html import parse
from moisson.engine.lists.filters import form_address

_FORM = """<form action=/vorgaenge><input type=hidden name=kind value=x disabled><input type=hidden name=go value=1>
<input type=checkbox name="f[]" value=status checked><input type=checkbox name="f[]" value=owner>
<input type=radio name=view value=table checked><input type=radio name=view value=cards>
<select name=status><option value=o selected>offen</option><option value="*">alle</option></select>
<select name="c[]" multiple><option value=nr>Nr.</option><option value=subject>Thema</option></select>
<select name="g[]" multiple><option value=a selected>A</option><option value=b>B</option><option value=c selected>C</option></select>
</form>"""


def test_what_is_ticked_is_sent_and_what_is_disabled_or_not_chosen_is_not() -> None:
    page = parse(_FORM, "https://portal.example/vorgaenge", 200)
    select = next(one for one in page.root.find_all("select") if one.get("name") == "status")
    assert form_address(select, "alle") == (
        "https://portal.example/vorgaenge?go=1&f%5B%5D=status&view=table&status=%2A&g%5B%5D=a&g%5B%5D=c"
    )
    assert form_address(select, "morgen") is None
