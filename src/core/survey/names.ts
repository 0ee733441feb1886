/** What folders are called by convention. `layer`: whether work is cut by it, in the order of this table. */
interface Convention {
  what: string;
  layer?: true;
  names: RegExp;
}

/** The first row that fits counts. */
const CONVENTIONS: readonly Convention[] = [
  {
    what: 'infrastructure',
    layer: true,
    names: /^(infra(structure)?|terraform|deploy(ment)?s?|k8s|kubernetes|helm|charts|docker|ansible|pulumi|ops)$/,
  },
  { what: 'migrations', layer: true, names: /^(migrations?|alembic|flyway|liquibase|migrate)$/ },
  {
    what: 'database',
    layer: true,
    names: /^(db|database|prisma|schemas?|entities|models?|sql|persistence|repositories)$/,
  },
  { what: 'domain', layer: true, names: /^(domains?|core|engine|kernel|business|use-?cases)$/ },
  { what: 'services', layer: true, names: /^(services?|application|adapters|integrations?)$/ },
  { what: 'jobs', layer: true, names: /^(jobs|workers?|queues?|tasks|cron|consumers)$/ },
  {
    what: 'API',
    layer: true,
    names: /^(api|apis|routes?|routers?|controllers|handlers|server|backend|graphql|rest|grpc|proto|endpoints)$/,
  },
  { what: 'command line', layer: true, names: /^(cli|cmd|bin|commands)$/ },
  {
    what: 'web front end',
    layer: true,
    names: /^(web|webapp|front-?end|client|ui|components?|pages|views?|features|editor|templates|public|site|www)$/,
  },
  { what: 'mobile app', layer: true, names: /^(mobile|ios|android|app-?native)$/ },
  { what: 'tests', names: /^(tests?|__tests__|specs?|e2e|cypress|playwright|fixtures)$/ },
  { what: 'documentation', names: /^(docs?|documentation|adr|rfcs?)$/ },
  { what: 'scripts', names: /^(scripts?|tools?|tooling|hack|build)$/ },
  { what: 'continuous integration', names: /^(\.github|\.gitlab|\.circleci|\.buildkite|ci)$/ },
  { what: 'shared code', names: /^(shared|common|libs?|utils?|helpers|pkg|internal)$/ },
  { what: 'configuration', names: /^(config|configs|configuration|settings|\.vscode)$/ },
  { what: 'examples', names: /^(examples?|samples?|demos?)$/ },
  { what: 'texts and pictures', names: /^(assets|static|media|images|locales?|i18n|l10n|translations)$/ },
];

/** What a folder is by its name; null where that doesn't tell. */
export function whatByName(folder: string): string | null {
  return conventionOf(folder)?.what ?? null;
}

/** The layers, in the order of phases. */
export const LAYERS: readonly string[] = CONVENTIONS.filter(({ layer }) => layer).map(({ what }) => what);

function conventionOf(folder: string): Convention | undefined {
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  return CONVENTIONS.find(({ names }) => names.test(name));
}

/** Folders that only hold others: what is in them stands for itself. */
const HOLDERS = new RegExp(
  '^(src|source|libs?|apps?|packages|modules|services|crates|internal|pkg|cmd|projects|plugins|main|java|kotlin)$',
  'i',
);

export const isHolder = (folder: string): boolean => HOLDERS.test(folder.slice(folder.lastIndexOf('/') + 1));

/** The endings of each language’s files. */
const ENDINGS: Readonly<Record<string, string>> = {
  TypeScript: 'ts tsx mts cts',
  JavaScript: 'js jsx mjs cjs',
  Python: 'py',
  Ruby: 'rb',
  Go: 'go',
  Rust: 'rs',
  Java: 'java',
  Kotlin: 'kt kts',
  Scala: 'scala',
  Swift: 'swift',
  'Objective-C': 'm',
  C: 'c h',
  'C++': 'cc cpp hpp',
  'C#': 'cs',
  'F#': 'fs',
  'Visual Basic': 'vb',
  PHP: 'php',
  Elixir: 'ex exs',
  Erlang: 'erl',
  Haskell: 'hs',
  OCaml: 'ml',
  Clojure: 'clj',
  Dart: 'dart',
  Lua: 'lua',
  Perl: 'pl',
  R: 'r',
  Julia: 'jl',
  Zig: 'zig',
  shell: 'sh bash',
  PowerShell: 'ps1',
  SQL: 'sql',
  Terraform: 'tf',
  'Protocol Buffers': 'proto',
  GraphQL: 'graphql',
  Vue: 'vue',
  Svelte: 'svelte',
  HTML: 'html',
  CSS: 'css scss less',
  Markdown: 'md mdx',
  reStructuredText: 'rst',
  YAML: 'yml yaml',
};

const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries(ENDINGS).flatMap(([language, endings]) =>
    endings.split(' ').map((ending) => [ending, language] as const),
  ),
);

/** The language of a file by its name; null where that doesn't tell. */
export function languageOf(file: string): string | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  return LANGUAGES.get(ending) ?? null;
}
