
'use strict';
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };
  const button = (text, act) => {
    const element = make('button', text);
    element.type = 'button';
    element.addEventListener('click', () => act(element));
    return element;
  };
  const details = () => all('main details');

  // Where the page may not use the clipboard, the text is selected, to be copied by hand.
  const select = (code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  const copy = async (code, element) => {
    let done = 'Copied';
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch (refused) {
      select(code);
      done = document.execCommand('copy') ? 'Copied' : 'Selected';
    }
    element.textContent = done;
    setTimeout(() => { element.textContent = 'Copy'; }, 2000);
  };
  all('pre.copy').forEach((pre) => {
    const code = pre.querySelector('code');
    const element = button('Copy', () => copy(code, element));
    element.setAttribute('aria-label', 'Copy: ' + code.textContent.slice(0, 60));
    pre.classList.add('able');
    pre.append(element);
  });

  // What a link leads to, and what is printed, is open.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') at.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = details().filter((each) => !each.open);
    closed.forEach((each) => { each.open = true; });
  });
  addEventListener('afterprint', () => {
    closed.forEach((each) => { each.open = false; });
  });

  const found = make('p', '');
  found.id = '_found';
  found.setAttribute('role', 'status');
  const groups = all('[data-group]');
  const parts = all('[data-find]').map((element) => ({
    element,
    text: (element.dataset.find + ' ' + element.textContent).toLowerCase(),
  }));
  const filter = (words) => {
    const wanted = words.toLowerCase().split(/\s+/).filter((word) => word);
    const holding = new Set();
    let count = 0;
    parts.forEach(({element, text}) => {
      const matches = wanted.every((word) => text.includes(word));
      element.toggleAttribute('data-hidden', !matches);
      if (!matches) return;
      count += 1;
      for (let at = element.parentElement; at; at = at.parentElement) holding.add(at);
    });
    groups.forEach((group) => {
      group.toggleAttribute('data-hidden', !holding.has(group));
      if (wanted.length && holding.has(group)) group.querySelector('details').open = true;
    });
    found.textContent = wanted.length ? `${count} of ${parts.length} entries match` : '';
  };
  const input = document.createElement('input');
  input.type = 'search';
  input.autocomplete = 'off';
  let timer = 0;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => filter(input.value), 120);
  });
  const label = make('label', 'Filter this page by words');
  label.append(input);

  const toggle = button('Expand all', () => {
    const open = toggle.textContent === 'Expand all';
    details().forEach((each) => { each.open = open; });
    toggle.textContent = open ? 'Collapse all' : 'Expand all';
  });
  const tools = document.getElementById('_tools');
  tools.append(label, toggle, found);
  tools.hidden = false;
  if (location.hash) reveal();
})();
