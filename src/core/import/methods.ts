/** The methods that plans are brought from: a row each. What is where, what it is called, who reads it. */
import type { ForeignFind, MethodId, ReadDraft, TaggedDraft } from './model';
import type { Feature } from './parts/feature';
import { joinFamilies, readBacklog } from './readers/backlog';
import { readCodex } from './readers/codex';
import { readConductor } from './readers/conductor';
import { readKiro } from './readers/kiro';
import { readOpenSpec } from './readers/openSpec';
import { readPlanningWithFiles } from './readers/planningWithFiles';
import { readProse } from './readers/prose';
import { readSpecKit } from './readers/specKit';
import { readSuperpowers } from './readers/superpowers';
import { readTaskMaster } from './readers/taskmaster';

export interface Method {
  id: MethodId;
  /** As its makers write it. */
  name: string;
  /** Paths of its files; the group `source` is the folder or file that a plan of it is named by. */
  paths: RegExp;
  /** Globs of the files by which its plans are found in a workspace, at whatever depth. */
  find: readonly string[];
  /** Of these files one must be there; left out: each of them is a plan. */
  needs?: RegExp;
  /** Makes one find of several sources. */
  join?: (finds: readonly ForeignFind[]) => ForeignFind[];
  /** What every text of this method has, and others haven't: tells where a text is from whose path doesn't. */
  shape: readonly RegExp[];
  read: (feature: Feature) => ReadDraft | null | TaggedDraft[];
}

/** Where several fit a path or a text, the first is taken. */
export const METHODS: readonly Method[] = [
  {
    id: 'openspec',
    name: 'OpenSpec',
    paths: /^(?<source>(?:.*\/)?openspec\/changes\/(?:archive\/)?[^/]+)\/(?:(?:proposal|tasks)\.md|specs\/.*\.md)$/i,
    find: ['openspec/changes/*/tasks.md'],
    needs: /\/tasks\.md$/i,
    shape: [/^## \d+\. .*\n(?:[ \t]*\n)*[-*] \[[ xX~-]\] \d+\.\d+ /m],
    read: readOpenSpec,
  },
  {
    id: 'kiro',
    name: 'Kiro',
    paths: /^(?<source>(?:.*\/)?\.kiro\/specs\/[^/]+)\/(?:requirements|bugfix|design|tasks)\.md$/i,
    find: ['.kiro/specs/*/tasks.md'],
    needs: /\/tasks\.md$/i,
    shape: [/^[ \t]*[-*] \[[ xX~-]\]\*? \d+(?:\.\d+)?\.? /m, /^[ \t]*[-*][ \t]+_Requirements?:/m],
    read: readKiro,
  },
  {
    id: 'spec-kit',
    name: 'GitHub spec-kit',
    paths: /^(?<source>(?:.*\/)?specs\/[^/]+)\/(?:spec|plan|tasks)\.md$/i,
    find: ['specs/*/tasks.md'],
    needs: /\/tasks\.md$/i,
    shape: [/^[ \t]*[-*] \[[ xX~-]\] (?:\*\*)?T\d{3}\b/m],
    read: readSpecKit,
  },
  {
    id: 'taskmaster',
    name: 'Task Master',
    paths: /^(?<source>(?:.*\/)?(?:\.taskmaster\/)?tasks\/tasks\.json)$/i,
    find: ['.taskmaster/tasks/tasks.json'],
    shape: [/^\ufeff?\s*[{[]/, /"tasks"\s*:|^\ufeff?\s*\[/, /"title"\s*:/],
    read: readTaskMaster,
  },
  {
    id: 'backlog',
    name: 'Backlog.md',
    paths: /^(?<source>(?:.*\/)?\.?backlog\/(?:tasks|completed)\/[a-z]+-\d[^/]*\.md)$/i,
    find: ['backlog/tasks/*.md', '.backlog/tasks/*.md'],
    join: joinFamilies,
    shape: [/^\ufeff?---\r?\nid: /, /^title: /m, /^status: /m, /^## (?:Description|Acceptance Criteria)[ \t]*\r?$/m],
    read: readBacklog,
  },
  {
    id: 'planning-with-files',
    name: 'planning-with-files',
    paths: /^(?<source>(?:.*\/)?[^/]*task_plan[^/]*\.md)$/i,
    find: ['*task_plan*.md'],
    shape: [/^\ufeff?# Task Plan\b/m],
    read: readPlanningWithFiles,
  },
  {
    id: 'conductor',
    name: 'Conductor',
    paths: /^(?<source>(?:.*\/)?conductor\/(?:tracks|archive)\/[^/]+)\/(?:(?:plan|spec)\.md|metadata\.json)$/i,
    find: ['conductor/tracks/*/plan.md'],
    needs: /\/plan\.md$/i,
    shape: [/^[ \t]*[-*] \[[ xX~-]\] (?:\*\*)?Task: |\[checkpoint: /m],
    read: readConductor,
  },
  {
    id: 'superpowers',
    name: 'superpowers',
    paths: /^(?<source>(?:.*\/)?docs\/superpowers\/plans\/[^/]+\.md)$/i,
    find: ['docs/superpowers/plans/*.md'],
    shape: [/^#{2,4} Task \d+\b/m, /\*\*Step \d+\b/],
    read: readSuperpowers,
  },
  {
    id: 'codex',
    name: 'Codex',
    paths: /^(?<source>(?:.*\/)?(?:PLANS\.md|(?:\.agents?\/)?exec-?plans\/.+\.md|\.agents?\/plans\/[^/]+\.md))$/i,
    find: ['PLANS.md', '.agent/execplans/*.md', '.agent/plans/*.md'],
    shape: [/^## Purpose \/ Big Picture/m, /^## Progress/m],
    read: readCodex,
  },
  {
    id: 'copilot',
    name: 'Copilot',
    paths: /^(?<source>(?:.*\/)?plan-[^/]+\.prompt\.md)$/i,
    find: ['plan-*.prompt.md'],
    shape: [/^#{1,2} Plan: /m, /\bTL;DR\b|^#{2,4} Steps\b|^\*\*Steps\*\*/m],
    read: readProse,
  },
  {
    id: 'claude',
    name: 'Claude Code',
    paths: /^(?<source>(?:.*\/)?\.claude\/plans\/[^/]+\.md)$/i,
    find: ['.claude/plans/*.md'],
    shape: [/^## Context\b/m, /^## (?:Verification|Critical Files|Approach)\b/m],
    read: readProse,
  },
  {
    id: 'markdown',
    name: 'Markdown',
    paths: /^(?<source>(?:.*\/)?docs\/plans\/[^/]+\.md)$/i,
    find: ['docs/plans/*.md'],
    shape: [],
    read: readProse,
  },
];

/** Files of these methods that list plans or say how to write them. */
export const NO_PLANS = /(?:^|\/)conductor\/[^/]+\.md$/i;

export function methodOf(id: MethodId): Method | undefined {
  return METHODS.find((method) => method.id === id);
}

/** By what a text looks like; of one that looks like nothing known, any Markdown. */
export function methodOfText(text: string): Method | undefined {
  return METHODS.find(({ shape }) => shape.every((pattern) => pattern.test(text)));
}
