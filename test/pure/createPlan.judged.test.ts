import assert from 'node:assert/strict';
import { isPlanError, type ErrorCode } from '../../src/core/errors';
import { CONTEXT } from '../support/authentication';
import { replacing, statuses } from '../support/changes';
import { folderInMemory, plannedTexts } from '../support/memory';

describe('whether a plan can be created', () => {
  async function refused(texts: Map<string, string | null>, code: ErrorCode, message: RegExp): Promise<void> {
    const { engine } = folderInMemory(texts);
    const isAsTold = (error: unknown) => isPlanError(error, code) && message.test(error.message);
    await assert.rejects(engine.judgeCreatePlan(), isAsTold);
    await assert.rejects(engine.createPlan({ task: 'another' }), isAsTold, 'as when it is created');
  }

  async function changed(change: (text: string) => string) {
    const texts = await plannedTexts();
    return texts.set(CONTEXT, change(texts.get(CONTEXT) ?? ''));
  }

  it('is known before anything is asked', async () => {
    await refused(new Map(), 'NOT_INITIALIZED', /^There is no context\/context\.md yet\./);
    await refused(await plannedTexts(), 'UNFINISHED', /^“Implement User Authentication” is not finished\./);
    await refused(await changed(statuses('completed', 'completed')), 'UNFINISHED', /not finished/);
    await refused(await changed(replacing('"phases": [', '"phases": ')), 'CONTEXT_INVALID', /Repair it/);
    await folderInMemory(await changed(statuses('completed', 'completed', 'completed'))).engine.judgeCreatePlan();
  });
});
