import type { ForeignOffer } from '../../core/workflow/foreignOffers';
import type { PlanState } from '../../core/types';
import { commands } from '../../ids';
import { foundText, offerText } from '../../view/offeredPlans';
import type { PlanNode } from './node';

/**
 * The rows of plans that other methods have left in the folder, and below them what the view's welcome text would offer
 * without them. Empty without such plans.
 */
export function foundNodes(offers: readonly ForeignOffer[], { state, canAdopt }: Situation): PlanNode[] {
  if (offers.length === 0) return [];
  const text = foundText(offers);
  const found: PlanNode = {
    id: 'found',
    label: text,
    tooltip: `${text}\nA plan of ours is made of what you choose; it is shown first, and the original stays as it is.`,
    icon: { icon: 'lightbulb' },
    context: 'found',
    expanded: true,
    children: offers.map((offer) => ({
      id: `found/${offer.source}`,
      label: offer.title,
      description: offerText(offer),
      tooltip: `${offer.source}\nClick to see what it would become.`,
      spoken: `${offer.title}, ${offerText(offer)}. Press Enter to see what it would become.`,
      icon: { icon: 'file-symlink-file' },
      context: 'foundPlan',
      source: offer.source,
      run: commands.importPlan,
      children: [],
    })),
  };
  const others = OTHERS.filter(({ fits }) => fits({ state, canAdopt }));
  return [found, ...others.map(({ fits: _, ...row }) => ({ ...row, id: row.run, context: 'otherwise', children: [] }))];
}

interface Situation {
  state: PlanState;
  canAdopt: boolean;
}

/** What can be done instead. */
const OTHERS: (Pick<PlanNode, 'label' | 'description' | 'icon'> & {
  run: string;
  fits: (of: Situation) => boolean;
})[] = [
  {
    label: 'Initialize',
    description: 'for a plan of your own',
    icon: { icon: 'add' },
    run: commands.init,
    fits: ({ state }) => state === 'uninitialized',
  },
  {
    label: 'Create Plan',
    description: 'of your own',
    icon: { icon: 'add' },
    run: commands.createPlan,
    fits: ({ state }) => state === 'idle',
  },
  {
    label: 'Use a Plan…',
    description: 'whose files are there already',
    icon: { icon: 'list-tree' },
    run: commands.adoptPlan,
    fits: ({ canAdopt }) => canAdopt,
  },
];
