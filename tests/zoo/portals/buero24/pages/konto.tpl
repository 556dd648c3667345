{% extends "account.tpl" %}{% block acc %}<h1>Übersicht</h1><p>Steuerkanzlei Aydın &amp; Partner, Kundennummer 204417</p><p>Zahlungsart: Rechnung</p>{% endblock %}
