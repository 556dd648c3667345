{% extends "hlavni.master" %}{% block obsah %}<script type="text/javascript">
//<![CDATA[
function __doPostBack(eventTarget, eventArgument){var f=document.forms['aspnetForm'];f.__EVENTTARGET.value=eventTarget;f.__EVENTARGUMENT.value=eventArgument;f.submit();}
//]]>
</script><form method="post" action="./Faktury.aspx" id="aspnetForm"><input type="hidden" name="__EVENTTARGET" value=""/><input type="hidden" name="__EVENTARGUMENT" value=""/><input type="hidden" name="__VIEWSTATE" value="{{ view }}"/>
<h3>Faktury</h3><p>Záznamy {{ first }}–{{ last }} z {{ total }} &nbsp; Počet na stránku: <select name="ctl00$Obsah$ddlPocet" onchange="setTimeout('__doPostBack(\'ctl00$Obsah$ddlPocet\',\'\')',0)">{% for n in (5, 10) %}<option value="{{ n }}"{% if n == size %} selected="selected"{% endif %}>{{ n }}</option>{% endfor %}</select></p>
<table class="GridView" cellspacing="0"><tr><th>Číslo dokladu</th><th>Popis</th><th>Vystaveno</th><th>Částka</th><th>Stav</th><th>&nbsp;</th><th>&nbsp;</th></tr>
{% for p in papers %}<tr><td>{{ p.number }}</td><td>{{ p.title }}</td><td>{{ p.date|day("d. M. y") }}</td><td align="right">{{ p.amount|money("#,##0.00", "CZK") }} Kč</td><td>{{ "Uhrazeno" if p.status == "paid" else "Neuhrazeno" }}</td><td><a href="Doklad.ashx?id={{ p.ident }}">PDF</a></td><td><a href="javascript:__doPostBack('ctl00$Obsah$gvFaktury','Reklamovat${{ loop.index0 }}')">Reklamovat</a></td></tr>{% endfor %}
<tr class="pgr"><td colspan="7"><table><tr>{% for n in range(1, pages + 1) %}<td>{% if n == current %}<span>{{ n }}</span>{% else %}<a href="javascript:__doPostBack('ctl00$Obsah$gvFaktury','Page${{ n }}')">{{ n }}</a>{% endif %}</td>{% endfor %}</tr></table></td></tr></table></form>{% endblock %}
