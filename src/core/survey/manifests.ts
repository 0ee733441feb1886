import { isObject, readJson, valueOf, type JsonObject } from '../json/json';
import type { SurveyCommand } from './model';

/** What a manifest says of its folder. */
export interface Manifest {
  /** `npm package`, `Rust crate` … */
  kind: string;
  /** What others call it; null where it has no name. */
  name: string | null;
  /** What it needs: names of others, and paths from its folder. */
  needs: { names: string[]; paths: string[] };
  commands: Pick<SurveyCommand, 'kind' | 'command'>[];
}

type Told = Partial<Omit<Manifest, 'kind'>>;

interface ManifestKind {
  file: RegExp;
  kind: string;
  read(text: string, beside: (name: string) => boolean): Told;
}

const always = (commands: [SurveyCommand['kind'], string][]) => commands.map(([kind, command]) => ({ kind, command }));
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);
const first = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;

/** The manifests that are known, one row each. Their texts are read as leniently as can be, and never run. */
const KINDS: readonly ManifestKind[] = [
  { file: /^package\.json$/, kind: 'npm package', read: readNpm },
  {
    file: /^Cargo\.toml$/,
    kind: 'Rust crate',
    read: (text) => ({
      name: first(text, /^\s*name\s*=\s*"([^"]+)"/m),
      needs: { names: [], paths: all(text, /\bpath\s*=\s*"([^"]+)"/g) },
      commands: always([
        ['build', 'cargo build'],
        ['test', 'cargo test'],
      ]),
    }),
  },
  {
    file: /^go\.mod$/,
    kind: 'Go module',
    read: (text) => ({
      name: first(text, /^module\s+(\S+)/m),
      needs: { names: all(text, /^\s*(?:require\s+)?([\w.-]+\.[\w./-]+)\s+v/gm), paths: all(text, /=>\s*(\.\S*)/g) },
      commands: always([
        ['build', 'go build ./...'],
        ['test', 'go test ./...'],
      ]),
    }),
  },
  {
    file: /^pyproject\.toml$/,
    kind: 'Python project',
    read: (text) => ({
      name: first(text, /^\s*name\s*=\s*"([^"]+)"/m),
      needs: {
        names: all(text, /^\s*"?([A-Za-z][\w.-]*)\s*(?:[=~<>!@ ][^\n]*)?"?,?\s*$/gm),
        paths: all(text, /\bpath\s*=\s*"([^"]+)"/g),
      },
      commands: /\bpytest\b/.test(text) ? always([['test', 'pytest']]) : [],
    }),
  },
  {
    file: /^pom\.xml$/,
    kind: 'Maven module',
    read: (text) => ({
      name: first(text.replace(/<parent>[\s\S]*?<\/parent>/, ''), /<artifactId>([^<]+)</),
      needs: { names: all(text, /<dependency>[\s\S]*?<artifactId>([^<]+)</g), paths: [] },
      commands: always([
        ['build', 'mvn package'],
        ['test', 'mvn test'],
      ]),
    }),
  },
  {
    file: /^build\.gradle(\.kts)?$/,
    kind: 'Gradle project',
    read: (text) => ({
      needs: {
        names: [],
        paths: all(text, /project\(\s*["']:([\w:.-]+)["']\s*\)/g).map((path) => `../${path.replaceAll(':', '/')}`),
      },
      commands: always([
        ['build', 'gradle build'],
        ['test', 'gradle test'],
      ]),
    }),
  },
  {
    file: /\.(cs|fs|vb)proj$/,
    kind: '.NET project',
    read: (text) => ({
      needs: {
        names: [],
        paths: all(text, /<ProjectReference\s+Include="([^"]+)"/g).map((path) =>
          path.replaceAll('\\', '/').replace(/\/?[^/]*$/, ''),
        ),
      },
      commands: always([
        ['build', 'dotnet build'],
        ['test', 'dotnet test'],
      ]),
    }),
  },
  {
    file: /^composer\.json$/,
    kind: 'Composer package',
    read(text) {
      const json = jsonIn(text);
      return {
        name: textIn(json.name),
        needs: { names: keysIn(json.require), paths: [] },
        commands: scriptsIn(json, (name) => `composer ${name}`),
      };
    },
  },
  {
    file: /^Makefile$/,
    kind: 'make',
    read: (text) => ({ commands: named(all(text, /^([\w-]+)\s*:(?!=)/gm), (name) => `make ${name}`) }),
  },
  {
    file: /^Gemfile$/,
    kind: 'Ruby project',
    read: (text) => ({
      commands: /\brspec\b/.test(text)
        ? always([['test', 'bundle exec rspec']])
        : always([['test', 'bundle exec rake test']]),
    }),
  },
  {
    file: /^mix\.exs$/,
    kind: 'Elixir project',
    read: () => ({
      commands: always([
        ['build', 'mix compile'],
        ['test', 'mix test'],
      ]),
    }),
  },
  {
    file: /^pubspec\.yaml$/,
    kind: 'Dart package',
    read: (text) => ({
      name: first(text, /^name:\s*(\S+)/m),
      needs: { names: [], paths: all(text, /^\s+path:\s*(\S+)/gm) },
    }),
  },
];

/** Whether a file is a manifest that is known, by its name. */
export const isManifest = (file: string): boolean => kindOf(file) !== undefined;

const kindOf = (file: string) => KINDS.find((each) => each.file.test(file.slice(file.lastIndexOf('/') + 1)));

/** What a manifest says. `beside`: whether its folder has a file of that name. */
export function readManifest(file: string, text: string, beside: (name: string) => boolean): Manifest | null {
  const found = kindOf(file);
  if (!found) return null;
  return { kind: found.kind, name: null, needs: { names: [], paths: [] }, commands: [], ...found.read(text, beside) };
}

function readNpm(text: string, beside: (name: string) => boolean): Told {
  const json = jsonIn(text);
  const runner = beside('pnpm-lock.yaml') ? 'pnpm' : beside('yarn.lock') ? 'yarn' : beside('bun.lock') ? 'bun' : 'npm';
  const names = ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) => keysIn(json[key]));
  const commands = scriptsIn(json, (name) => (name === 'test' ? `${runner} test` : `${runner} run ${name}`));
  return { name: textIn(json.name), needs: { names, paths: [] }, commands };
}

function jsonIn(text: string): JsonObject {
  const { root } = readJson(text, { trailingCommas: true });
  const value = root && valueOf(root);
  return isObject(value) ? value : {};
}

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const keysIn = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : []);
const scriptsIn = (json: JsonObject, command: (name: string) => string) => named(keysIn(json.scripts), command);

/** What scripts are for, by their names. Such a name alone is told, never what it runs. */
const PURPOSES: readonly [SurveyCommand['kind'], RegExp][] = [
  ['build', /^(build|compile|package|dist)$/],
  ['test', /^(test|tests|test[:-](unit|e2e|integration|all)|e2e|spec)$/],
  ['check', /^(check|lint|typecheck|type-check|types|tsc|vet|format[:-]check|verify|ci)$/],
];

function named(names: readonly string[], command: (name: string) => string): Manifest['commands'] {
  return PURPOSES.flatMap(([kind, pattern]) =>
    names.filter((name) => pattern.test(name)).map((name) => ({ kind, command: command(name) })),
  );
}
