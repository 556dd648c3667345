{% extends "capa.php" %}{% block c %}<p>Hola, Sidrería Aritz. Próxima cita: sin concertar.</p>{% endblock %}
