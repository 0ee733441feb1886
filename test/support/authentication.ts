// The plan of the docs, which most tests begin with, and what its files and branches are called.
import type { CreatePlanOptions } from '../../src/core/types';

export const TASK = 'implement-user-authentication';
const DAY = '2025-12-18';
export const CONTEXT = 'context/context.md';
export const MASTER = `context/plans/${DAY}-${TASK}.md`;
export const PHASE = (phase: number | string) => MASTER.replace('.md', `-phase-${phase}.md`);
export const SUMMARY = (phase: number) => `context/summaries/${DAY}-${TASK}-phase-${phase}-summary.md`;
export const BRANCH = (phase: number) => `para/${TASK}-phase-${phase}`;

/** The plan of the docs: three phases, each depending on the one before. */
export const authentication: CreatePlanOptions = {
  task: TASK,
  title: 'Implement User Authentication',
  objective: 'Users can sign in.',
  date: DAY,
  phases: [
    {
      name: 'Database Schema & Migrations',
      steps: ['Create users table migration', 'Create refresh_tokens table migration'],
      criteria: ['Migrations run forwards and backwards'],
    },
    { name: 'API Layer', steps: ['Add the login endpoint', 'Add the logout endpoint'] },
    { name: 'Frontend', steps: ['Add the login form'] },
  ],
};
