import { PlanError } from '../core/errors';
import { isInFolder } from '../core/folder/paths';
import { LARGEST_FILE } from '../core/limits';
import type { Engine } from '../core/workflow/engine';
import { statusForAgents } from '../core/tools/status';

/** Where resources are: their paths follow, from the workspace folder. */
const SCHEME = 'phased-plans:///';
const STATUS = `${SCHEME}status`;

interface McpResource {
  [key: string]: unknown;
  uri: string;
  name: string;
  title: string;
  mimeType: string;
}

/** The state, the context file, plans, summaries and archives. */
export async function listResources(engine: Engine, contextFile: string): Promise<McpResource[]> {
  const { plans, summaries, archives } = await engine.library();
  const file = (path: string, title: string): McpResource => ({
    uri: uriOf(path),
    name: path,
    title,
    mimeType: 'text/markdown',
  });
  const isThere = (await engine.kindOf(contextFile)) === 'file';
  return [
    { uri: STATUS, name: 'status', title: 'Where the plan stands', mimeType: 'application/json' },
    ...(isThere ? [file(contextFile, 'Context file')] : []),
    ...plans.map(({ path, label }) => file(path, `Plan: ${label}`)),
    ...summaries.map(({ path, label }) => file(path, `Summary: ${label}`)),
    ...archives.map(({ path, label }) => file(path, `Archive: ${label}`)),
  ];
}

const uriOf = (path: string): string => SCHEME + path.split('/').map(encodeURIComponent).join('/');

/** A resource’s text; null for one that isn’t there. Throws `OUTSIDE_WORKSPACE` for what is no file of the method. */
export async function readResource(
  engine: Engine,
  uri: string,
  contextFolder: string,
): Promise<{ mimeType: string; text: string } | null> {
  if (uri === STATUS)
    return { mimeType: 'application/json', text: JSON.stringify(await statusForAgents(engine), null, 2) };
  const path = pathOf(uri);
  if (path === null || !isInFolder(path, contextFolder) || !/\.md$/i.test(path) || /(^|\/)\.{0,2}(\/|$)/.test(path)) {
    throw new PlanError(
      'OUTSIDE_WORKSPACE',
      'Only Markdown files of the context folder are resources. List them first.',
    );
  }
  const start = await engine.readStart(path, LARGEST_FILE);
  return start === null ? null : { mimeType: 'text/markdown', text: start.text ?? '' };
}

function pathOf(uri: string): string | null {
  if (!uri.startsWith(SCHEME)) return null;
  try {
    return uri.slice(SCHEME.length).split('/').map(decodeURIComponent).join('/').replaceAll('\\', '/');
  } catch {
    return null;
  }
}
