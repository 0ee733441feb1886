// The dashboard's page. It shows what the extension sends, and says what was pressed, by its key; it knows nothing of
// plans. What is shown is changed in place, so that scroll, focus and selection stay where they are.
(() => {
  const vscode = acquireVsCodeApi();
  const page = document.getElementById('dashboard');
  const remembered = vscode.getState() ?? {};
  let scrollTo = remembered.scroll ?? 0;

  window.addEventListener('message', ({ data }) => {
    if (data?.type !== 'show' || typeof data.html !== 'string') return;
    const focused = document.activeElement;
    patch(page, new DOMParser().parseFromString(data.html, 'text/html').body);
    page.removeAttribute('aria-busy');
    remember(data.state ?? {});
    if (focused && focused !== document.body && !focused.isConnected) focusAgain(focused);
    if (scrollTo > 0) window.scrollTo(0, scrollTo);
    scrollTo = 0;
  });

  /** What had the focus is gone: its like, else what comes next. */
  function focusAgain(gone) {
    const key = gone.dataset?.key ?? '';
    const like = page.querySelector(`[data-key="${CSS.escape(key)}"][data-action]`);
    (like ?? page.querySelector('.big') ?? page.querySelector('[aria-selected="true"]') ?? page).focus();
  }

  function remember(more) {
    Object.assign(remembered, more);
    vscode.setState(remembered);
  }

  /** Makes an element look like another one. Children with a key live on under it, others as long as they are alike. */
  function patch(now, next) {
    patchAttributes(now, next);
    const keyed = new Map([...now.children].flatMap((each) => (each.dataset?.key ? [[each.dataset.key, each]] : [])));
    let at = now.firstChild;
    for (const wanted of [...next.childNodes]) {
      const key = wanted.dataset?.key;
      const old = key ? keyed.get(key) : at && !at.dataset?.key ? at : null;
      if (!old || old.nodeName !== wanted.nodeName) {
        now.insertBefore(wanted, at);
        continue;
      }
      if (old === at) at = at.nextSibling;
      else now.insertBefore(old, at);
      if (old.nodeType === Node.ELEMENT_NODE) patch(old, wanted);
      else if (old.data !== wanted.data) old.data = wanted.data;
    }
    while (at) {
      const rest = at.nextSibling;
      at.remove();
      at = rest;
    }
  }

  function patchAttributes(now, next) {
    if (now === page) return;
    for (const { name } of [...now.attributes]) if (!next.hasAttribute(name)) now.removeAttribute(name);
    for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    // A box that was clicked no longer goes by its attribute.
    if (now.type === 'checkbox') now.checked = next.hasAttribute('checked');
  }

  const run = (element) => vscode.postMessage({ type: 'run', key: element.dataset.action });
  page.addEventListener('click', ({ target }) => {
    const element = target.closest('button[data-action]');
    if (element) run(element);
  });
  page.addEventListener('change', ({ target }) => {
    if (target.dataset.action) run(target);
  });

  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  page.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (step === undefined || event.target.getAttribute('role') !== 'tab') return;
    event.preventDefault();
    const tabs = [...page.querySelectorAll('[role="tab"]')];
    const index = Math.min(tabs.length - 1, Math.max(0, tabs.indexOf(event.target) + step));
    tabs[index].focus();
    tabs[index].scrollIntoView({ block: 'nearest', inline: 'nearest' });
    run(tabs[index]);
  });

  let timer;
  window.addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(() => remember({ scroll: window.scrollY }), 200);
  });
  const say = (type) => vscode.postMessage({ type, width: page.clientWidth });
  new ResizeObserver(() => say('width')).observe(page);
  say('ready');
})();
