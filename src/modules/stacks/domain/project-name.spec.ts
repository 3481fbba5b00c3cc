import fc from 'fast-check';
import { normaliseProjectName, projectName } from './project-name.js';

const naming = (
  variables: Record<string, string>,
  declaredNames: readonly string[],
  directoryName = 'dir',
) => ({
  variables: new Map(Object.entries(variables)),
  declaredNames,
  directoryName,
});

describe('projectName', () => {
  it.each([
    ['the directory', naming({}, [], 'My.App'), 'myapp'],
    ['the name in the file', naming({}, ['From.File']), 'fromfile'],
    ['the last of several names', naming({}, ['base', 'over', '']), 'over'],
    ['a name with a variable', naming({ V: 'x' }, ['${V}-${W:-y}']), 'x-y'],
    ['COMPOSE_PROJECT_NAME before the name', naming({ COMPOSE_PROJECT_NAME: 'env_1' }, ['file']), 'env_1'],
    ['the name when COMPOSE_PROJECT_NAME is empty', naming({ COMPOSE_PROJECT_NAME: '' }, ['file']), 'file'],
  ])('%s', (_what, given, expected) => {
    expect(projectName(given)).toEqual({ name: expected, problem: null });
  });

  it.each([
    [
      'an upper-case COMPOSE_PROJECT_NAME',
      naming({ COMPOSE_PROJECT_NAME: 'FromEnv' }, []),
      'fromenv',
      'FromEnv',
    ],
    ['a COMPOSE_PROJECT_NAME of signs', naming({ COMPOSE_PROJECT_NAME: '--' }, []), 'dir', '--'],
    ['a name whose variable is unset', naming({}, ['${V}']), 'dir', '${V}'],
    ['a required variable', naming({}, ['${V:?say it}']), 'dir', 'say it'],
    ['a broken name', naming({}, ['${V']), 'dir', '${V'],
    ['a directory without letters', naming({}, [], 'ÄÖ'), '', 'ÄÖ'],
  ])('guesses and says why for %s', (_what, given, expected, reason) => {
    expect(projectName(given)).toEqual({ name: expected, problem: expect.stringContaining(reason) });
  });
});

describe('normaliseProjectName', () => {
  it.each([
    ['_-Under_', 'under_'],
    ['Größe x', 'grex'],
    ['...', ''],
    ['a b', 'ab'],
    ['9lives', '9lives'],
  ])('%s becomes "%s"', (name, expected) => expect(normaliseProjectName(name)).toBe(expected));

  it('is valid or empty, and normal already', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const name = normaliseProjectName(text);
        expect(name).toMatch(/^([a-z0-9][a-z0-9_-]*)?$/);
        expect(normaliseProjectName(name)).toBe(name);
      }),
    );
  });
});
