"""Builds the icon sprite from Tabler's outline icons (npm package `@tabler/icons`, MIT).

    npm pack @tabler/icons && tar xzf tabler-icons-*.tgz
    python tools/icons.py package/icons

One `<symbol>` an icon, id = its name, for `{% icon "name" %}`. `filled/NAME` takes the filled drawing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).resolve().parent.parent / "src/moisson/web/static/moisson/icons.svg"

NAMES = """
adjustments-horizontal alert-circle alert-triangle archive arrow-left arrow-right arrow-up arrow-down at
ban bell building building-bank building-store building-warehouse calendar calendar-event calendar-time
chart-bar check checklist chevron-down chevron-left chevron-right chevron-up circle-check circle-dashed circle-x
clock clock-pause clock-exclamation cloud-off coin copy credit-card dashboard database device-desktop
device-mobile device-mobile-message dots dots-vertical download edit external-link eye eye-off
file file-code file-description file-download file-invoice file-off file-plus file-search file-text file-type-pdf
file-type-xml file-unknown file-upload file-zip files filter filter-off flag folder folder-open globe grid-dots hash
help help-circle history home hourglass id inbox info-circle key language layout-dashboard layout-list link
list list-check list-search loader-2 lock lock-open lock-password login login-2 logout mail mail-forward map-pin
menu-2 message message-circle minus mood-empty moon mug note notebook package password password-mobile-phone
paperclip pencil phone phone-call photo plane plant player-pause player-play player-stop plug plug-connected
plug-connected-x plug-off plug-x plus qrcode question-mark receipt receipt-2 receipt-euro refresh refresh-alert
refresh-off repeat reload road robot rotate-clockwise rss save search select selector send server settings
settings-2 shield shield-check shield-exclamation shield-lock shopping-cart sort-ascending sort-descending
star stethoscope sun switch-horizontal table tag tags train trash truck-delivery unlink upload user user-check
user-circle user-cog user-plus user-x users users-group versions wallet wheat wifi-off world world-search
world-www x zoom-question device-floppy bolt droplet flame car heart-handshake school home-bolt
ticket shirt speakerphone credit-card-pay parking gas-station building-hospital building-community
device-tv router phone-incoming cloud code brand-speedtest affiliate
""".split()


def symbol(folder: Path, name: str) -> str | None:
    path = folder / "outline" / f"{name}.svg"
    if not path.is_file():
        return None
    drawing = path.read_text("utf-8")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
    assert inner, name
    body = re.sub(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", inner.group(1))
    body = re.sub(r"\s*\n\s*", "", body)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'


def main(folder: Path) -> None:
    symbols = []
    for name in sorted(set(NAMES)):
        made = symbol(folder, name)
        if made is None:
            print(f"no such icon: {name}", file=sys.stderr)
            continue
        symbols.append(made)
    SPRITE.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round">\n' + "\n".join(symbols) + "\n</svg>\n",
        encoding="utf-8",
    )
    print(f"{len(symbols)} icons in {SPRITE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
