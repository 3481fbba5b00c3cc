import type { ResumeAttempt, Suspension, SuspensionJournal } from '../../src/modules/stacks/index.js';

const STACK = '/opt/stacks/café "quoted"';

const FRESH = { attempts: 0, startedAt: null, lastError: null, watchUntil: null };

const failure = (error: string): ResumeAttempt => ({ startedAt: null, error, watchUntil: null });

const suspension = (change: Partial<Suspension> = {}): Suspension => ({
  jobId: 7,
  stackPath: STACK,
  stackName: 'café "quoted"',
  project: 'cafe',
  containers: [
    {
      id: 'a'.repeat(64),
      name: 'cafe-web-1',
      service: 'web',
      number: 1,
      dependsOn: [{ service: 'db', condition: 'service_healthy' }],
      wasHealthy: true,
      ailing: false,
    },
  ],
  openedAt: new Date('2026-03-29T01:30:00.123Z'),
  ...change,
});

export function suspensionJournalContract(make: () => Promise<SuspensionJournal>): void {
  let journal: SuspensionJournal;
  beforeEach(async () => {
    journal = await make();
  });

  it('remembers what is owed exactly', async () => {
    await journal.open(suspension());
    expect(await journal.findOpenFor(STACK)).toEqual({ ...suspension(), ...FRESH });
  });

  it('knows one open suspension a stack', async () => {
    await journal.open(suspension());
    await expect(journal.open(suspension({ jobId: 8 }))).rejects.toMatchObject({
      code: 'SUSPENSION_ALREADY_OPEN',
    });
    expect((await journal.findOpenFor(STACK))?.jobId).toBe(7);
  });

  it('forgets what was paid back, and does not mind being told twice', async () => {
    await journal.open(suspension());
    await journal.close(STACK, 7);
    await journal.close(STACK, 7);
    expect(await journal.findOpen()).toEqual([]);
    expect(await journal.findOpenFor(STACK)).toBeNull();
    await journal.open(suspension({ jobId: 9 }));
  });

  it('counts failed attempts and keeps the last reason, whatever a program printed', async () => {
    await journal.open(suspension());
    await journal.record(STACK, 7, failure('first'));
    await journal.record(STACK, 7, failure('bytes \u0001 and "quotes"\n'));
    expect(await journal.findOpenFor(STACK)).toMatchObject({
      attempts: 2,
      lastError: 'bytes \u0001 and "quotes"\n',
    });
    await journal.record('/opt/stacks/unknown', 7, failure('nobody owes this'));
    expect(await journal.findOpen()).toHaveLength(1);
  });

  it('does not let a late payer touch the debt of another job', async () => {
    await journal.open(suspension({ jobId: 8 }));
    await journal.close(STACK, 7);
    await journal.record(STACK, 7, failure('too late'));
    expect(await journal.findOpenFor(STACK)).toMatchObject({ jobId: 8, ...FRESH });
  });

  it('knows of a stack that runs again what is still watched, until the next job takes its place', async () => {
    await journal.open(suspension());
    const startedAt = new Date('2026-03-29T01:31:00.5Z');
    const watchUntil = new Date('2026-03-29T01:41:00Z');
    await journal.record(STACK, 7, { startedAt, watchUntil, error: 'db is not healthy' });
    await journal.record(STACK, 7, { startedAt, watchUntil, error: null });
    expect(await journal.findOpenFor(STACK)).toEqual({
      ...suspension(),
      attempts: 1,
      startedAt,
      watchUntil,
      lastError: null,
    });
    await journal.open(suspension({ jobId: 8 }));
    expect(await journal.findOpen()).toEqual([{ ...suspension({ jobId: 8 }), ...FRESH }]);
  });

  it('lists the oldest debt first', async () => {
    await journal.open(suspension());
    await journal.open(suspension({ stackPath: '/older', openedAt: new Date('2026-03-28T01:00:00Z') }));
    expect((await journal.findOpen()).map(({ stackPath }) => stackPath)).toEqual(['/older', STACK]);
  });
}
