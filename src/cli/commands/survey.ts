import { surveyText } from '../../core/survey/text';
import type { CommandAnswer, Called } from '../answer';

/** `survey` */
export async function surveyHere({ engine }: Called): Promise<CommandAnswer> {
  const found = await engine.survey();
  return { json: found, words: surveyText(found).trimEnd().split('\n') };
}
