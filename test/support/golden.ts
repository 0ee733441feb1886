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
