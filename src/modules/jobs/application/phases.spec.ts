import { type Phase, runPhases } from './phases.js';

const record = (name: string, when: Phase['when'], seen: string[], fail = false): Phase => ({
  when,
  execute: (signal) => {
    seen.push(`${name}${signal.aborted ? ' (aborted)' : ''}`);
    if (fail) throw new Error(`${name} broke`);
    return Promise.resolve();
  },
});

describe('runPhases', () => {
  const live = new AbortController().signal;

  it('skips the rest after a failure, but always finalises', async () => {
    const seen: string[] = [];
    const phases = [record('a', 'ok', seen, true), record('b', 'ok', seen), record('end', 'always', seen)];
    expect(await runPhases(phases, live)).toEqual([new Error('a broke')]);
    expect(seen).toEqual(['a', 'end']);
  });

  it('returns every failure', async () => {
    const phases = [record('a', 'ok', [], true), record('end', 'always', [], true)];
    expect(await runPhases(phases, live)).toEqual([new Error('a broke'), new Error('end broke')]);
  });

  it('does not show a cancellation to what must run all the same', async () => {
    const seen: string[] = [];
    await runPhases([record('a', 'ok', seen), record('end', 'always', seen)], AbortSignal.abort());
    expect(seen).toEqual(['end']);
  });
});
