import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparePage } from '../../src/adapters/forge';
import { PlanError } from '../../src/core/errors';
import { withoutSecrets } from '../../src/core/secrets';
import { cases } from '../support/cases';

/** Stands at both ends and in the middle of each secret, and nowhere else: no part of one may be left. */
const MARK = 'S3CRET';

const signs = [...'abcXYZ019-._~!$()*+,;=:/?#[]@%&\\^|{}`'];
const part = (more = ''): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...signs, ...more), { maxLength: 8 }).map((all) => all.join(''));
const secretOf = (more = ''): fc.Arbitrary<string> =>
  fc.tuple(part(more), part(more)).map(([a, b]) => `${MARK}${a}${MARK}${b}${MARK}`);

/** A secret whose own first sign would end the host: `https://12/3@…` begins like a host and its port. */
const user = fc.constantFrom('ada', 'oauth2', 'x-access-token', 'ada.lovelace', 'git', '');
const host = fc.constantFrom('github.com', 'gitlab.acme.com:8443', '127.0.0.1:1', '[::1]:80', 'localhost', 'dev');
const scheme = fc.constantFrom('https', 'http', 'ssh', 'git', 'git+ssh');
const path = fc.constantFrom('/o/r.git', '/o/r', '/g/sub/r.git/', '');
const name = fc.constantFrom(
  'private_token',
  'access_token',
  'token',
  'oauth_token',
  'job_token',
  'password',
  'api_key',
);

const address = fc.oneof(
  fc.tuple(scheme, user, secretOf(), host, path).map(([s, u, p, h, r]) => `${s}://${u}:${p}@${h}${r}`),
  fc.tuple(scheme, secretOf(), host).map(([s, p, h]) => `${s}://${p.replace(/[./]/g, '_')}@${h}/o/r.git`),
  fc.tuple(scheme, host, path, name, secretOf()).map(([s, h, r, n, p]) => `${s}://${h}${r}?${n}=${p}`),
  fc.tuple(scheme, host, path, name, secretOf()).map(([s, h, r, n, p]) => `${s}://${h}${r}?ref=main&${n}=${p}&x=1`),
  fc.tuple(user, secretOf(), path).map(([u, p, r]) => `${u || 'ada'}:${p}@gitlab.com:${r || 'o/r'}`),
  fc.tuple(secretOf(), host).map(([p, h]) => `oauth2:${p}@${h}:o/r.git`),
);
const withBlanks = fc.tuple(scheme, user, secretOf(' '), host).map(([s, u, p, h]) => `${s}://${u}:${p}@${h}/o/r.git`);

/** What git and others say of addresses. */
const quoted = [
  (a: string) => `fatal: unable to access '${a}/': URL rejected: Port number was not a decimal number`,
  (a: string) => `fatal: '${a}' does not appear to be a git repository\nhint: ask ada@example.com`,
  (a: string) => `remote: not found\nfatal: repository "${a}" not found`,
  (a: string) => `“${a}” has no address.`,
];
const bare = [
  (a: string) => a,
  (a: string) => `To ${a}\n ! [rejected] main -> main (fetch first)`,
  (a: string) => `git push --set-upstream -- ${a} refs/heads/main → 128`,
  (a: string) => `(${a}) and again ${a}`,
];

describe('secrets: no part of one is shown', () => {
  it('of whatever signs, in whatever an address is told in', () => {
    fc.assert(
      fc.property(address, fc.constantFrom(...quoted, ...bare), (a, tell) => {
        assert.ok(!withoutSecrets(tell(a)).includes(MARK), withoutSecrets(tell(a)));
        assert.ok(!new PlanError('GIT_FAILED', tell(a)).message.includes(MARK));
        const page = comparePage(a, { branch: 'b', base: 'main', title: 't' });
        assert.ok(!decodeURIComponent(page ?? '').includes(MARK), page ?? '');
      }),
      cases(5000),
    );
  });

  it('with blanks, where quotes or the host tell where it ends', () => {
    fc.assert(
      fc.property(withBlanks, fc.constantFrom(...quoted), (a, tell) => {
        assert.ok(!withoutSecrets(tell(a)).includes(MARK), withoutSecrets(tell(a)));
      }),
      cases(2000),
    );
  });

  const KNOWN: [before: string, after: string][] = [
    ['https://user:p/a/ss@host/x.git', 'https://host/x.git'],
    ['https://user:p@a/ss@host.com/x.git', 'https://host.com/x.git'],
    ['https://tok/en@host.com/x.git', 'https://host.com/x.git'],
    ['https://oauth2:abc@gitlab.com/o/r.git', 'https://gitlab.com/o/r.git'],
    ['oauth2:abc@gitlab.com:o/r.git', 'gitlab.com:o/r.git'],
    ['https://gitlab.com/o/r.git?private_token=abc', 'https://gitlab.com/o/r.git?private_token=…'],
    ['https://h.com/x?key=abc#auth=d', 'https://h.com/x?key=…'],
    ["fatal: unable to access 'https://ada:a b@h.com/x/': no", "fatal: unable to access 'https://h.com/x/': no"],
    ['ssh://git@github.com:22/o/r.git', 'ssh://github.com:22/o/r.git'],
  ];
  for (const [before, after] of KNOWN) it(before, () => assert.equal(withoutSecrets(before), after));

  const HARMLESS = [
    'https://registry.npmjs.org/@scope/name',
    'https://cdn.example.com/npm/vue@3.2.1/dist/vue.js',
    'http://localhost:3000/@vite/client, http://127.0.0.1:5173/@fs/x',
    'git@github.com:o/r.git, mailto:ada@example.com, Ada <ada@example.com>',
    'https://github.com/o/r/compare/main...x?expand=1&title=Keyword%20and%20author',
    'see https://example.com/x: ask ada@example.com',
    'src/a.ts:3:5: no @Component here, a.ts:3:@Component',
    'C:\\Users\\ada@work\\project',
    'HEAD@{1}, @{-1}, feat: Add a, b@c',
  ];
  for (const text of HARMLESS) it(`leaves ${text}`, () => assert.equal(withoutSecrets(text), text));

  // A pattern that looks at every place from every place would not come to an end here.
  it('looks through much', () => {
    for (const text of [
      'https://',
      "'a:",
      '?token=',
      'a:@',
      'x:y ',
      'https://a ',
      "'https://a: ",
      '=a:b@',
      'a:b@c.de/ ',
    ]) {
      const much = text.repeat(20_000);
      assert.ok(withoutSecrets(much).length <= 2 * much.length, text);
    }
  });
});
