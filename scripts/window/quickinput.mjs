// The palette, quick picks and input boxes: the one widget in the middle of the top.

const quickInput = '.quick-input-widget:visible';
const quickRow = `${quickInput} .monaco-list-row`;

/** @typedef {string | RegExp} Text a part of the text, or a pattern */

export class QuickInput {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Runs a command by its title as the palette shows it, such as `Phased Plans: Show Status`. */
  async palette(/** @type {string} */ title, { timeout = 20_000 } = {}) {
    await this.chooseFrom('F1', `>${title}`, title, timeout);
  }

  /**
   * Opens a quick input by its key, filters it and clicks a row; again, when that fails: keys pressed while the
   * workbench starts are lost, and an open list doesn't learn of commands and files that are still being found.
   * @private
   */
  async chooseFrom(
    /** @type {string} */ key,
    /** @type {string} */ filter,
    /** @type {string} */ label,
    timeout = 20_000,
  ) {
    const end = Date.now() + timeout;
    const row = this.page.locator(quickRow).filter({ hasText: label }).first();
    for (;;) {
      try {
        await this.page.keyboard.press(key);
        await this.quickFilter(filter, 2000);
        await row.waitFor({ timeout: 3000 });
        await this.listAtRest();
        // By its key where it is at hand, as it mostly is: a list that moves just then can't put another one there.
        const focused = this.page.locator(`${quickRow}.focused`).filter({ hasText: label });
        if ((await focused.count()) > 0) await this.quickField().press('Enter', { timeout: 3000 });
        else await row.click({ timeout: 3000 });
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Until the list has stopped changing: a row that moves while it is clicked makes way for another. */
  async listAtRest() {
    let before;
    for (let tries = 0; tries < 30; tries++) {
      const now = (await this.page.locator(quickRow).allInnerTexts()).join('\n');
      if (now === before) return;
      before = now;
      await this.page.waitForTimeout(150);
    }
  }

  /** The commands that the palette lists with a text in their titles. */
  async paletteRows(/** @type {string} */ text) {
    await this.page.keyboard.press('F1');
    await this.quickFilter(`>${text}`);
    await this.page.waitForTimeout(500);
    const rows = await this.page.locator(`${quickRow} .label-name`).allInnerTexts();
    await this.page.keyboard.press('Escape');
    return rows.filter((row) => row.includes(text));
  }

  /** Types into the open quick input without accepting it. */
  async quickFilter(/** @type {string} */ text, timeout = 10_000) {
    await this.quickField().waitFor({ timeout });
    // A list that closes meanwhile must not be waited for: whoever opened it opens it again.
    await this.quickField().fill(text, { timeout });
  }

  /** The text field of the open quick pick or input box. */
  quickField() {
    return this.page.locator(`${quickInput} input[type="text"]:visible`).first();
  }

  /** The labels of the open quick pick. */
  async quickPicks() {
    await this.page.locator(quickRow).first().waitFor();
    await this.listAtRest();
    return this.page
      .locator(`${quickRow} .quick-input-list-rows .quick-input-list-row:first-child .label-name`)
      .allInnerTexts();
  }

  /** The rows of the quick pick that is open now, each with its label and description; waits for nothing by itself. */
  async quickRows() {
    return this.page.locator(quickRow).evaluateAll((rows) =>
      rows.map((row) => {
        const parts = [...row.querySelectorAll('.label-name, .label-description')];
        return parts
          .map(({ textContent }) => textContent)
          .join(' ')
          .trim();
      }),
    );
  }

  /** Chooses a row of the open quick pick. */
  async quickPick(/** @type {Text} */ label) {
    const row = this.page.locator(quickRow).filter({ hasText: label }).first();
    await row.waitFor();
    await row.click();
  }

  /**
   * Accepts the row of an open quick pick that is at hand, once it is this one, by its key: rows move while a list is
   * laid out.
   */
  async quickFocused(/** @type {Text} */ label) {
    await this.page.locator(`${quickRow}.focused`).first().filter({ hasText: label }).waitFor();
    await this.quickField().press('Enter');
  }

  /** Ticks rows of an open quick pick that takes several, and accepts. */
  async quickPickMany(/** @type {Text[]} */ ...labels) {
    for (const label of labels) {
      const row = this.page.locator(quickRow).filter({ hasText: label }).first();
      await row.waitFor();
      await row.click();
    }
    await this.page.keyboard.press('Enter');
  }

  /** Fills the open input box and accepts it. */
  async inputBox(/** @type {string} */ text) {
    await this.quickFilter(text);
    await this.quickField().press('Enter');
  }

  /** What the open input box says below its field, a validation message included. */
  async inputMessage() {
    return this.page.locator(`${quickInput} .quick-input-message`).first().innerText();
  }

  /** The title of the open quick input. */
  async quickTitle() {
    return this.page.locator(`${quickInput} .quick-input-title`).first().innerText();
  }

  /** Waits until something holds, and fails with what it was last. For what no element announces: files, git, texts. */
  async until(/** @type {string} */ what, /** @type {() => unknown} */ check, { timeout = 15_000 } = {}) {
    const end = Date.now() + timeout;
    let last;
    do {
      last = await check();
      if (last) return last;
      await this.page.waitForTimeout(100);
    } while (Date.now() < end);
    throw new Error(`Waited ${timeout} ms in vain until ${what}`);
  }
}
