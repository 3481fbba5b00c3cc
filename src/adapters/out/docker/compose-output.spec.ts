import fc from 'fast-check';
import type { ActivityLog } from '../../../kernel/activity-log.js';
import { ComposeOutput } from './compose-output.js';

const recorded = (): { readonly log: ActivityLog; readonly lines: string[] } => {
  const lines: string[] = [];
  return { lines, log: { write: (_level, text) => void lines.push(text) } };
};

describe('ComposeOutput', () => {
  it('logs whole lines, wherever the text is cut', () => {
    const text = ' web Pulling \r\n web Pulled\nError response from daemon: no';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const { log, lines } = recorded();
        const output = new ComposeOutput(log);
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        places.slice(1).forEach((place, n) => output.add('stderr', text.slice(places[n], place)));
        output.finish();
        expect(lines).toEqual(['web Pulling', 'web Pulled', 'Error response from daemon: no']);
        expect(output.lastLine).toBe('Error response from daemon: no');
      }),
    );
  });

  it('leaves out progress and colours, but takes them for a sign of life', () => {
    const { log, lines } = recorded();
    let signs = 0;
    const output = new ComposeOutput(log, () => (signs += 1));
    output.add('stderr', ' edb6013903aa Downloading [=>        ]   36.6kB/1.056MB\n');
    output.add('stderr', '\u001b[32m web Pulled\u001b[0m\n');
    expect(lines).toEqual(['web Pulled']);
    expect(signs).toBe(2);
  });

  it('keeps the last line', () => {
    const output = new ComposeOutput(recorded().log);
    for (let n = 0; n < 3; n++) output.add('stdout', `line number ${n}\n`);
    expect(output.lastLine).toBe('line number 2');
  });
});
