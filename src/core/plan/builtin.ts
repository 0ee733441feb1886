/**
 * The built-in templates, with the sections that the method gives each file. `{NAME}`s are filled in by `templates.ts`
 * and `summary.ts`; what stands in square brackets is for the user to write, and reading a plan knows it for unfilled.
 * Phases' ids and names stand in `{PHASES}` ready-made, since a master has as many of those blocks as it has phases.
 */

export const MASTER = `# Master Plan: {TITLE}

**Date:** {DATE}
**Status:** In Review
**Type:** Phased Plan

## Overview

### Objective

{OBJECTIVE}

### Why Phased?

{WHY_PHASED}

## Phase Breakdown

{PHASES}

## Integration Strategy

### How Phases Connect

[What each phase hands over to the next]

### Testing Strategy

[How each phase is tested, and all of them together]

### Deployment Strategy

[How and when the phases reach users]

## Cross-Phase Considerations

### Shared Risks

- [Risk and mitigation]

### Success Criteria

{CRITERIA}
`;

/** What is so at the end of every phased plan, whatever it is about. */
export const MASTER_CRITERIA = [
  'Every phase is completed, summarized and merged',
  'All tests pass with every phase merged',
];

export const PHASE = `# Phase {PHASE}: {PHASE_NAME}

**Parent Plan:** {PARENT_PLAN}
**Date:** {DATE}
**Status:** Pending
**Dependencies:** {DEPENDENCIES}

## Phase Objective

{OBJECTIVE}

## Scope

### In Scope

{DELIVERABLES}

### Out of Scope

- [What other phases do]

## Approach

### Detailed Implementation Steps

{STEPS}

## Files to be Modified

- [File and what changes in it]

## Dependencies

- [Libraries, services and data this phase needs]

## Phase-Specific Risks

- [Risk and mitigation]

## Testing Strategy

[What is tested, and how]

## Success Criteria

{CRITERIA}

## Review Checklist

- [ ] The steps are in an order that works, each small enough for one commit
- [ ] What this phase leaves to others is clear
- [ ] Risks are named, with what to do about them
- [ ] Every success criterion can be checked

## Notes

[Anything else worth knowing]
`;

export const SIMPLE = `# Plan: {TITLE}

**Date:** {DATE}
**Status:** In Review

## Objective

{OBJECTIVE}

## Approach

[How the objective is reached, and why this way]

## Risks & Edge Cases

- [Risk and mitigation]

## Data Sources

- [Files, APIs and documents to read]

## Success Criteria

{CRITERIA}

## Implementation Steps

{STEPS}

## Review Checklist

- [ ] The steps are in an order that works, each small enough for one commit
- [ ] Risks are named, with what to do about them
- [ ] Every success criterion can be checked
`;

export const SUMMARY = `# Summary: {TITLE}{PHASE_SUFFIX}

**Date:** {DATE}
**Status:** ✅ Completed
**Branch:** {BRANCH}
**Plan:** {PLAN}

## {OBJECTIVE_HEADING}

{OBJECTIVE}

## Changes Made

{CHANGES}

## Success Criteria Validation

{CRITERIA}

## Key Learnings

{LEARNINGS}

## Next Steps

{NEXT_STEPS}
`;
