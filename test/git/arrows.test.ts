import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { circleOf } from '../../scripts/lib/arrows.mjs';
import { exportedElsewhere, exportedNames } from '../../scripts/lib/names.mjs';
import { temporaryRoot } from '../support/templates';

/** Proves that the linter bites: the real configuration, asked about a snippet in a file that need not exist. */
describe('the import arrows', () => {
  const eslint = new ESLint({
    cwd: process.cwd(),
    // Type-checked rules need the file on disk; the arrows are the only question here.
    ruleFilter: ({ ruleId }) => ruleId.startsWith('arrows/'),
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } }],
  });

  async function problems(file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code, { filePath: file });
    return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'none'}: ${message}`);
  }

  const forbidden: [file: string, code: string][] = [
    ['src/core/plan/status.ts', "import * as vscode from 'vscode';"],
    ['src/core/plan/status.ts', "import type { Uri } from 'vscode';"],
    ['src/core/plan/status.ts', "import { readFile } from 'node:fs/promises';"],
    ['src/core/plan/status.ts', "import { join } from 'node:path';"],
    ['src/core/plan/status.ts', "import { execFile } from 'child_process';"],
    ['src/core/plan/status.ts', "import { x } from '../../adapters/files';"],
    ['src/core/plan/names.ts', "import { x } from '../../editor/log';"],
    ['src/core/plan/names.ts', "export * from '../../features/tree';"],
    ['src/core/plan/names.ts', "const x = await import('../../features/tree');"],
    ['src/core/plan/names.ts', "type X = import('vscode').Uri;"],
    ['src/core/plan/names.ts', "import fs = require('node:fs');"],
    ['src/core/plan/names.ts', "const fs = require('node:fs');"],
    ['src/core/plan/names.ts', "import { x } from '../../extension';"],
    ['src/core/plan/names.ts', "import MarkdownIt from 'markdown-it';"],
    ['src/core/markdown/document.ts', "import Ajv from 'ajv';"],
    ['src/core/plan/names.ts', "import { parse } from 'jsonc-parser';"],
    ['src/features/tree/index.ts', "import MarkdownIt from 'markdown-it';"],
    ['src/adapters/files.ts', "import * as vscode from 'vscode';"],
    ['src/adapters/files.ts', "import { x } from '../editor/log';"],
    ['src/adapters/git/index.ts', "import { x } from '../../features/tree';"],
    ['src/editor/log.ts', "import { x } from '../features/tree';"],
    ['src/editor/log.ts', "import { x } from '../adapters/git';"],
    ['src/editor/log.ts', "import { stat } from 'node:fs/promises';"],
    ['src/features/tree/index.ts', "import { isDeepStrictEqual } from 'node:util';"],
    ['src/features/tree/index.ts', "import { x } from '../../adapters/git';"],
    ['src/features/tree/index.ts', "import { x } from '../codelens';"],
    ['src/features/tree/index.ts', "import { x } from '../codelens/provider';"],
    ['src/features/tree.ts', "import { x } from './codelens';"],
    ['src/features/tree/index.ts', "import { x } from '../../extension';"],
    ['src/ids.ts', "import { x } from './core/status';"],
    ['src/elsewhere/x.ts', "import { x } from '../core/status';"],
    ['src/view/offers.ts', "import * as vscode from 'vscode';"],
    ['src/view/offers.ts', "import { x } from '../editor/log';"],
    ['src/core/settings.ts', "import { x } from './markdown/parse';"],
    ['src/core/plan/names.ts', "import type { X } from '../context/model';"],
    ['src/core/context/edit.ts', "import { x } from './merge/merge';"],
    ['src/core/folder/world.ts', "import { x } from '../repository/records';"],
    ['src/core/problems/rules/schema.ts', "import { x } from '..';"],
    ['src/core/problems/index.ts', "import { x } from '../reading/status';"],
    ['src/core/workflow/start/execute.ts', "import { x } from '../approve';"],
    ['src/core/attic/x.ts', "import { x } from '../errors';"],
    ['src/adapters/files.ts', "import { x } from './writing/write';"],
    ['src/adapters/system/owner.ts', "import { x } from '../git/exec';"],
    ['src/adapters/git/git.ts', "import { x } from '../forge';"],
    ['src/adapters/runner/journal/journal.ts', "import { x } from '../steps';"],
    ['src/adapters/runner/steps/parts/made.ts', "import { x } from '../commit';"],
    ['src/adapters/runner/steps/write.ts', "import { x } from '../undo/takingBack';"],
    ['src/adapters/attic/x.ts', "import { x } from '../files';"],
    ['src/editor/log.ts', "import { x } from './folders/store';"],
    ['src/editor/folders/store.ts', "import type { X } from '../commands/commands';"],
    ['src/editor/ask/pickPhase.ts', "import { x } from '../commands/commands';"],
    ['src/editor/attic/x.ts', "import { x } from '../log';"],
  ];
  for (const [file, code] of forbidden) {
    it(`forbids ${code} in ${file}`, async () => {
      const found = await problems(file, code);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', /^arrows\/direction: Unexpected /);
    });
  }

  const allowed: [file: string, code: string][] = [
    ['src/core/plan/status.ts', "import { x } from '../errors'; import { y } from '../markdown/document';"],
    ['src/core/markdown/document.ts', "import MarkdownIt from 'markdown-it';"],
    ['src/core/context/schema.ts', "import Ajv from 'ajv'; import { x } from '../json/json';"],
    ['src/core/json/json.ts', "import { parse } from 'jsonc-parser';"],
    ['src/core/workflow/approve.ts', "import { x } from './start/judge'; import { y } from '../problems';"],
    ['src/editor/log.ts', "import { x } from '../view/offers';"],
    ['src/core/context/schema.ts', "import Ajv from 'ajv/dist/2020';"],
    ['src/adapters/git/index.ts', "import { spawn } from 'node:child_process'; import { x } from '../../core/ports';"],
    ['src/adapters/files.ts', "import { readFile } from 'node:fs/promises'; import { x } from '../core/ports';"],
    ['src/adapters/writing/write.ts', "import { x } from '../files'; import { y } from '../system/owner';"],
    ['src/adapters/runner/steps/write.ts', "import { x } from './parts/made'; import { y } from '../../files';"],
    ['src/adapters/runner/runner.ts', "import { x } from './recovery/recovery'; import { y } from './steps';"],
    ['src/adapters/forge.ts', "import { x } from './git/exec'; import { y } from './system/cancel';"],
    ['src/editor/log.ts', "import * as vscode from 'vscode'; import { x } from '../core/errors';"],
    ['src/editor/commands/commands.ts', "import { x } from '../ask/wizard'; import { y } from '../folders/store';"],
    ['src/editor/folders/store.ts', "import { x } from '../log';"],
    ['src/features/tree/index.ts', "import { x } from './model'; import { y } from '../../editor/log';"],
    ['src/features/tree/parts/node.ts', "import { x } from '../model'; import { y } from '../../../core/status';"],
    ['src/extension.ts', "import { a } from './adapters/git'; import { b } from './features/tree';"],
    ['src/extension.ts', "import { c } from './editor/log'; import { d } from './core/status';"],
    ['test/unit/x.test.ts', "import { a } from '../../src/adapters/git';"],
  ];
  for (const [file, code] of allowed) {
    it(`allows ${code} in ${file}`, async () => {
      assert.deepEqual(await problems(file, code), []);
    });
  }

  it('forbids a command that is registered around the error boundary', async () => {
    const code = "vscode.commands.registerCommand('x', () => undefined);";
    assert.match((await problems('src/features/tree/index.ts', code)).join(), /^arrows\/registry: Unexpected register/);
    assert.deepEqual(await problems('src/editor/commands/commands.ts', code), []);
  });

  it('finds circles, by type and by way of a folder’s index', () => {
    const root = temporaryRoot();
    const file = (name: string, text: string): string => {
      const place = path.posix.join(root.replaceAll('\\', '/'), name);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
      return place;
    };
    const first = file('first.ts', "import type { x } from './second';");
    const second = file('second.ts', "export { y } from './third';\nimport './fourth';");
    const third = file('third/index.ts', "const z = await import('../first');");
    const fourth = file('fourth.ts', '');
    assert.deepEqual(circleOf(first), [first, second, third, first]);
    assert.equal(circleOf(fourth), null);
  });

  it('finds names that two files export', () => {
    const root = temporaryRoot();
    const own = path.join(root, 'own.ts');
    const text = 'export async function read(): Promise<void> {}\nexport type Row = string;\nconst hidden = 1;\n';
    writeFileSync(own, text);
    writeFileSync(path.join(root, 'other.ts'), 'export interface Row {}\nexport const hidden = 2;\n');
    assert.deepEqual(exportedNames(text), ['read', 'Row']);
    assert.deepEqual(exportedElsewhere(root, own, exportedNames(text)), [['Row', path.join(root, 'other.ts')]]);
  });
});
