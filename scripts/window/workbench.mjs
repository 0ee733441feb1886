// Driving the workbench as a person does: one method per thing a hand or an eye does. The selectors hold on the oldest
// and the newest VS Code we test; a test never names one itself.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { quiet, writeSettings } from '../lib/server.mjs';
import { Views } from './views.mjs';

/** The built-in themes as their picker names them, and how the workbench shows that one is on. */
const themes = {
  dark: { label: 'Dark Modern', css: '.vs-dark' },
  light: { label: 'Light Modern', css: '.vs:not(.vs-dark)' },
  contrast: { label: 'Dark High Contrast', css: '.hc-black' },
  contrastLight: { label: 'Light High Contrast', css: '.hc-light' },
};

/** What has the focus when a file was opened. */
const focusedEditor = '.part.editor .editor-group-container.active :focus';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('playwright-core').Frame} Frame
 * @typedef {string | RegExp} Text a part of the text, or a pattern
 */

export class Workbench extends Views {
  /**
   * @param {Page} page
   * @param {import('../lib/server.mjs').Server} server
   * @param {Record<string, unknown>} [settings] the user settings, besides the quiet ones
   */
  constructor(page, server, settings = {}) {
    super(page);
    this.server = server;
    this.settings = settings;
  }

  /** Opens a folder and waits until the workbench is drawn and the extension host answers. */
  async open(/** @type {string} */ folder) {
    await this.page.goto(this.server.url(folder));
    await this.ready();
  }

  async ready() {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    // The remote indicator gets its text when the connection to the server stands.
    await this.page.locator('.part.statusbar .statusbar-item.remote-kind, [id="status.host"]').first().waitFor();
  }

  /** Opens a file by its name, and waits until it has the focus: what opens before then is closed by its coming. */
  async quickOpen(/** @type {string} */ file) {
    const name = file.split('/').at(-1) ?? file;
    const focused = this.page.locator(focusedEditor);
    const inFront = async () => (await this.activeTab()) === name && (await focused.count()) > 0;
    // Files opened before come first and those that are still being found come later, so the list moves for a while,
    // and a click may meet another file.
    await this.until(
      `${name} is in front`,
      async () => {
        await this.chooseFrom('Control+P', file, name);
        return this.until(`${name} has the focus`, inFront, { timeout: 5000 }).catch(() => false);
      },
      { timeout: 30_000 },
    );
  }

  /** The tab of a file or panel; `tab('x').waitFor()` waits for it. */
  tab(/** @type {string} */ name) {
    return this.page
      .locator(`.tabs-container .tab[data-resource-name="${name}"], .tabs-container .tab[aria-label^="${name}"]`)
      .first();
  }

  /**
   * The name of the active tab: the file's whole name, however the tab abbreviates it; null when there is none.
   * @returns {Promise<string | null>}
   */
  async activeTab() {
    const tabs = this.page.locator('.editor-group-container.active .tab.active');
    return tabs.evaluateAll(([tab]) => tab?.getAttribute('data-resource-name') ?? null);
  }

  /** Clicks a button in the title of the active editor. */
  async titleButton(/** @type {string} */ title, { clickCount = 1 } = {}) {
    const actions = this.page.locator('.editor-group-container.active .editor-actions .action-label');
    await actions
      .filter({ hasText: title })
      .or(actions.and(this.page.locator(`[aria-label^="${title}"]`)))
      .first()
      .click({ clickCount });
  }

  /** The lines the active editor shows, as far as they are on the screen. */
  async editorText() {
    const text = await this.page.locator('.editor-instance .view-lines').first().innerText();
    // The editor draws spaces as no-break spaces.
    return text.replaceAll('\u00a0', ' ');
  }

  /** Puts the cursor on a line (1-based) of the active editor. */
  async goToLine(/** @type {number} */ line) {
    // An editor that is still being filled puts the cursor back to its beginning.
    await this.page.locator('.editor-group-container.active .view-lines .view-line').first().waitFor();
    await this.page.keyboard.press('Control+G');
    await this.inputBox(`:${line}`);
    await this.statusBarItem(`Ln ${line},`).waitFor();
  }

  /** Saves the active editor. */
  async save() {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /**
   * Makes the fix that the light bulb offers first at the cursor, once it is this one; the text is another one then.
   */
  async quickFix(/** @type {string} */ title) {
    const before = await this.editorText();
    await this.listFixes(this.page.locator('.action-widget').getByText(title));
    await this.takeFix(before);
  }

  /** Asks for the fixes at the cursor until a row of the list is there. */
  async listFixes(/** @type {import('playwright-core').Locator} */ row) {
    // VS Code drops a list that is asked for while it looks by itself, which it does when the cursor has come to rest.
    await this.until('the fixes are listed', async () => {
      await this.page.keyboard.press('Control+Period');
      await row.waitFor({ timeout: 3000 }).catch(() => undefined);
      return row.isVisible();
    });
  }

  /** Accepts the row in front of the open list of fixes, and waits until the text that was there has changed. */
  async takeFix(/** @type {string} */ before) {
    await this.page.keyboard.press('Enter');
    await this.until('the fix is made', async () => (await this.editorText()) !== before);
  }

  /** The code lenses on the screen. */
  async codeLenses() {
    const texts = await this.page.locator('.codelens-decoration').allInnerTexts();
    return texts.map((text) => text.replaceAll('\u00a0', ' ').trim()).filter(Boolean);
  }

  /** Clicks a code lens. */
  async codeLens(/** @type {Text} */ text) {
    const lens = this.page.locator('.codelens-decoration a').filter({ hasText: text }).first();
    await lens.waitFor();
    await lens.click();
  }

  /** The status bar item with a text; `.click()` it, or read its `innerText()`. */
  statusBarItem(/** @type {Text} */ text) {
    return this.page
      .locator('.part.statusbar .statusbar-item')
      .filter({ hasText: text })
      .locator('.statusbar-item-label')
      .first();
  }

  /** The messages of the notifications on the screen. */
  async notifications() {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  /** A notification; `.waitFor()` waits for it. */
  notification(/** @type {Text} */ text) {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
  }

  /** Clicks a button of a notification. */
  async notificationButton(/** @type {Text} */ text, /** @type {Text} */ button) {
    const item = this.notification(text);
    await item.waitFor();
    // Buttons of a collapsed notification appear under the pointer.
    await this.pointAndClick(item, item.locator('.monaco-button').filter({ hasText: button }).first());
  }

  async clearNotifications() {
    await this.palette('Notifications: Clear All Notifications');
  }

  /** What the open modal dialog says, and its buttons. */
  async dialog() {
    const box = this.page.locator('.monaco-dialog-box');
    await box.waitFor();
    const detail = box.locator('.dialog-message-detail');
    return {
      message: await box.locator('.dialog-message-text').innerText(),
      detail: (await detail.count()) ? await detail.innerText() : '',
      buttons: await box.locator('.dialog-buttons .monaco-button:not(.monaco-dropdown-button)').allInnerTexts(),
    };
  }

  /** Clicks a button of the open modal dialog. */
  async dialogButton(/** @type {Text} */ label) {
    const box = this.page.locator('.monaco-dialog-box');
    await box.locator('.dialog-buttons .monaco-button').filter({ hasText: label }).first().click();
    await box.waitFor({ state: 'detached' });
  }

  /** The problems that the Problems panel lists. */
  async problems() {
    await this.palette('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .marker-message');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /**
   * The frame, however deeply nested, that has something matching a selector: a webview's, or `body.vscode-body` for
   * the Markdown preview. @returns {Promise<Frame>}
   */
  async frame(/** @type {string} */ selector, { timeout = 20_000 } = {}) {
    const end = Date.now() + timeout;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        const found = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (found) return frame;
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error(`No frame has ${selector}`);
  }

  /** Changes user settings. The web workbench reads their file once, so it is loaded again. */
  async setSettings(/** @type {Record<string, unknown>} */ settings) {
    Object.assign(this.settings, settings);
    writeSettings(this.server.data, { ...quiet, ...this.settings });
    await this.reload();
  }

  /**
   * Waits until the browser's database holds a text: VS Code puts there what it remembers a moment after it is told to.
   */
  async stored(/** @type {string} */ text) {
    await this.until(`“${text}” is stored`, () => this.page.evaluate(isStored, text));
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  /** Switches the color theme, as a person does. */
  async theme(/** @type {keyof typeof themes} */ kind) {
    const { label, css } = themes[kind];
    await this.palette('Preferences: Color Theme');
    await this.quickFilter(label);
    await this.quickPick(label);
    await this.page.locator(`.monaco-workbench${css}`).first().waitFor();
  }

  /** Lets the page do what it has put off: key bindings learn of a focus that moved in a turn of its own. */
  async turn() {
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(() => setTimeout(resolve, 20), 20)));
  }

  async screenshot(/** @type {string} */ file) {
    mkdirSync(dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }
}

/** Runs in the page. */
async function isStored(/** @type {string} */ text) {
  const asked = (/** @type {IDBRequest} */ request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name = '' } of await globalThis.indexedDB.databases()) {
    const database = await asked(globalThis.indexedDB.open(name));
    try {
      for (const table of database.objectStoreNames) {
        const values = await asked(database.transaction(table).objectStore(table).getAll());
        if (values.some((value) => typeof value === 'string' && value.includes(text))) return true;
      }
    } finally {
      database.close();
    }
  }
  return false;
}
