{% extends "p.jsp" %}{% block k %}<h2>Averías: 900 000 880</h2>{% endblock %}
