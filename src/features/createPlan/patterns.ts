/**
 * Ways of cutting a large change into phases that have proved themselves. Each is a starting point: the wizard shows
 * its phases one by one to be renamed, left out or added to, and the plan files are there to be edited.
 */

/** A phase as a pattern proposes it. */
export interface PatternPhase {
  name: string;
  objective: string;
  /** What to begin with; people replace these by the steps of their own change. */
  steps: readonly string[];
  /** Places in the pattern's own list, from 0. Every phase waits only for what it can't do without. */
  after: readonly number[];
}

export interface Pattern {
  /** `found`: made from a survey of the repository. */
  id: 'found' | 'layers' | 'strangler' | 'migration' | 'infrastructure' | 'decomposition';
  label: string;
  /** A theme icon. */
  icon: string;
  /** When it fits, in one line. */
  fits: string;
  /** Goes under *Why Phased?* in the master plan. */
  whyPhased: string;
  phases: readonly PatternPhase[];
}

/** Bottom up through the layers of one application. */
const layers: Pattern = {
  id: 'layers',
  label: 'Layers',
  icon: 'layers',
  fits: 'A feature through all layers: data, API, user interface.',
  whyPhased:
    'Each layer stands on the one below. Built and merged bottom up, every pull request is reviewed by those who know its layer, and nothing is shown to users before what it needs is in place.',
  phases: [
    {
      name: 'Database',
      objective: 'The data model can hold what the feature needs, and old code still runs on it.',
      steps: ['Design the schema', 'Write the migration and its way back', 'Cover the data access with tests'],
      after: [],
    },
    {
      name: 'API',
      objective: 'Clients can do everything the feature offers through a tested API.',
      steps: ['Define requests, responses and errors', 'Implement the endpoints', 'Test success, refusal and failure'],
      after: [0],
    },
    {
      name: 'User Interface',
      objective: 'People can use the feature.',
      steps: ['Build the views', 'Connect them to the API', 'Test the main paths from end to end'],
      after: [1],
    },
  ],
};

/** New code grows around old code until the old code can go. */
const strangler: Pattern = {
  id: 'strangler',
  label: 'Strangler',
  icon: 'git-compare',
  fits: 'Replace an old part piece by piece while it stays in use.',
  whyPhased:
    'Replacing the old part in one go would leave no way back. Behind a common entrance, one piece after another moves to the new implementation, and each move can be released, watched and undone by itself.',
  phases: [
    {
      name: 'Common Entrance',
      objective: 'All callers go through one entrance, which still leads to the old implementation.',
      steps: [
        'Find every caller of the old part',
        'Add the entrance, passing everything on',
        'Record today’s behavior in tests',
      ],
      after: [],
    },
    {
      name: 'First Piece',
      objective: 'One small, typical piece runs on the new implementation, with a switch to go back.',
      steps: [
        'Choose a piece with few dependencies',
        'Implement it in the new part',
        'Lead its calls to the new code by a switch',
        'Compare old and new results',
      ],
      after: [0],
    },
    {
      name: 'Remaining Pieces',
      objective: 'Nothing uses the old implementation any more.',
      steps: ['List what is left, in order of risk', 'Move piece after piece', 'Watch errors and timings after each'],
      after: [1],
    },
    {
      name: 'Removal of the Old',
      objective: 'The old implementation and its switches are gone.',
      steps: [
        'Prove that the old code is no longer called',
        'Delete it',
        'Remove the switches and update the documents',
      ],
      after: [2],
    },
  ],
};

/** Expand, migrate, contract. */
const migration: Pattern = {
  id: 'migration',
  label: 'Zero-Downtime Migration',
  icon: 'database',
  fits: 'Change a schema or a data store while all keeps running.',
  whyPhased:
    'At every moment old and new code run side by side, so each step must work with the version before and after it. Expanding first and contracting last keeps every release reversible and needs no downtime.',
  phases: [
    {
      name: 'Expand',
      objective: 'The new structure exists beside the old one, and nothing uses it yet.',
      steps: ['Design the new structure', 'Add it without touching the old one', 'Check that old code runs unchanged'],
      after: [],
    },
    {
      name: 'Write to Both',
      objective: 'Every change reaches the old and the new structure.',
      steps: ['Write to both in one transaction', 'Report differences', 'Release behind a switch'],
      after: [0],
    },
    {
      name: 'Backfill',
      objective: 'All old data is in the new structure, and proved equal.',
      steps: [
        'Copy in batches that can be repeated',
        'Compare old and new data',
        'Measure the load, and slow down if needed',
      ],
      after: [1],
    },
    {
      name: 'Read from the New',
      objective: 'All reads use the new structure; going back is one switch.',
      steps: ['Switch reads step by step', 'Compare results and timings', 'Wait until nobody wants to go back'],
      after: [2],
    },
    {
      name: 'Contract',
      objective: 'The old structure and the double writes are gone.',
      steps: ['Stop writing to the old structure', 'Take a last backup', 'Drop it, and remove the switches'],
      after: [3],
    },
  ],
};

/** What has to be there first, then the feature on it. */
const infrastructure: Pattern = {
  id: 'infrastructure',
  label: 'Infrastructure + Feature',
  icon: 'server-environment',
  fits: 'A feature that first needs a queue, a cache or a service.',
  whyPhased:
    'What runs the feature and the feature itself fail in different ways and are reviewed by different people. The infrastructure is merged and proved under light load before anything depends on it.',
  phases: [
    {
      name: 'Infrastructure',
      objective: 'What the feature needs runs in every environment, with monitoring.',
      steps: ['Choose and configure it', 'Set it up in every environment', 'Add health checks and alerts'],
      after: [],
    },
    {
      name: 'Core Logic',
      objective: 'The feature’s logic is there and tested, without the infrastructure.',
      steps: ['Write the logic against an interface', 'Test it with a stand-in'],
      // The logic knows an interface alone, so nobody has to wait for servers.
      after: [],
    },
    {
      name: 'Feature',
      objective: 'The feature works on the infrastructure, switched off for users.',
      steps: ['Connect logic and infrastructure', 'Put it behind a feature flag', 'Test failure and recovery'],
      after: [0, 1],
    },
    {
      name: 'Rollout',
      objective: 'Everybody has the feature, and its flag is gone.',
      steps: ['Switch it on for a few, and watch', 'Switch it on for all', 'Remove the flag'],
      after: [2],
    },
  ],
};

/** One service becomes two. */
const decomposition: Pattern = {
  id: 'decomposition',
  label: 'Service Decomposition',
  icon: 'type-hierarchy-sub',
  fits: 'Take a part out of a large application as a service of its own.',
  whyPhased:
    'A border is cheap to move inside one code base and expensive between services. So the border is drawn and proved inside first, then the data is parted, and only then does the service move out.',
  phases: [
    {
      name: 'Border',
      objective: 'The part is a module with one interface, inside the same application.',
      steps: ['Name what belongs to the part', 'Put an interface around it', 'Let a check forbid ways around it'],
      after: [],
    },
    {
      name: 'Own Data',
      objective: 'The module alone reads and writes its data.',
      steps: ['Find every foreign query and join', 'Replace them by calls of the interface', 'Part the tables'],
      after: [0],
    },
    {
      name: 'Service',
      objective: 'The module also runs as a service of its own, with its own pipeline.',
      steps: [
        'Define the service’s API from the interface',
        'Build, deploy and monitor the service',
        'Test the contract on both sides',
      ],
      after: [0],
    },
    {
      name: 'Switch of Traffic',
      objective: 'All callers use the service; the way back is one switch.',
      steps: [
        'Call the service behind a switch',
        'Set time limits, retries and fallbacks',
        'Move callers over, and watch',
      ],
      after: [1, 2],
    },
    {
      name: 'Removal of the Module',
      objective: 'The code and the data have left the old application.',
      steps: ['Delete the module', 'Remove the switch', 'Hand over the operation documents'],
      after: [3],
    },
  ],
};

export const patterns: readonly Pattern[] = [layers, strangler, migration, infrastructure, decomposition];
