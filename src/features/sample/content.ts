import type { CreatePlanOptions } from '../../core/types';

/** What the sample holds, as data: a small service that is in the middle of getting accounts. */

/** Files of the project, by path. */
export type SampleFiles = Record<string, string>;

export const project: SampleFiles = {
  'README.md': `# Notebook

A small service for notes, made up for you to try Phased Plans on. Nothing here leaves your machine; delete the folder when you are done.

Its notes are getting owners, in three phases. Phase 1 is merged, phase 2 is under way, and phase 3 waits for it.

Things to try in the *Phased Plans* view:

1. Tick a to-do of phase 2. It is one character in \`context/context.md\`.
2. Open the plan of phase 3 and read above its title why it can’t start yet.
3. Press *Summarize* beside phase 2, and look at the summary.
4. Merge its branch into \`main\` (\`git switch main\`, then \`git merge para/implement-user-authentication-phase-2\`), and start phase 3.
`,
  // Whatever the user has set for themselves, the texts here hold.
  '.vscode/settings.json': `{
  "phasedPlans.contextFolder": "context",
  "phasedPlans.baseBranch": "main",
  "phasedPlans.branchPrefix": "para/"
}
`,
  'package.json': `{ "name": "notebook", "private": true, "type": "module", "scripts": { "start": "node src/server.js" } }\n`,
  'src/notes.js': `const notes = [];

export const listNotes = () => notes;

export function addNote({ title, text }) {
  const note = { id: notes.length + 1, title, text };
  notes.push(note);
  return note;
}
`,
  'src/server.js': `import { createServer } from 'node:http';
import { listNotes } from './notes.js';

createServer((request, response) => response.end(JSON.stringify(listNotes()))).listen(8080);
`,
};

export const plan: CreatePlanOptions = {
  task: 'Implement User Authentication',
  title: 'Implement User Authentication',
  objective: 'Everybody signs in with e-mail and password, and sees and changes only their own notes.',
  whyPhased:
    'The database, the API and the frontend are reviewed by different people, and each stands on the one before. Merged one by one, every step can be released by itself.',
  commit: true,
  phases: [
    {
      name: 'Database Schema & Migrations',
      objective: 'The database can hold users and their refresh tokens.',
      deliverables: ['Migrations that run once, in order'],
      steps: [
        'Create users table migration',
        'Create refresh_tokens table migration',
        'Run each migration once, in order',
      ],
      criteria: ['A fresh database gets both tables', 'A second run changes nothing'],
    },
    {
      name: 'API Layer',
      objective: 'Clients register, sign in and stay signed in over the API.',
      deliverables: ['Endpoints to register, sign in and refresh', 'Private routes'],
      steps: [
        'Hash passwords with scrypt',
        'Add POST /register',
        'Add POST /login',
        'Rotate refresh tokens in POST /refresh',
        'Ask for an access token on private routes',
      ],
      criteria: ['A wrong password is refused', 'A used refresh token is refused', 'Notes need an access token'],
    },
    {
      name: 'Frontend',
      objective: 'People register, sign in and sign out in the browser.',
      deliverables: ['Forms to register and to sign in'],
      steps: ['Add the sign-in page', 'Keep the access token in memory', 'Sign out when it can’t be refreshed'],
      criteria: ['Signing in leads to one’s own notes', 'Signing out forgets the tokens'],
    },
  ],
};

/** What was done for each to-do of a phase, in order. */
export const work: Record<1 | 2, { message: string; files: SampleFiles }[]> = {
  1: [
    {
      message: 'feat: Create users table',
      files: {
        'migrations/001_users.sql':
          'create table users (\n  id integer primary key,\n  email text not null unique,\n  password_hash text not null\n);\n',
      },
    },
    {
      message: 'feat: Create refresh_tokens table',
      files: {
        'migrations/002_refresh_tokens.sql':
          'create table refresh_tokens (\n  token_hash text primary key,\n  user_id integer not null references users (id),\n  expires_at text not null\n);\n',
      },
    },
    {
      message: 'feat: Run each migration once, in order',
      files: {
        'src/migrate.js': `import { readFileSync, readdirSync } from 'node:fs';

/** Runs the migrations that \`done\` doesn't name yet. */
export function migrate(run, done) {
  const names = readdirSync('migrations').sort();
  for (const name of names.filter((each) => !done.has(each))) run(readFileSync(\`migrations/\${name}\`, 'utf8'));
}
`,
      },
    },
  ],
  2: [
    {
      message: 'feat: Hash passwords with scrypt',
      files: {
        'src/passwords.js': `import { randomBytes, scryptSync } from 'node:crypto';

/** \`salt:hash\`, both in hexadecimal. */
export function hashPassword(password) {
  const salt = randomBytes(16);
  return \`\${salt.toString('hex')}:\${scryptSync(password, salt, 64).toString('hex')}\`;
}
`,
      },
    },
    {
      message: 'feat: Add POST /register',
      files: {
        'src/users.js': `import { hashPassword } from './passwords.js';

const users = new Map();

export function register({ email, password }) {
  if (users.has(email)) throw new Error('This address is registered already');
  users.set(email, hashPassword(password));
}
`,
      },
    },
  ],
};

export const learnings = ['SQLite checks foreign keys only when told to, once per connection.'];
