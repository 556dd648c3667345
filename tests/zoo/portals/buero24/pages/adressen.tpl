{% extends "account.tpl" %}{% block acc %}<h1>Adressen</h1><p>Königsallee 60, 40212 Düsseldorf</p>{% endblock %}
