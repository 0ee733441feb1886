// A box of the Markdown preview leads to its line in the editor. To the preview, a link to Markdown is one to itself;
// its own way to the editor is a double click. All that is done here is that one click on a box is that.
(() => {
  /** Whether a double click leads to the editor: a setting. Where it doesn't, a box is the link that it is. */
  function leadsToEditor() {
    try {
      const { settings } = document.getElementById('vscode-markdown-preview-data').dataset;
      return JSON.parse(settings).doubleClickToSwitchToEditor === true;
    } catch {
      return false;
    }
  }

  function follow(event) {
    const box = event.target.closest?.('a.phased-plans.box');
    const line = box?.closest('li.code-line');
    if (!line || !leadsToEditor()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { left, top } = line.getBoundingClientRect();
    line.dispatchEvent(
      new window.MouseEvent('dblclick', { view: window, bubbles: true, clientX: left + 1, clientY: top + 1 }),
    );
  }

  // Before the preview's own listener, which is one of the document.
  window.addEventListener('click', follow, true);
})();
