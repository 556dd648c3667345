"""What stands around a page's own content: head, banner, menus, footer, and what must not be touched."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from tests.zoo.varied.looks import Look
from tests.zoo.varied.plan import Variation

SCRIPT = """
document.addEventListener('click', async e => {
  const t = e.target.closest('[data-opens],[data-blob],[data-goes],[data-posts],[data-hides]');
  if (!t) return;
  if (t.dataset.opens) {
    const what = document.getElementById(t.dataset.opens);
    what.hidden = !what.hidden; t.setAttribute('aria-expanded', String(!what.hidden));
  }
  if (t.dataset.hides) { document.getElementById(t.dataset.hides).remove(); document.cookie = 'seen=1;path=/'; }
  if (t.dataset.goes) { e.preventDefault(); window.location.href = t.dataset.goes; }
  if (t.dataset.posts) { e.preventDefault(); await fetch(t.dataset.posts, {method: 'POST'}); location.reload(); }
  if (t.dataset.blob) {
    e.preventDefault();
    const bytes = await (await fetch(t.dataset.blob)).blob();
    const a = document.createElement('a');
    a.href = URL.createObjectURL(bytes); a.download = t.dataset.name; a.click();
  }
});
"""
STYLE = """
body{font-family:sans-serif;margin:0} header,main,footer{padding:10px 24px} [hidden]{display:none!important}
.veil{position:fixed;inset:0;background:#0009;z-index:50;display:flex;align-items:center;justify-content:center}
.bar{position:fixed;bottom:0;left:0;right:0;background:#eee;padding:12px;z-index:40}
.pane{background:#fff;padding:24px;max-width:420px} .rowish{display:flex;gap:18px;padding:6px 0}
nav a{margin-right:14px} td,th{padding:4px 10px;text-align:left}
"""


@dataclass(frozen=True)
class Frame:
    """Words, look and plan of one portal, put around content. `to` are its addresses by name."""

    plan: Variation
    look: Look
    words: dict[str, str]
    to: dict[str, str]
    menu: tuple[tuple[str, str], ...]
    """The harmless entries of the menu: address and label."""
    documents_label: str

    def page(self, title: str, content: str, *, inside: bool = True, banner: bool = False) -> str:
        lang = f' lang="{self.plan.locale.replace("_", "-")}"' if self.plan.lang == "yes" else ""
        brand = escape(self.words["brand"])
        top = self._menu() if inside else self._front()
        return (
            f"<!doctype html><html{lang}><head><meta charset=utf-8><title>{escape(title)} – {brand}</title>"
            f"<style>{STYLE}</style></head><body><header{self.look.of('header')}><a href='{self.to['home']}'>{brand}</a>{top}</header>"
            f"<main>{content}</main>{self._footer(inside)}{self._banner() if banner else ''}"
            f"<script>{SCRIPT}</script></body></html>"
        )

    def trap(self, name: str, path: str) -> Markup:
        """What changes something: a plain link, a button or a form."""
        label, look = escape(self.words[name]), self.look
        if self.plan.traps == "links":
            return Markup(f'<a href="{path}"{look.of("danger")}>{label}</a>')
        if self.plan.traps == "buttons":
            return Markup(f'<button type="button" data-goes="{path}"{look.of("danger")}>{label}</button>')
        return Markup(
            f'<form method="post" action="{path}" style="display:inline"><button{look.of("danger")}>{label}</button></form>'
        )

    def _menu(self) -> str:
        look, words, to = self.look, self.words, self.to
        documents = f'<a href="{to["list"]}"{look.of("item")}>{escape(self.documents_label)}</a>'
        rest = [f'<a href="{at}"{look.of("item")}>{escape(label)}</a>' for at, label in self.menu]
        out = self.trap("sign_out", to["sign_out"])
        sub = look.id("submenu")
        nav = self.plan.nav
        if nav == "menu":
            return f"<nav{look.of('nav')}>{rest[0]}{documents}{''.join(rest[1:])}{out}</nav>"
        if nav == "nested":
            label = escape(words["section"])
            return (
                f"<nav{look.of('nav')}>{''.join(rest[:2])}<button type=button data-opens='{sub}' aria-expanded=false "
                f"aria-haspopup=true>{label}</button><div id='{sub}' hidden>{rest[2]}{documents}</div>{out}</nav>"
            )
        if nav == "icon":
            label = escape(words["account"])
            svg = "<svg width=20 height=20 viewBox='0 0 20 20'><circle cx=10 cy=6 r=4 /></svg>"
            return (
                f"<nav{look.of('nav')}>{''.join(rest[:2])}</nav><button type=button data-opens='{sub}' "
                f"aria-label='{label}'>{svg}</button><ul id='{sub}' hidden><li>{rest[2]}</li><li>{documents}</li>"
                f"<li>{out}</li></ul>"
            )
        if nav == "deep":
            account = f'<a href="{to["account"]}"{look.of("item")}>{escape(words["account"])}</a>'
            return f"<nav{look.of('nav')}>{''.join(rest[:2])}{account}{out}</nav>"
        return f"<nav{look.of('nav')}>{''.join(rest)}{out}</nav>"

    def _front(self) -> str:
        if self.plan.decoys == "none":
            return ""
        words, look = self.words, self.look
        return (
            f"<form action='{self.to['search']}' role=search><input type=search name=q placeholder='{escape(words['search'])}'"
            f"{look.of('field')}><button{look.of('button')}>{escape(words['search'])}</button></form>"
        )

    def _footer(self, inside: bool) -> str:
        words, look = self.words, self.look
        parts = [f'<a href="{at}">{escape(label)}</a>' for at, label in self.menu[-2:]]
        if inside and self.plan.nav == "footer":
            parts.append(f'<a href="{self.to["list"]}">{escape(self.documents_label)}</a>')
        if self.plan.leaflets == "yes":
            tariffs = escape(words["tariffs"].split(";")[0])
            parts.append(f'<a href="{self.to["leaflet"]}">{tariffs} (PDF)</a>')
        if inside:
            parts.append(self.trap("cancel", self.to["cancel"]))
        if self.plan.decoys == "all":
            parts.append(
                f"<form method=post action='{self.to['subscribe']}'><label>{escape(words['newsletter'])} "
                f"<input type=email name=email{look.of('field')}></label><button>{escape(words['subscribe'])}</button></form>"
            )
        return f"<footer>{' · '.join(parts)}</footer>"

    def _banner(self) -> str:
        if self.plan.banner == "none":
            return ""
        box, words = self.look.id("notice"), self.words
        inner = (
            f"<p>{escape(words['banner'])}</p><button type=button data-hides='{box}'>{escape(words['banner_yes'])}</button> "
            f"<button type=button data-hides='{box}'>{escape(words['banner_no'])}</button>"
        )
        if self.plan.banner == "bar":
            return f"<div id='{box}' class='bar'>{inner}</div>"
        return f"<div id='{box}' class='veil' role=dialog aria-modal=true><div class=pane>{inner}</div></div>"
