import fc from 'fast-check';
import { type ListedFile, ReadGauge } from './read-gauge.js';

type Step =
  | { readonly does: 'list'; readonly size: number }
  | { readonly does: 'list no file' }
  | { readonly does: 'read'; readonly bytes: number }
  | { readonly does: 'tell'; readonly blind: boolean };

/** A tar that does as it is told, and what the gauge says of it. */
class Course {
  readonly told: number[] = [];
  bytesListed = 0;
  current: ListedFile | null = null;
  private consumed = 100_000;
  private sinceListed = 0;
  private readonly gauge = new ReadGauge();

  do(step: Step): void {
    if (step.does === 'tell') this.tell(step.blind);
    else if (step.does === 'read') this.read(step.bytes);
    else this.list(step.does === 'list' ? step.size : null);
  }

  tell(blind: boolean): void {
    this.told.push(this.gauge.bytesRead(this, blind ? null : this.consumed));
  }

  /** The most that may be told: what was listed before, and what was read of the current file. */
  get reallyRead(): number {
    return this.bytesListed - Math.max(0, (this.current?.size ?? 0) - this.sinceListed);
  }

  private read(bytes: number): void {
    this.consumed += bytes;
    this.sinceListed += bytes;
  }

  private list(size: number | null): void {
    this.bytesListed += size ?? 0;
    this.current = size === null ? null : { name: 'name of all', size };
    this.sinceListed = 0;
  }
}

const step = (blind: fc.Arbitrary<boolean>): fc.Arbitrary<Step> =>
  fc.oneof(
    fc.record({ does: fc.constant('list' as const), size: fc.nat({ max: 5000 }) }),
    fc.record({ does: fc.constant('list no file' as const) }),
    fc.record({ does: fc.constant('read' as const), bytes: fc.nat({ max: 3000 }) }),
    fc.record({ does: fc.constant('tell' as const), blind }),
  );

describe('ReadGauge', () => {
  it('never goes back nor beyond the total, and ends there, whatever tar reads and whoever can tell', () => {
    fc.assert(
      fc.property(fc.array(step(fc.boolean()), { maxLength: 60 }), (steps) => {
        const course = new Course();
        steps.forEach((one) => course.do(one));
        course.tell(true);
        const { told, bytesListed } = course;
        expect(told).toEqual([...told].sort((a, b) => a - b));
        expect(told.at(-1)).toBe(bytesListed);
      }),
    );
  });

  it('never tells of more than was read', () => {
    fc.assert(
      fc.property(fc.array(step(fc.constant(false)), { maxLength: 60 }), (steps) => {
        const course = new Course();
        for (const one of steps) {
          course.do(one);
          if (one.does === 'tell') expect(course.told.at(-1)).toBeLessThanOrEqual(course.reallyRead);
        }
      }),
    );
  });

  it('follows tar through a file from when it first saw it', () => {
    const course = new Course();
    const steps: readonly Step[] = [
      { does: 'list', size: 10 },
      { does: 'list', size: 1000 },
    ];
    steps.forEach((one) => course.do(one));
    for (const bytes of [300, 200, 400, 400]) {
      course.do({ does: 'read', bytes });
      course.tell(false);
    }
    expect(course.told).toEqual([10, 210, 610, 1010]);
  });
});
