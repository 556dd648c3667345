{% extends "szablon.tpl" %}{% block s %}<h2>Witaj, Kwiaciarnia Stokrotka</h2><p>Twój opiekun: Anna Nowak</p>{% endblock %}
