/*
 * Runs inside one frame on the collector's result: paints the listed elements black, and every field where told so, or
 * takes that back. Gives the number of elements that were not black before. It is told places, never secrets.
 */
(kept, order) => {
  if (!order.on) {
    for (const [el, style] of kept.painted || []) {
      if (style === null) el.removeAttribute('style'); else el.setAttribute('style', style);
    }
    kept.painted = [];
    return 0;
  }
  kept.painted = [];
  const isBlack = (style) => ['color', '-webkit-text-fill-color', 'background-color'].every((name) =>
    style.getPropertyValue(name) === 'rgb(0, 0, 0)' && style.getPropertyPriority(name) === 'important');
  const paint = (el) => {
    if (!el.style || isBlack(el.style)) return;
    kept.painted.push([el, el.getAttribute('style')]);
    for (const [name, value] of [['background', '#000'], ['color', '#000'], ['-webkit-text-fill-color', '#000'],
      ['text-shadow', 'none'], ['caret-color', '#000'], ['transition', 'none'], ['animation', 'none']]) {
      el.style.setProperty(name, value, 'important');
    }
  };
  const listed = new Set(order.places);
  kept.items.forEach((el, i) => {
    const field = el.isContentEditable || /^(input|textarea|select)$/.test(el.localName);
    if (listed.has(i) || (order.fields && field)) paint(el);
    if (listed.has(i) && el.querySelectorAll) el.querySelectorAll('*').forEach(paint);
  });
  // Fields drawn after the collector looked.
  const seen = new Set(kept.items);
  if (order.fields) document.querySelectorAll('input, textarea, select').forEach((el) => { if (!seen.has(el)) paint(el); });
  return kept.painted.length;
}
