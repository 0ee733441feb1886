import { fileURLToPath } from 'node:url';

/** The folders that a client says it works in, whatever it answers: those of this machine alone. */
export function foldersIn(answer: unknown): string[] {
  const roots = (answer as { roots?: unknown } | null)?.roots;
  if (!Array.isArray(roots)) return [];
  return roots.flatMap((root: unknown) => {
    const uri = (root as { uri?: unknown } | null)?.uri;
    if (typeof uri !== 'string' || !uri.startsWith('file:')) return [];
    try {
      return [fileURLToPath(uri)];
    } catch {
      return [];
    }
  });
}
