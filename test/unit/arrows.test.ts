import * as assert from 'node:assert/strict';
import { ESLint } from 'eslint';

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
    ['src/core/status.ts', "import * as vscode from 'vscode';"],
    ['src/core/status.ts', "import type { Uri } from 'vscode';"],
    ['src/core/status.ts', "import { readFile } from 'node:fs/promises';"],
    ['src/core/status.ts', "import { join } from 'node:path';"],
    ['src/core/status.ts', "import { execFile } from 'child_process';"],
    ['src/core/status.ts', "import { x } from '../adapters/files';"],
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
    ['src/features/tree/index.ts', "import { x } from '../../adapters/git';"],
    ['src/features/tree/index.ts', "import { x } from '../codelens';"],
    ['src/features/tree/index.ts', "import { x } from '../codelens/provider';"],
    ['src/features/tree.ts', "import { x } from './codelens';"],
    ['src/features/tree/index.ts', "import { x } from '../../extension';"],
    ['src/ids.ts', "import { x } from './core/status';"],
    ['src/elsewhere/x.ts', "import { x } from '../core/status';"],
  ];
  for (const [file, code] of forbidden) {
    it(`forbids ${code} in ${file}`, async () => {
      const found = await problems(file, code);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', /^arrows\/direction: Unexpected /);
    });
  }

  const allowed: [file: string, code: string][] = [
    ['src/core/status.ts', "import { x } from './errors'; import { y } from './markdown/document';"],
    ['src/core/markdown/document.ts', "import MarkdownIt from 'markdown-it';"],
    ['src/core/context/schema.ts', "import Ajv from 'ajv'; import { parse } from 'jsonc-parser';"],
    ['src/core/context/schema.ts', "import Ajv from 'ajv/dist/2020';"],
    ['src/adapters/git/index.ts', "import { spawn } from 'node:child_process'; import { x } from '../../core/ports';"],
    ['src/adapters/files.ts', "import { readFile } from 'node:fs/promises'; import { x } from '../core/ports';"],
    ['src/editor/log.ts', "import * as vscode from 'vscode'; import { x } from '../core/errors';"],
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
});
