/** Where an address begins: a scheme, behind a quote or not. */
const SCHEME = /(['"‘“«]?)\b([a-z][a-z0-9+.-]{0,30}:\/\/)/gi;

/** What an address behind a quote ends with. */
const CLOSED: Record<string, RegExp> = {
  "'": /'(?=[\s:,.;)]|$)/,
  '"': /"(?=[\s:,.;)]|$)/,
  '‘': /’/,
  '“': /”/,
  '«': /»/,
};

/** The first part of an address that can't be a user: a name with a dot, `localhost` or a number, and a port. */
const HOST = /^(?:(?:[\w-]+\.)+[a-z]{2,}|localhost|\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])(?::\d+)?(?=[/?#'":,.\s]|$)/i;
/** The same where a port may as well be the beginning of a password. */
const LOCAL = /^(?:localhost|\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** What forges have a token go by where a user is named. */
const TOKEN_USERS = 'oauth2|x-access-token|x-token-auth|gitlab-ci-token|(?:private-|job-)?token';

/** `user:password@host:path`, and `user:password@host/path` that has lost its scheme. */
const SCP = new RegExp(
  String.raw`(^|[\s'"‘“«(<=])(?!mailto:|xmpp:|sip:)` +
    String.raw`(?:(?:${TOKEN_USERS}):\S{0,4096}@|[\w.+%-]{1,256}:(?!//)\S{0,4096}@(?=(?:[\w-]+\.)+[a-z]{2,}[:/]))`,
  'gi',
);

/** What a parameter is called that is a secret, whatever stands before it, and behind a sign. */
const IN_A_NAME = 'token|secret|passw(?:or)?d|passphrase|pwd|credentials?|signature|jwt|(?:api|access|private)_?key';
const A_WORD = 'auth|key|sig|code|session';

/** What comes after such a parameter may belong to it. */
const PARAMETER = new RegExp(
  String.raw`([?&;#](?:[\w.[\]%-]*(?:${IN_A_NAME})|(?:[\w.[\]%-]*[_.-])?(?:${A_WORD}))=)[^\s'"”’»<>]+`,
  'gi',
);

/**
 * A text to be shown or logged without what addresses in it hold of users, passwords and tokens. Such a part may hold
 * signs that have no place in it, as a `/` in a password, so where that can't be told rather too much of an address
 * goes than too little.
 */
export function withoutSecrets(text: string): string {
  if (!/[@?&;#]/.test(text)) return text;
  return text.split('\n').map(withoutUsers).join('\n').replace(PARAMETER, '$1…');
}

function withoutUsers(line: string): string {
  let result = '';
  let from = 0;
  // The user of an address may look like the beginning of another one, so they are taken in turn.
  let scp = findFrom(SCP, line, 0);
  let scheme = findFrom(SCHEME, line, 0);
  for (;;) {
    if (scp && scp.index < from) scp = findFrom(SCP, line, from);
    if (scheme && scheme.index < from) scheme = findFrom(SCHEME, line, from);
    if (scp && (!scheme || scp.index < scheme.index)) {
      result += line.slice(from, scp.index) + (scp[1] ?? '');
      from = scp.index + scp[0].length;
      continue;
    }
    if (!scheme) return result + line.slice(from);
    const begin = scheme.index + scheme[0].length;
    const end = endOfUser(line, begin, scheme[1] ?? '');
    const address = line.slice(begin, end);
    result += line.slice(from, begin) + (isUnclear(address) ? '…' : address.slice(lengthOfUser(address)));
    from = end;
  }
}

function findFrom(pattern: RegExp, line: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(line);
}

/** Where an address ends: at its closing quote, else at a blank, unless that stands in a password. */
function endOfUser(line: string, begin: number, quote: string): number {
  const rest = line.slice(begin);
  const blank = (/\s/.exec(rest)?.index ?? rest.length) + begin;
  const closed = CLOSED[quote];
  if (closed) return Math.max(blank, begin + rest.search(closed));
  const password = /^[^\s/?#@]*:(?!\d*(?:[\s/?#]|$))[^\s@]*\s.*@/.exec(rest);
  return password ? Math.max(blank, begin + password[0].length) : blank;
}

/**
 * Whether a secret of a parameter may be one of a user, or the other way round: nothing of such an address is shown.
 */
function isUnclear(address: string): boolean {
  const parameter = address.search(PARAMETER);
  return parameter >= 0 && address.lastIndexOf('@') > parameter;
}

/** How much of an address stands before its host. */
function lengthOfUser(address: string): number {
  const last = address.lastIndexOf('@');
  if (last < 0) return 0;
  const [first = ''] = address.split(/[/?#]/, 1);
  const user = first.lastIndexOf('@');
  // With a password all may belong to it; else what looks like a host after the user is one.
  if (user >= 0 && !first.slice(0, user).includes(':') && HOST.test(first.slice(user + 1))) return user + 1;
  if (user < 0 && LOCAL.test(first)) return 0;
  // `https://example.com/@scope/name`, but not `https://to.k/en@example.com/name`.
  if (user < 0 && !first.includes(':') && HOST.test(first) && !HOST.test(address.slice(last + 1))) return 0;
  return last + 1;
}
