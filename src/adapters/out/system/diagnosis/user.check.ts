import { DiagnosticCheck, type Finding, ok, warning } from '../../../../modules/diagnosis/index.js';

const ROOT = 0;

/** Files of stacks belong to whatever users their containers have. */
export class UserCheck extends DiagnosticCheck {
  readonly name = 'User';

  constructor(private readonly uid: number | undefined) {
    super();
  }

  async run(): Promise<Finding> {
    if (this.uid === ROOT) return ok('root, who may read and put back the files of every user');
    return warning(
      `user id ${this.uid ?? 'unknown'}: a backup fails where this user may not read a file of the stack`,
      'Run Stowage as root, unless all files of your stacks are readable for this user.',
    );
  }
}
