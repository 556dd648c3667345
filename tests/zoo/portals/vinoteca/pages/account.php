{% extends "tema.php" %}{% block m %}<p>Ciao <b>Nino</b>. Dalla bacheca puoi vedere i tuoi <a href="/mio-account/ordini">ordini recenti</a> e gestire gli indirizzi.</p>{% endblock %}
