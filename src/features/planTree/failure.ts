import type { PlanNode } from './node';

/** The row of a folder that can't be read. */
export function failureNode(message: string): PlanNode {
  return {
    id: 'failure',
    label: message,
    description: 'Click to try again',
    tooltip: `${message}\nClick to try again.`,
    spoken: `error: ${message} Press Enter to try again.`,
    retry: true,
    icon: { icon: 'error', color: 'list.errorForeground' },
    context: 'failure',
    children: [],
  };
}
