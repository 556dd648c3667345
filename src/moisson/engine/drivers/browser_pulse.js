/*
 * Runs inside one frame: how the page stands right now, as cheaply as possible.
 * Returns [ready, elements, text length, content, busy]; `content` counts what a reader could use (text, fields,
 * links, frames), `busy` says that a visible sign of loading stands on the page.
 */
(deep) => {
  const body = document.body;
  const ready = document.readyState === 'complete' ? 2 : document.readyState === 'interactive' ? 1 : 0;
  if (!body) return [ready, 0, 0, document.querySelector('frameset') ? 100 : 0, false];
  const elements = document.getElementsByTagName('*').length;
  const length = body.textContent.length;
  if (!deep) return [ready, elements, length, 0, false];
  const shown = (el) => el.checkVisibility({opacityProperty: true, visibilityProperty: true}) && el.getClientRects().length > 0;
  let content = Math.min(body.innerText.trim().length, 1000);
  const custom = [...body.getElementsByTagName('*')].slice(0, 3000).filter(el => el.shadowRoot);
  for (const el of custom) content += 10 + Math.min((el.shadowRoot.textContent || '').trim().length, 200);
  for (const el of document.querySelectorAll('input, button, a[href], select, textarea, iframe')) {
    if (content > 1000) break;
    if (shown(el)) content += 10;
  }
  const WAITING = /^(?:loading|please wait|chargement(?: en cours)?|veuillez patienter|(?:wird |werden )?geladen|lädt|lade(?: daten)?|laden|bitte warten|cargando|espere|caricamento(?: in corso)?|attendere|carregando|a carregar|aguarde|bezig met laden|wczytywanie|ładowanie|laddar|indlæser|henter|laster(?: inn)?|načítání|načítá se|ladataan)\s*(?:\.{2,3}|…)$/i;
  let busy = false;
  const signs = document.querySelectorAll(
    '[aria-busy="true"], [role="progressbar"]:not([aria-valuenow]), progress:not([value]), [class*="spinner" i], [class*="skeleton" i], ' +
    '[class*="loading" i], [class*="loader" i], [id*="loading" i], [id*="spinner" i]');
  for (let i = 0; i < signs.length && i < 60 && !busy; i++) {
    const el = signs[i], box = el.getBoundingClientRect();
    if (el === body || el === document.documentElement || /button|input|img|lazy|loaded|downloader|uploader|preload|infinite/i.test(
        el.localName + ' ' + (el.getAttribute('class') || ''))) continue;
    if (box.width > 3 && box.height > 3 && box.bottom > 0 && box.top < innerHeight && shown(el) &&
        (el.innerText || '').trim().length < 80) busy = true;
  }
  if (!busy && length < 4000) {
    const words = body.innerText.trim().toLowerCase();
    busy = words.length < 60 && /(loading|chargement|wird geladen|lädt|laden|cargando|caricamento|carregando|a carregar|wczytywanie|ładowanie|laddar|indlæser|načítání|ladataan|laster|please wait|patientez|bitte warten|espere|attendere|aguarde|redirect|weiterleitung|weitergeleitet)/.test(words);
  }
  if (!busy) {
    // A part of the page that still says so itself: a cell, a card.
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    for (let i = 0; i < 5000 && !busy && texts.nextNode(); i++) {
      const text = texts.currentNode.data;
      if (text.length > 40 || !/\.\.|…/.test(text) || !WAITING.test(text.trim())) continue;
      const el = texts.currentNode.parentElement;
      busy = el !== null && !/^(?:script|style|option|button|a)$/.test(el.localName) && shown(el);
    }
  }
  return [ready, elements, length, content, busy];
}
