// Plans as other methods write them, about software that doesn't exist.
import { makeWorld, type TestWorld } from './world';

/** A feature in seven parts: a phase that is done, one with a step of every state, one that waits for both. */
const kiroFiles = {
  '.kiro/specs/bike-rental/requirements.md': `# Requirements Document

## Introduction

People rent a bike at one station and leave it at another.

## Requirements

### Requirement 1: Renting

**User Story:** As a rider, I want to rent a bike, so that I can ride it.

#### Acceptance Criteria

1. WHEN a rider scans a bike THEN the system SHALL unlock it
2. IF the bike is rented THEN the system SHALL say so
`,
  '.kiro/specs/bike-rental/design.md': '# Design Document\n\n## Overview\n\nStations and bikes.\n',
  '.kiro/specs/bike-rental/tasks.md': `# Implementation Plan

- [x] 1. Model the stations
  - [x] 1.1 Add the class \`Station\` to \`src/station.ts\`
    - _Requirements: 1.1_
  - [x] 1.2 Count the bikes of a station

- [ ] 2. Rent a bike
  - [x] 2.1 Scan the code of a bike
  - [-] 2.2 Unlock it
    - _Requirements: 1.1_
  - [ ] 2.3 Say that it is rented
  - [ ]* 2.4 Test it with twenty bikes

- [ ] 3. Leave a bike
  - [ ] 3.1 Lock it
  - [ ] 3.2 Bill the minutes
`,
};

const specKitFiles = {
  'specs/001-bike-map/spec.md': `# Feature Specification: Bike Map

**Status**: Draft

## User Scenarios & Testing

### User Story 1 - Find a bike (Priority: P1)

Somebody looks for a bike near them.

**Acceptance Scenarios**:

1. **Given** a station with bikes, **When** the map is opened, **Then** the station shows how many

## Success Criteria

- **SC-001**: The map opens in two seconds
`,
  'specs/001-bike-map/tasks.md': `# Tasks: Bike Map

**Input**: Design documents from \`/specs/001-bike-map/\`

## Phase 1: Setup

- [X] T001 Create the page in \`src/map/\`
- [X] T002 [P] Add the tiles

## Phase 2: User Story 1 - Find a bike (Priority: P1)

**Goal**: See stations with their bikes.

- [ ] T003 [US1] Draw the stations in \`src/map/stations.ts\`
- [ ] T004 [P] [US1] Write the number of bikes on each

## Phase 3: Polish

- [ ] T005 Describe the map in \`docs/map.md\`

## Dependencies

- **Setup (Phase 1)**: No dependencies
- **User Story 1 (Phase 2)**: Depends on Setup
- **Polish (Phase 3)**: Depends on User Story 1
`,
};

const taskmasterFiles = {
  '.taskmaster/tasks/tasks.json': `${JSON.stringify(
    {
      master: {
        tasks: [
          {
            id: 1,
            title: 'Keep prices',
            description: 'A price per minute and city.',
            status: 'done',
            dependencies: [],
            testStrategy: 'Two cities have two prices.',
            subtasks: [
              { id: 1, title: 'Add the table', status: 'done', dependencies: [] },
              { id: 2, title: 'Fill it', status: 'done', dependencies: ['1.1'] },
            ],
          },
          {
            id: 2,
            title: 'Bill a ride',
            description: '',
            status: 'pending',
            dependencies: [1],
            testStrategy: '',
            subtasks: [
              { id: 1, title: 'Count minutes', status: 'in-progress', dependencies: [] },
              { id: 2, title: 'Round up', status: 'cancelled', dependencies: [] },
              { id: 3, title: 'Send the bill', status: 'pending', dependencies: [] },
            ],
          },
        ],
        metadata: { description: 'Rides are paid by the minute' },
      },
      passes: {
        tasks: [{ id: 1, title: 'Sell a monthly pass', status: 'pending', dependencies: [], subtasks: [] }],
        metadata: { description: 'Riders buy a pass' },
      },
    },
    null,
    2,
  )}\n`,
};

const claudeFiles = {
  '.claude/plans/gentle-rolling-river.md': `# Repair reports for bikes

## Context

Riders tell nobody that a bike is broken. They should do so with two taps.

## Phase 1: Take reports

- Add a button to the ride's page
- Keep reports in \`src/reports.ts\`

## Phase 2: Show reports (needs Phase 1)

1. List them by station
2. Close a report when the bike is repaired

## Verification

- [ ] A report is on the list within a minute
`,
};

export interface ForeignSample {
  files: Record<string, string>;
  /** What is imported of them. */
  from: string;
  tag?: string;
}

export const kiro = { files: kiroFiles, from: '.kiro/specs/bike-rental' };
export const specKit: ForeignSample = { files: specKitFiles, from: 'specs/001-bike-map' };
export const taskmaster: ForeignSample = {
  files: taskmasterFiles,
  from: '.taskmaster/tasks/tasks.json',
  tag: 'master',
};
export const claude: ForeignSample = { files: claudeFiles, from: '.claude/plans/gentle-rolling-river.md' };

/** By the ids of their methods. */
export const foreignSamples: Record<string, ForeignSample> = { kiro, 'spec-kit': specKit, taskmaster, claude };

/** A repository with such files, and a context folder without a plan. */
export async function importWorld(files: Record<string, string> = kiro.files): Promise<TestWorld> {
  const world = makeWorld({ files });
  await world.engine.init();
  return world;
}
