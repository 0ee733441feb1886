import type { ContextIssue } from '../../context/model';
import { locate, rangeAt } from './ranges';
import type { Found, Subject } from './rule';

/** What reading the context file found wrong, of one kind. A state that can't be used at all is an error. */
export function foundIssues({ path, context }: Subject, kind: ContextIssue['kind']): Found[] {
  return context.issues
    .filter((issue) => issue.kind === kind)
    .map(({ message, start, end }) => ({
      message,
      file: path,
      range: rangeAt(locate(context).doc, start, end),
      ...(context.state ? {} : { severity: 'error' as const }),
    }));
}
