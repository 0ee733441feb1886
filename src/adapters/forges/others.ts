import { encoded, type ForgeKind } from './forgeKind';

const CODE_COMMIT = /^git-codecommit\.([\w-]+)\.amazonaws\.com$/;

/** AWS CodeCommit: pull requests are made in the console of its region. */
export const codeCommit: ForgeKind = {
  id: 'codecommit',
  hosts: [],
  labels: [],
  isOwnForm: ({ host }) => CODE_COMMIT.test(host),
  page: ({ host, path }, o) => {
    const region = CODE_COMMIT.exec(host)?.[1] ?? '';
    const console = `https://${region}.console.aws.amazon.com/codesuite/codecommit/repositories`;
    const [base, branch] = [o.base, o.branch].map((name) => `refs/heads/${encoded(name)}`);
    return `${console}/${encoded(path.at(-1) ?? '')}/pull-requests/new/${base}/.../${branch}?region=${region}`;
  },
};

/** Changes go by mail there: there is no page to compare branches on. */
export const sourcehut: ForgeKind = { id: 'sourcehut', hosts: ['git.sr.ht', 'sr.ht'], labels: [], page: () => null };
