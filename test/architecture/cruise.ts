import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';

export const REPOSITORY = resolve(import.meta.dirname, '../..');
const CRUISER = join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
export const RULES = join(REPOSITORY, '.dependency-cruiser.cjs');

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

interface Report {
  readonly modules: readonly unknown[];
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/** Holds the sources of `directory` against the project's dependency rules. */
export async function cruise(directory: string): Promise<readonly Violation[]> {
  const { modules, summary } = JSON.parse(await reportOn(directory)) as Report;
  if (modules.length === 0) throw new Error(`no sources were found in ${directory}`);
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

// The tool has no CommonJS build to import here, and it ends with the number of violations as its exit code.
function reportOn(directory: string): Promise<string> {
  const args = [CRUISER, 'src', 'test', '--config', RULES, '--output-type', 'json'];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: directory, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (stdout.startsWith('{')) resolve(stdout);
        else reject(new Error(`the dependency rules could not be checked: ${stderr}`, { cause: error }));
      },
    );
  });
}
