{% extends "nc.php" %}{% block c %}<h1>Ihr Datenraum</h1>{% endblock %}
