import { tmpdir } from 'node:os';
import { configuredRoot } from './configured-root.js';

describe('configuredRoot', () => {
  it('takes a directory', async () => {
    await expect(configuredRoot(tmpdir())).resolves.toEqual({ root: tmpdir(), warning: null });
  });

  it.each([
    ['/nonexistent/stacks', 'root_missing'],
    [import.meta.filename, 'root_not_a_directory'],
    ['/usr', 'root_is_system_path'],
  ])('refuses %s with the remedy', async (path, code) => {
    const { root, warning } = await configuredRoot(path);
    expect(root).toBeNull();
    expect(warning).toEqual({ code, path, message: expect.stringContaining('STACKS_DIRS') });
  });
});
