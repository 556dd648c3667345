{% extends "capa.php" %}{% block c %}<p>Asesoría fiscal, laboral y contable.</p>{% endblock %}
