/*
 * Runs inside one frame; returns {json, items}. `json` is the page as a flat list in document order, `items`
 * the elements by index, kept alive by the driver's handle so that nothing is left on the page.
 *
 * An entry is [parent, text] or [parent, tag, attributes, flags, x, y, width, height, value].
 * flags: 1 visible, 2 clickable, 4 covered. Positions are relative to the frame's own viewport plus its scroll.
 */
() => {
  const MAX_NODES = 400000, MAX_DEPTH = 240, MAX_TEXT = 4000, MAX_HITS = 1200;
  const SILENT = new Set(['script', 'style', 'noscript', 'template', 'canvas', 'video', 'audio']);
  const FRAMES = new Set(['iframe', 'frame', 'embed', 'object']);
  const DROPPED = /^(style|d|points|transform|viewbox|xmlns|srcset|sizes|integrity|nonce|on(?!click).*)$/;
  const LONG = new Set(['href', 'src', 'data', 'action', 'formaction', 'data-url', 'data-href']);
  const ROLES = new Set(['button', 'link', 'tab', 'menuitem', 'option', 'switch', 'checkbox', 'radio', 'treeitem']);
  const CONTROLS = new Set(['a', 'button', 'input', 'select', 'textarea', 'summary', 'label', 'area']);
  const items = [], out = [], sx = window.scrollX, sy = window.scrollY;
  const vw = window.innerWidth, vh = window.innerHeight;
  let hits = 0, cut = false;

  const attributes = (el, tag) => {
    const result = {};
    const secret = tag === 'input' && (el.type === 'password' || /password|one-time/.test(el.autocomplete || ''));
    for (const {name, value} of el.attributes) {
      if (DROPPED.test(name) || (secret && name === 'value')) continue;
      let limit = LONG.has(name) ? 4000 : 400;
      if (/^data:/i.test(value)) limit = 64;
      result[name] = value.length > limit ? value.slice(0, limit) : value;
    }
    if (tag === 'input' && (el.type === 'checkbox' || el.type === 'radio')) {
      if (el.checked) result.checked = ''; else delete result.checked;
    }
    if ('disabled' in el && el.disabled) result.disabled = '';
    return [result, secret];
  };

  const handled = (el) => {
    if (el.onclick) return true;
    for (const key of Object.keys(el)) {
      if (key.startsWith('__reactProps$') || key.startsWith('__reactEventHandlers$')) {
        const props = el[key];
        if (props && (props.onClick || props.onMouseDown || props.onPointerDown)) return true;
      }
    }
    const vue = el._vei || (el.__vnode && el.__vnode.props) || (el.__vueParentComponent && null);
    return Boolean(vue && (vue.onClick || vue.onMousedown));
  };

  const covered = (el, box) => {
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    if (x < 0 || y < 0 || x >= vw || y >= vh || hits >= MAX_HITS) return false;
    hits += 1;
    const hit = (el.getRootNode().elementFromPoint ? el.getRootNode() : document).elementFromPoint(x, y);
    if (!hit || hit === el || el.contains(hit) || hit.contains(el)) return false;
    const label = hit.closest && hit.closest('label');
    if (label && (label.control === el || label.contains(el))) return false;
    for (let root = hit.getRootNode(); root && root.host; root = root.host.getRootNode()) {
      if (el === root.host || el.contains(root.host)) return false;
    }
    return !(hit.shadowRoot && hit.shadowRoot.contains(el));
  };

  // Returns true when the element or anything below it is visible.
  const walk = (el, parent, depth, parentCursor, clipped, shownParent) => {
    if (out.length >= MAX_NODES) { cut = true; return false; }
    const tag = el.localName;
    if (SILENT.has(tag)) return false;
    const index = items.length;
    items.push(el);
    const [attrs, secret] = attributes(el, tag);
    const box = el.getBoundingClientRect();
    const style = getComputedStyle(el);
    const contents = style.display === 'contents';
    let shown = contents ? shownParent && style.visibility === 'visible'
      : el.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const empty = box.width <= 0 || box.height <= 0;
    if (clipped || box.x + sx + box.width <= 0 && !empty || box.y + sy + box.height <= 0 && !empty) shown = false;
    const clips = clipped || (empty && !contents && style.overflow !== 'visible' && tag !== 'html' && tag !== 'body');
    let flags = 0;
    const role = attrs.role;
    if (CONTROLS.has(tag) ? tag !== 'a' || 'href' in attrs || handled(el) : false) flags |= 2;
    else if ('onclick' in attrs || (role && ROLES.has(role.toLowerCase())) || handled(el) ||
             (style.cursor === 'pointer' && parentCursor !== 'pointer')) flags |= 2;
    const entry = [parent, tag, attrs, 0, Math.round(box.x + sx), Math.round(box.y + sy),
                   Math.round(box.width), Math.round(box.height), null];
    out.push(entry);
    if (tag === 'input' || tag === 'textarea') entry[8] = secret ? '' : String(el.value).slice(0, 400);
    else if (tag === 'select') {
      const option = el.selectedOptions[0];
      entry[8] = option ? option.label.slice(0, 400) : '';
    }
    let below = false;
    const here = depth >= MAX_DEPTH ? parent : index;
    const text = (node) => {
      const data = node.data;
      if (data && data.trim()) {
        out.push([here, data.length > MAX_TEXT ? data.slice(0, MAX_TEXT) : data]);
        if (contents && shown) below = true;
      } else if (data) out.push([here, ' ']);
    };
    const children = (nodes) => {
      for (const child of nodes) {
        if (child.nodeType === 3) text(child);
        else if (child.nodeType === 1) {
          if (child.localName === 'slot' && child.assignedNodes && child.getRootNode().host) {
            const assigned = child.assignedNodes();
            children(assigned.length ? assigned : child.childNodes);
          } else if (walk(child, here, depth + 1, style.cursor, clips, shown)) below = true;
        }
      }
    };
    if (tag === 'svg') {
      for (const child of el.querySelectorAll('title, use')) walk(child, here, depth + 1, style.cursor, clips, shown);
      below = false;
    } else if (!FRAMES.has(tag)) children(el.shadowRoot ? el.shadowRoot.childNodes : el.childNodes);
    if (tag === 'option' || tag === 'optgroup') shown = shownParent;
    else if (tag === 'body' || tag === 'html') shown = true;
    else shown = (shown && !empty) || below || (contents && shown && below);
    if (shown) flags |= 1;
    if (shown && (flags & 2) && !empty && covered(el, box)) flags |= 4;
    entry[3] = flags;
    return shown;
  };

  if (document.documentElement) walk(document.documentElement, -1, 0, '', false, true);
  const json = JSON.stringify({
    url: location.href, title: document.title, language: document.documentElement && document.documentElement.lang || '',
    sx, sy, cut, nodes: out,
  });
  return {json, items};
}
