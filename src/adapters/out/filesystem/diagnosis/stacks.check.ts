import { DiagnosticCheck, type Finding, ok, warning } from '../../../../modules/diagnosis/index.js';
import type { FindStacks } from '../../../../modules/stacks/index.js';

/** What discovery finds, and what it complains about. */
export class StacksCheck extends DiagnosticCheck {
  readonly name = 'Stacks';

  constructor(
    private readonly findStacks: Pick<FindStacks, 'execute'>,
    private readonly stacksDirs: readonly string[],
  ) {
    super();
  }

  async run(): Promise<Finding> {
    const { stacks, warnings } = await this.findStacks.execute();
    const roots = [...new Set(stacks.map(({ root }) => root))];
    const found = stacks.length === 0 ? 'none found' : `${stacks.length} found in ${roots.join(', ')}`;
    if (warnings.length > 0) return warning(found, warnings.map(({ message }) => message).join('\n'));
    if (stacks.length > 0) return ok(found);
    return warning(
      found,
      `Set STACKS_DIRS (now ${this.stacksDirs.join(':')}) to the directories that hold your stacks; ` +
        'in a container, mount them at the same path as on the host.',
    );
  }
}
