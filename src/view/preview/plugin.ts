import { pieceType, type PreviewToken } from './tokens';

/** What is used of markdown-it. */
export interface MarkdownEngine {
  parse(source: string, env: unknown): PreviewToken[];
  renderer: {
    render(tokens: PreviewToken[], options: unknown, env: unknown): string;
    rules: Record<string, unknown>;
  };
}

/** The tokens that are shown in place of those of a text. `env`: what VS Code says of its document. */
type Draw = (tokens: readonly PreviewToken[], source: string, env: unknown) => PreviewToken[] | null;

/**
 * Lets `draw` say what is shown. Only what is drawn is another; what is parsed, which the outline, folding and links
 * come from, stays as it is. With null the text is shown as ever.
 */
export function extendMarkdown<T extends MarkdownEngine>(md: T, draw: Draw): T {
  const sources = new WeakMap<readonly PreviewToken[], string>();
  const parse = md.parse.bind(md);
  md.parse = (source, env) => {
    const tokens = parse(source, env);
    sources.set(tokens, source);
    return tokens;
  };
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, env) => {
    const source = sources.get(tokens);
    return render((source === undefined ? null : draw(tokens, source, env)) ?? tokens, options, env);
  };
  renderer.rules[pieceType] = (tokens: PreviewToken[], index: number) => tokens[index]?.content ?? '';
  return md;
}
