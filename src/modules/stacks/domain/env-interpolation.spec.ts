import fc from 'fast-check';
import { interpolate, InterpolationFailed, interpolateOrKeep } from './env-interpolation.js';

const variables = new Map([
  ['SET', 'value'],
  ['EMPTY', ''],
  ['_a1', 'under'],
]);

describe('interpolate', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['$SET', 'value'],
    ['${SET}', 'value'],
    ['a-$SET-b', 'a-value-b'],
    ['$SET$SET', 'valuevalue'],
    ['$SET.x', 'value.x'],
    ['${_a1}', 'under'],
    ['$UNSET', ''],
    ['${UNSET}', ''],
    ['$$SET', '$SET'],
    ['$$$SET', '$value'],
    ['$${SET}', '${SET}'],
    ['${SET:-x}', 'value'],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY-x}', ''],
    ['${UNSET-x}', 'x'],
    ['${UNSET:-}', ''],
    ['${UNSET:-a:b-c}', 'a:b-c'],
    ['${SET:+y}', 'y'],
    ['${EMPTY:+y}', ''],
    ['${EMPTY+y}', 'y'],
    ['${UNSET+y}', ''],
    ['${UNSET:-${EMPTY:-$SET}}', 'value'],
    ['${UNSET:-${SET}}-${SET}', 'value-value'],
    ['${SET:?needed}', 'value'],
    ['${EMPTY?needed}', ''],
    ['}', '}'],
  ])('%s is "%s"', (template, expected) => {
    expect(interpolate(template, variables)).toBe(expected);
  });

  it.each(['$', 'a$', '$1', '${', '${SET', '${}', '${1A}', '${A B}', '${UNSET:-${SET}'])(
    'refuses %s',
    (template) => {
      expect(() => interpolate(template, variables)).toThrow(InterpolationFailed);
    },
  );

  it.each(['${UNSET:?say why}', '${UNSET?say why}', '${EMPTY:?say why}'])(
    'says what is missing in %s',
    (template) => {
      expect(() => interpolate(template, variables)).toThrow(/(UNSET|EMPTY) has no value: say why/);
    },
  );

  it('gives back any text whose dollar signs are doubled', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', ':', '-', '?', ' ', '\n') }),
        (text) => {
          expect(interpolate(text.replaceAll('$', '$$$$'), variables)).toBe(text);
        },
      ),
    );
  });

  it('never takes a value for a template', () => {
    expect(interpolate('${A}', new Map([['A', '$SET ${']]))).toBe('$SET ${');
  });
});

describe('interpolateOrKeep', () => {
  it('keeps what it cannot interpolate', () => {
    expect(interpolateOrKeep('x:${TAG:?set it}', variables)).toBe('x:${TAG:?set it}');
    expect(interpolateOrKeep('x:${SET}', variables)).toBe('x:value');
  });
});
