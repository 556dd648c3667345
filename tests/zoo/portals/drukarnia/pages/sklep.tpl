{% extends "szablon.tpl" %}{% block s %}<h1>Drukujemy szybko</h1><p>Ulotki od 49 zł.</p>{% endblock %}
