import { createServer as createHttp } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { executable, pushedByAnother } from '../support/hostile';
import { runGit } from '../support/git';
import type { TestWorld } from '../support/world';
import { tryFaults, type CleanUp, type Fault } from './measure';
import type { Operation } from './operations';

/** Points what the operation talks to at another address. */
function address(world: TestWorld, operation: Operation, url: string): void {
  world.git('remote', 'set-url', ...(operation.pushes ? ['--push'] : []), 'origin', url);
}

const talks: Fault['on'] = (o) => (o.switches ?? o.pushes ?? false) || o.name === 'tick and commit';

async function serve(server: Server): Promise<{ host: string; close: CleanUp }> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => open.add(socket));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const close = (): void => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const answers = (answer: (socket: Socket) => void): Fault['setUp'] =>
  async function (world, operation) {
    const { host, close } = await serve(createServer(answer));
    address(world, operation, `git://${host}/o/r.git`);
    return close;
  };

tryFaults('Remote', [
  {
    name: 'the remote is not there',
    on: talks,
    setUp: (world, operation) => address(world, operation, path.join(world.root, 'nowhere.git')),
  },
  { name: 'the remote hangs', on: talks, limits: { silence: 2_000 }, setUp: answers(() => undefined) },
  {
    name: 'the remote vanishes half-way',
    on: talks,
    setUp: answers((socket) =>
      socket.once('data', () => socket.end('00b5a94a8fe5ccb19ba61c4c0873d391e987982fbbd3 HEAD\0multi')),
    ),
  },
  {
    name: 'the remote wants a password',
    on: talks,
    message: /terminal prompts disabled/,
    async setUp(world, operation) {
      const { host, close } = await serve(
        createHttp((_request, response) => {
          response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
        }),
      );
      address(world, operation, `http://${host}/o/r.git`);
      return close;
    },
  },
  {
    name: 'the remote refuses a password that stands in its address',
    on: talks,
    async setUp(world, operation) {
      const { host, close } = await serve(
        createHttp((_request, response) => {
          response.writeHead(403).end();
        }),
      );
      address(world, operation, `http://ada:s3cret@${host}/o/r.git`);
      return close;
    },
  },
  {
    name: 'ssh wants a password',
    on: talks,
    message: /Permission denied/,
    limits: { silence: 30_000 },
    setUp(world, operation) {
      const script =
        'case "$*" in *BatchMode=yes*) echo "Permission denied (password)." >&2; exit 255;; esac; sleep 300';
      const folder = path.dirname(executable(world, 'ssh', script));
      const { PATH, SSH_ASKPASS } = process.env;
      process.env.PATH = `${folder}${path.delimiter}${PATH ?? ''}`;
      delete process.env.SSH_ASKPASS;
      address(world, operation, 'ssh://git@forge.example.com/o/r.git');
      return () => {
        process.env.PATH = PATH;
        if (SSH_ASKPASS !== undefined) process.env.SSH_ASKPASS = SSH_ASKPASS;
      };
    },
  },
  ...['ext::sh -c "touch called"', 'fd::7'].map((url): Fault => ({
    name: `the remote's address is a program (\`${url.split(':')[0]}::\`)`,
    on: talks,
    message: /not allowed/,
    setUp(world, operation) {
      world.git('config', 'protocol.allow', 'always');
      world.git('config', 'protocol.ext.allow', 'always');
      address(world, operation, url);
    },
  })),
  {
    name: 'the remote rejects what is pushed',
    on: (o) => o.pushes ?? false,
    message: /not on this branch/,
    setUp(world) {
      const hook = path.join(world.bare, 'hooks', 'pre-receive');
      writeFileSync(hook, '#!/bin/sh\necho "not on this branch" >&2; exit 1\n');
      chmodSync(hook, 0o755);
    },
  },
  {
    name: 'somebody else has pushed to the branch',
    on: (o) => o.pushes ?? false,
    setUp(world) {
      runGit(world.bare, 'branch', world.git('branch', '--show-current'), 'main');
      pushedByAnother(world, { 'src/theirs.txt': 'theirs\n' }, world.git('branch', '--show-current'));
    },
  },
  {
    name: 'the remote is not called origin',
    on: talks,
    setUp: (world) => void world.git('remote', 'rename', 'origin', 'forge'),
  },
  {
    name: 'the remote was moved away while it was not looked at',
    on: (o) => o.pushes ?? false,
    setUp: (world) => renameSync(world.bare, `${world.bare}.moved`),
  },
]);
