import { isObject, readJson, sameJson, valueOf, type JsonNode } from '../../json/json';
import { removal } from '../../json/style';
import { editContext } from '../../context/edit';
import { proseState, type ProseValue } from '../../context/proseState';
import { pathList } from '../../context/state';
import { applyEdits } from '../../markdown/edits';
import { isBlank, lineStart } from '../../markdown/lines';
import { textFix } from '../parts/fixes';
import { locate, rangeOfLine, rangeOfNode, stateRoot } from '../parts/ranges';
import { MOST_FINDINGS, type Found, type Rule, type Subject } from '../parts/rule';

export const duplicateState: Rule = {
  id: 'duplicate-state',
  severity: 'warning',
  description:
    'A second state block, a key that stands twice in one object (the last one counts), or state that is written outside the block.',
  fixes:
    'Remove the one that doesn’t count (safe when both say the same) · Remove the later key · Move it into the state block',
  check: (subject) => [...otherBlocks(subject), ...twice(subject), ...inProse(subject)].slice(0, MOST_FINDINGS),
};

function otherBlocks({ path, context }: Subject): Found[] {
  const { doc, block } = locate(context);
  const state = block?.json.root ? valueOf(block.json.root) : null;
  if (!block || !isObject(state) || !('active_context' in state)) return [];
  return doc.fences.flatMap((fence) => {
    if (fence === block.fence || fence.depth > 0 || !['', 'json', 'jsonc'].includes(fence.language)) return [];
    const source = context.text.slice(fence.start, fence.end);
    const root = source.includes('"active_context"') ? readJson(source, { trailingCommas: true }).root : null;
    const value = root && valueOf(root);
    if (!isObject(value) || !('active_context' in value)) return [];
    const start = lineStart(doc, fence.line);
    const end = lineStart(doc, isBlank(doc, fence.endLine) ? fence.endLine + 1 : fence.endLine);
    const remove = (text: string) => applyEdits(text, [{ offset: start, length: end - start, text: '' }]);
    return [
      {
        message: `This is a second state block. The one at line ${block.fence.line + 1} counts.`,
        file: path,
        range: rangeOfLine(doc, fence.line),
        fixes: [textFix(path, context.text, 'Remove This State Block', remove, sameJson(value, state))],
      },
    ];
  });
}

/** What stands outside the state block and isn't what that says; where the block says nothing, it is read there. */
function inProse({ path, context }: Subject): Found[] {
  const { doc, block } = locate(context);
  const state = block?.json.root ? valueOf(block.json.root) : null;
  if (!block || !isObject(state)) return [];
  return proseState(doc, block).flatMap((found) => {
    const { key, value, line, start } = found;
    const isRead = state[key] === undefined;
    if (!isRead && saysTheSame(found, state[key])) return [];
    const next = lineStart(doc, line + 2);
    const end = key === 'last_updated' && isBlank(doc, line - 1) && isBlank(doc, line + 1) ? next : found.end;
    const remove = (text: string) => applyEdits(text, [{ offset: start, length: end - start, text: '' }]);
    const move = (text: string) => editContext(remove(text), { state: [{ path: [key], value }] });
    return [
      {
        message: isRead
          ? `“${key}” stands outside the state block, where not every tool of the method reads it.`
          : `“${key}” isn’t what the state block says. The state block counts.`,
        file: path,
        range: rangeOfLine(doc, line),
        ...(isRead || key === 'last_updated' ? { severity: 'info' as const } : {}),
        fixes: [
          isRead
            ? textFix(path, context.text, 'Move It Into the State Block', move)
            : textFix(path, context.text, 'Remove It: the State Block Counts', remove),
        ],
      },
    ];
  });
}

function saysTheSame({ key, value }: ProseValue, said: unknown): boolean {
  // A date says no more than the day.
  if (key === 'last_updated') return typeof said === 'string' && said.startsWith(String(value));
  const [here, there] = [new Set(value), new Set(pathList(said))];
  return here.size === there.size && [...here].every((each) => there.has(each));
}

function twice({ path, context }: Subject): Found[] {
  const root = stateRoot(context);
  const start = locate(context).block?.fence.start ?? 0;
  return (root ? overridden(root) : []).map(({ member, by }) => {
    const [key, value] = member.children ?? [];
    const name = String(key?.value);
    const later = by.children?.[1];
    const same = !!value && !!later && sameJson(valueOf(value), valueOf(later));
    const remove = (node: JsonNode) => (text: string) => {
      const edit = removal(locate(context).block?.source ?? '', node);
      return applyEdits(text, [{ ...edit, offset: edit.offset + start }]);
    };
    return {
      message: `“${name}” stands here twice. The last one counts.`,
      file: path,
      range: rangeOfNode(context, key ?? member),
      fixes: [
        textFix(path, context.text, `Remove This “${name}”`, remove(member), same),
        ...(same ? [] : [textFix(path, context.text, `Keep This “${name}”, Remove the Later One`, remove(by))]),
      ],
    };
  });
}

/** The members of objects whose key stands again further down, each with the one that comes next. */
function overridden(root: JsonNode): { member: JsonNode; by: JsonNode }[] {
  const found: { member: JsonNode; by: JsonNode }[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const last = new Map<unknown, JsonNode>();
    for (const child of node.children ?? []) {
      open.push(child);
      if (node.type !== 'object') continue;
      const key: unknown = child.children?.[0]?.value;
      const before = last.get(key);
      if (before) found.push({ member: before, by: child });
      last.set(key, child);
    }
  }
  return found.sort((a, b) => a.member.offset - b.member.offset);
}
