{% extends "page.tpl" %}{% block page_content %}<h1>Informations</h1><div class="card">Association Les Voix d'Alsace</div>{% endblock %}
