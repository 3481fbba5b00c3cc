import type { Clock } from '../../../kernel/clock.port.js';
import { type Finding, ok, warning } from '../domain/finding.js';
import type { DiagnosticCheck } from '../ports/diagnostic-check.port.js';
import { Diagnose } from './diagnose.use-case.js';

const check = (name: string, run: () => Promise<Finding>): DiagnosticCheck => ({ name, run });
const never = (): Promise<never> => new Promise(() => undefined);

/** Lets every pause be over at once, or last for ever. */
const clock = (pause: Clock['pause']): Clock => ({ now: () => new Date(0), pause });
const patient = clock(never);
const impatient = clock(async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
});

describe('Diagnose', () => {
  it('names each finding after its check, in the order of the checks', async () => {
    const slow = async (): Promise<Finding> => {
      await new Promise((resolve) => setImmediate(resolve));
      return ok('fine');
    };
    const checks = [check('slow', slow), check('fast', async () => warning('so so', 'mend it'))];
    expect(await new Diagnose(checks, patient).execute()).toEqual([
      { name: 'slow', verdict: 'ok', detail: 'fine', remedy: null },
      { name: 'fast', verdict: 'warning', detail: 'so so', remedy: 'mend it' },
    ]);
  });

  it('takes a check that hangs for a problem, and waits for no other because of it', async () => {
    const findings = await new Diagnose(
      [check('hung', never), check('quick', async () => ok('fine'))],
      impatient,
    ).execute();
    expect(findings[0]).toMatchObject({ name: 'hung', verdict: 'problem', detail: 'no answer within 10 s' });
    expect(findings[1]).toMatchObject({ name: 'quick', verdict: 'ok' });
  });

  it('takes a check that fails for a problem, with its words', async () => {
    const failing = check('broken', () => Promise.reject(new Error('no such thing')));
    expect(await new Diagnose([failing], patient).execute()).toMatchObject([
      { verdict: 'problem', detail: 'the check failed: no such thing' },
    ]);
  });

  it('lets no timer run on after the answers', async () => {
    const signals: AbortSignal[] = [];
    const watched = clock((_ms, signal) => {
      if (signal) signals.push(signal);
      return never();
    });
    await new Diagnose([check('quick', async () => ok('fine'))], watched).execute();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
