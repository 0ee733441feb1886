import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import arrows from './scripts/lib/arrows.mjs';
import names from './scripts/lib/names.mjs';

/** Globals of Node's modules, named here so that no package is needed for them. */
const node = Object.fromEntries(
  [
    'process',
    'console',
    'Buffer',
    'URL',
    'URLSearchParams',
    'fetch',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
  ].map((name) => [name, 'readonly']),
);

/** Globals of a webview's page. */
const page = Object.fromEntries(
  ['window', 'document', 'acquireVsCodeApi', 'CSS', 'DOMParser', 'Node', 'ResizeObserver'].map((name) => [
    name,
    'readonly',
  ]),
);

export default tseslint.config(
  {
    // The last one is written by `npm run generate`.
    ignores: ['node_modules', 'dist', 'out', '.vscode-test', 'test/fixtures', 'schemas/stateValidator.mjs'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An async function without an await is how a synchronous thing fits a port.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { arrows, names },
    rules: {
      'arrows/direction': 'error',
      'arrows/circles': 'error',
      'names/unique': 'error',
      'arrows/registry': 'error',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      // Of `n` spaces in a line each would be a start, and each start reads the rest of them: time by the square.
      'no-restricted-syntax': [
        'error',
        {
          selector: String.raw`Literal[regex.pattern=/^(?:\(\?:)?(?:\\s| |\[ \\t\])[*+](?!$)/]`,
          message: 'A pattern that begins with white space takes quadratic time: begin it with (?<!\\s).',
        },
      ],
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: node } },
  {
    files: ['media/*.js'],
    languageOptions: { sourceType: 'script', globals: { ...node, ...page } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: {
      'no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 300],
      // The texts of messages may be longer.
      'max-len': [
        'error',
        { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true },
      ],
      'prefer-const': 'error',
    },
  },
);
