import assert from 'node:assert/strict';
import { Answers } from '../../src/editor/answers';
import { errorDetails } from '../../src/view/errorDetails';
import { saysTryAgain } from '../../src/view/retry';

describe('what the log tells of a failure', () => {
  it('has what a hook said once', () => {
    const hook = 'no tests\nrun them first';
    const cause = new Error(hook);
    cause.stack = hook;
    const said = `COMMIT_FAILED: The commit was refused. Fix what git or a hook complains about, then try again: ${hook}`;
    assert.equal(errorDetails(cause, said), '');
    assert.doesNotMatch(errorDetails(new Error(hook, { cause }), said), /no tests|run them first/);
  });

  it('has the stack, and what was not said', () => {
    const details = errorDetails(
      new TypeError('x is undefined', { cause: new Error('deeper') }),
      'Unexpected failure.',
    );
    assert.match(details, /^TypeError: x is undefined\n +at [^]*Caused by: Error: deeper\n +at /);
  });
});

describe('trying again', () => {
  it('is offered where the message tells to', () => {
    assert.ok(saysTryAgain('context/plans/a.md can’t be written. Fix that, then try again.'));
    assert.ok(saysTryAgain('There is no check box on line 3 any more. Refresh and try again.'));
    assert.ok(!saysTryAgain('Phase 1 is completed already. Start another phase instead.'));
  });

  it('asks nothing twice that was answered, and again what was left', async () => {
    const answers = new Answers();
    let asked = 0;
    const ask = (answer: string | undefined) => () => {
      asked++;
      return Promise.resolve(answer);
    };
    assert.equal(await answers.once('phase', ask(undefined)), undefined);
    assert.equal(await answers.once('phase', ask('2')), '2');
    assert.equal(await answers.once('phase', ask('3')), '2');
    assert.equal(asked, 2);
  });
});
