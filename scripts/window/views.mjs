// The views of the side bar and panel, and their menus, as a hand and an eye use them.
import { errors } from 'playwright-core';
import { QuickInput } from './quickinput.mjs';

/**
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('./workbench.mjs').Text} Text
 */

export class Views extends QuickInput {
  /** Opens a view container by its name in the activity bar, and leaves it open if it is. */
  async openContainer(/** @type {string} */ name) {
    const item = this.page
      .locator('.part.activitybar .action-item')
      .filter({ has: this.page.locator(`[aria-label^="${name}"]`) })
      .first();
    // After a reload it is a placeholder until its extension is known, and a click then would close what comes back
    // open.
    await item.locator('.action-label:is(.codicon, [class*="activity-workbench"])').waitFor({ timeout: 20_000 });
    const open = item.and(this.page.locator('.checked'));
    const isOpen = open.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
    if (!(await isOpen)) await item.click();
    await open.waitFor();
  }

  /** A view of the open container, by its title. */
  view(/** @type {string} */ title) {
    const heading = this.page.locator('.pane-header .title', { hasText: new RegExp(`^${escape(title)}$`, 'i') });
    return this.page.locator('.part.sidebar .pane').filter({ has: heading });
  }

  /** A row of a view; waits for nothing by itself. */
  row(/** @type {string} */ view, /** @type {Text} */ text) {
    return this.view(view).locator('.monaco-list-row').filter({ hasText: text }).first();
  }

  /**
   * The view's rows as a person reads them: indented by their level, label and description. Read in one go, as the tree
   * may be drawn again at any moment.
   */
  async rows(/** @type {string} */ view) {
    return this.view(view)
      .locator('.monaco-list-row')
      .evaluateAll((rows) =>
        rows.map((row) => {
          const parts = [...row.querySelectorAll('.label-name, .label-description')].map(
            ({ textContent }) => textContent,
          );
          return '  '.repeat(Number(row.getAttribute('aria-level')) - 1) + parts.join(' ').trim();
        }),
      );
  }

  /** What the view says above its rows (a message, or its welcome content). */
  async viewMessage(/** @type {string} */ view) {
    return (await this.view(view).locator('.message, .welcome-view-content').allInnerTexts()).join('\n').trim();
  }

  /** Clicks a button of the view's welcome content. */
  async welcomeButton(/** @type {string} */ view, /** @type {Text} */ label) {
    await this.view(view).locator('.welcome-view-content .monaco-button').filter({ hasText: label }).first().click();
  }

  /** Opens (or closes) a collapsible row. */
  async toggleRow(/** @type {string} */ view, /** @type {Text} */ text) {
    await this.row(view, text).locator('.monaco-tl-twistie').click();
  }

  /**
   * Clicks what appears while the pointer is on a place. When the place is drawn again meanwhile, it knows nothing of
   * the pointer until that moves again, as a hand's would.
   */
  async pointAndClick(/** @type {Locator} */ place, /** @type {Locator} */ target) {
    await this.until('what appears under the pointer is clicked', async () => {
      await this.page.mouse.move(700, 450);
      await place.hover();
      if (!(await target.isVisible())) return false;
      return target.click({ timeout: 2000 }).then(
        () => true,
        (error) => {
          if (error instanceof errors.TimeoutError) return false;
          throw error;
        },
      );
    });
  }

  /** Clicks an inline action of a row, by its title. */
  async inlineAction(/** @type {string} */ view, /** @type {Text} */ text, /** @type {string} */ title) {
    const row = this.row(view, text);
    await this.pointAndClick(row, row.locator(`.actions .action-label[aria-label^="${title}"]`));
  }

  /** The titles of a row's inline actions. */
  async inlineActions(/** @type {string} */ view, /** @type {Text} */ text) {
    const row = this.row(view, text);
    await row.hover();
    const labels = row.locator('.actions .action-label');
    return labels.evaluateAll((all) => all.map((label) => label.getAttribute('aria-label')));
  }

  /** The check box of a row: `.click()` it, or read its `aria-checked`. */
  checkbox(/** @type {string} */ view, /** @type {Text} */ text) {
    return this.row(view, text).locator('.custom-view-tree-node-item-checkbox');
  }

  /**
   * Clicks the check box of a row. The pointer comes from elsewhere: what is told of the row it was on would be in the
   * way.
   */
  async tick(/** @type {string} */ view, /** @type {Text} */ text) {
    await this.page.mouse.move(700, 450);
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
    await this.checkbox(view, text).click();
  }

  /** Clicks an action of a view's title bar, by its title. */
  async viewAction(/** @type {string} */ view, /** @type {string} */ title) {
    const action = this.view(view).locator(`.pane-header .actions .action-label[aria-label^="${title}"]`);
    await this.pointAndClick(this.view(view), action);
  }

  /** Chooses an entry of a row's context menu. */
  async rowMenu(/** @type {string} */ view, /** @type {Text} */ text, /** @type {string} */ entry) {
    await this.row(view, text).click({ button: 'right' });
    await this.chooseEntry(entry);
  }

  /** Opens the context menu of a file in the Explorer that is on the screen. */
  async explorerMenu(/** @type {string} */ file) {
    await this.openContainer('Explorer');
    const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: file }).first();
    await row.click({ button: 'right' });
  }

  /** The badge of a file in the Explorer that is on the screen; empty where it has none. */
  async explorerBadge(/** @type {string} */ file) {
    const label = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: file }).first();
    return label
      .locator('.monaco-icon-label')
      .first()
      .evaluate((element) => {
        const { content } = globalThis.getComputedStyle(element, '::after');
        return content === 'none' ? '' : content.replace(/^"|"$/g, '');
      });
  }

  /** Opens the menu in the title of the Source Control view. */
  async sourceControlMenu() {
    await this.openContainer('Source Control');
    const more = this.page.locator('.part.sidebar [aria-label^="More Actions"]:visible').first();
    await this.pointAndClick(this.page.locator('.scm-view').first(), more);
  }

  /** The entries of the open menu. */
  async menu() {
    const labels = this.page.locator('.monaco-menu .action-item:visible .action-label');
    await labels.first().waitFor();
    return (await labels.allInnerTexts()).map((text) => text.trim()).filter(Boolean);
  }

  /** Chooses an entry of the open menu. */
  async chooseEntry(/** @type {string} */ entry) {
    const item = this.page.locator('.monaco-menu .action-item:visible').filter({ hasText: entry }).first();
    // A menu ignores what is clicked in the moment it opens, lest the opening click choose something.
    await this.until(`the menu takes ${entry}`, async () => {
      await item.click({ timeout: 5000 });
      await this.page.waitForTimeout(200);
      return !(await item.isVisible());
    });
  }
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
