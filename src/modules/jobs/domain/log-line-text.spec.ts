import fc from 'fast-check';
import { logLineText } from './log-line-text.js';

const time = new Date('2026-03-29T00:59:59Z');

describe('logLineText', () => {
  it('shows local time, level and stack', () => {
    const line = { number: 1, time, level: 'WARNING', stack: 'photos', text: 'skipped a socket' } as const;
    expect(logLineText(line, 'Europe/Berlin')).toBe(
      '2026-03-29 01:59:59 WARNING [photos] skipped a socket\n',
    );
  });

  it('is one printable line whatever it is about', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, stack) => {
        const line = logLineText({ time, level: 'INFO', stack, text }, 'UTC');
        expect(line).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*\n$/u);
      }),
    );
  });
});
