/** Whose hooks are answered, each as it reads the answer. */
export const HOOK_AGENTS = ['claude', 'codex', 'copilot', 'cursor', 'gemini'] as const;

export type HookAgent = (typeof HOOK_AGENTS)[number];

interface Reader {
  /** What gives a text to a session that starts: as it is, or in an object. */
  context: (text: string) => string | object;
  /** What has an agent go on with a text. */
  goOn: (text: string) => object;
}

const started = (text: string) => ({
  hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: text },
});

const claude: Reader = { context: (text) => text, goOn: (reason) => ({ decision: 'block', reason }) };

export const HOOK_READERS: Readonly<Record<HookAgent, Reader>> = {
  claude,
  codex: claude,
  // Copilot in VS Code looks into `hookSpecificOutput`, its command line beside it.
  copilot: {
    context: (text) => ({ additionalContext: text, ...started(text) }),
    goOn: (reason) => ({
      decision: 'block',
      reason,
      hookSpecificOutput: { hookEventName: 'Stop', decision: 'block', reason },
    }),
  },
  cursor: {
    context: (text) => ({ additional_context: text }),
    goOn: (text) => ({ followup_message: text }),
  },
  gemini: { context: started, goOn: (reason) => ({ decision: 'deny', reason }) },
};
