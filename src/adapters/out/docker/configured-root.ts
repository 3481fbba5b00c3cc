import { stat } from 'node:fs/promises';
import { messageOf } from '../../../kernel/errors.js';
import { isSystemPath, type StackWarning } from '../../../modules/stacks/index.js';

export interface ConfiguredRoot {
  /** Null: no stacks can be there. */
  readonly root: string | null;
  readonly warning: StackWarning | null;
}

/** Never rejects. */
export async function configuredRoot(path: string): Promise<ConfiguredRoot> {
  if (isSystemPath(path)) return refused('root_is_system_path', path, 'belongs to the system');
  try {
    const stats = await stat(path);
    return stats.isDirectory()
      ? { root: path, warning: null }
      : refused('root_not_a_directory', path, 'is no directory');
  } catch (error) {
    return refused('root_missing', path, `cannot be found (${messageOf(error)})`);
  }
}

const refused = (code: string, path: string, reason: string): ConfiguredRoot => ({
  root: null,
  warning: {
    code,
    path,
    message: `${path}, where stacks are to be looked for, ${reason}. Create it, or name the right directories in STACKS_DIRS, separated by colons.`,
  },
});
