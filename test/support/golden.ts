// The context file while phase 1 runs, to the byte, as other tools of the method write and read it.

/** With this many phases in its list. */
export function runningContext(count: number): string {
  const phases = Array.from({ length: count }, (_, index) => {
    const plan = `context/plans/2025-12-18-implement-user-authentication-phase-${index + 1}.md`;
    const status = index === 0 ? 'in_progress' : 'pending';
    return `      {
        "phase": ${index + 1},
        "plan": "${plan}",
        "status": "${status}"
      }`;
  });
  return `# Current Work Summary

Executing: Implement User Authentication - Phase 1: Database Schema & Migrations

**Branch:** \`para/implement-user-authentication-phase-1\`
**Master Plan:** context/plans/2025-12-18-implement-user-authentication.md
**Phase Plan:** context/plans/2025-12-18-implement-user-authentication-phase-1.md

## To-Do List

- [ ] Create users table migration
- [ ] Create refresh_tokens table migration

## Progress Notes

_Update this section as you complete items._

---

\`\`\`json
{
  "active_context": [
    "context/plans/2025-12-18-implement-user-authentication.md",
    "context/plans/2025-12-18-implement-user-authentication-phase-1.md"
  ],
  "completed_summaries": [],
  "execution_branch": "para/implement-user-authentication-phase-1",
  "execution_started": "2025-12-18T10:00:00Z",
  "phased_execution": {
    "master_plan": "context/plans/2025-12-18-implement-user-authentication.md",
    "phases": [
${phases.join(',\n')}
    ],
    "current_phase": 1
  },
  "last_updated": "2025-12-18T10:00:00Z"
}
\`\`\`
`;
}

/** While phases 1 and 2 run side by side, each in its worktree, and phase 2 was started last. */
export function twoRunning(): string {
  const name = 'implement-user-authentication-phase';
  const plan = `context/plans/2025-12-18-${name}`;
  const [one = '', two = '', three = ''] = [1, 2, 3].map(
    (id) => `      {
        "phase": ${id},
        "plan": "${plan}-${id}.md",
        "status": "${id === 3 ? 'pending' : 'in_progress'}"`,
  );
  const placed = (entry: string, id: number): string => `${entry},
        "branch": "para/${name}-${id}",
        "worktree_path": ".para-worktrees/${name}-${id}"
      }`;
  const entries = [placed(one, 1), placed(two, 2), `${three}\n      }`];
  return runningContext(0)
    .replace(/"phases": \[\n\n/, `"phases": [\n${entries.join(',\n')}\n`)
    .replace('Phase 1: Database Schema & Migrations', 'Phase 2: API Layer')
    .replace(`\`para/${name}-1\``, `\`para/${name}-2\``)
    .replace(`Plan:** ${plan}-1.md`, `Plan:** ${plan}-2.md`)
    .replace('- [ ] Create users', '### Phase 1\n\n- [ ] Create users')
    .replace('## Progress', '### Phase 2\n\n- [ ] Add the login endpoint\n- [ ] Add the logout endpoint\n\n## Progress')
    .replace(`${plan}-1.md"\n  ]`, `${plan}-1.md",\n    "${plan}-2.md"\n  ]`)
    .replace(/ {2}"execution_branch": .*\n/, '')
    .replace('"current_phase": 1', '"current_phase": 2');
}
