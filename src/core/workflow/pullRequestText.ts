import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { summaryOf } from '../folder/world';
import { boxOf } from '../markdown/settled';
import { workTitle } from '../phaseTexts';
import { fillPullRequestTemplate } from '../plan/pullRequestTemplate';
import type { Ports } from '../ports';
import type { Base } from '../repository/base';
import type { PullRequestOptions } from '../types';

/** What a pull request says. */
export interface PullRequestText {
  title: string;
  body: string;
  /** The repository's own template that the text is put into, from the top of the repository; null without one. */
  template: string | null;
}

interface Of {
  world: World;
  plan: ActivePlan;
  phase: PhasePlan | null;
  base: Base;
}

/**
 * The title and the text that were given; else the plan's title, and the phase's text in the template that the base
 * branch has on its remote, as last fetched.
 */
export async function textOfPullRequest(ports: Ports, of: Of, o: PullRequestOptions): Promise<PullRequestText> {
  const title = o.title ?? workTitle(of.plan.title, of.phase);
  if (o.body !== undefined) return { title, body: o.body, template: null };
  const body = await defaultBody(ports, of);
  const template = o.template === false ? null : await templateOf(ports, of.base);
  if (template === null) return { title, body, template: null };
  return { title, body: fillPullRequestTemplate(template.text, body), template: template.path };
}

async function templateOf(ports: Ports, { remote, upstream, name }: Base) {
  if (remote === null || upstream === null) return null;
  const { forges } = ports.settings();
  const template = await ports.forge.template({ remote, base: name, commit: upstream.commit, forges });
  return template?.text.trim() === '' ? null : template;
}

/** The summary, when there is one, else the plan's objective and criteria. */
async function defaultBody(ports: Ports, { world, plan, phase }: Of): Promise<string> {
  const summary = summaryOf(world, plan, phase);
  const text = summary && (await ports.files.read(summary));
  // The title says what the first line says.
  if (text) return text.replace(/^\uFEFF?# .*\n+/, '');
  const file = (phase ? phase.plan : plan.plan)?.file;
  const criteria = (file?.criteria ?? []).map((each) => `- [${boxOf(each)}] ${each.text}`);
  return [file?.objective ?? '', criteria.join('\n')].filter((part) => part !== '').join('\n\n');
}
