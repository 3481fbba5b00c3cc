import { join } from 'node:path';
import { messageOf } from '../../../../kernel/errors.js';
import type { StackWarning, Variables } from '../../../../modules/stacks/index.js';
import { ENV_FILE_NAME } from './compose-file-names.js';
import { InvalidComposeFile, parseComposeYaml } from './compose-yaml.js';
import { readEnvFile } from './env-file.js';
import { isMissing } from './file-errors.js';
import { readRegularFile } from './read-regular-file.js';
import type { YamlMapping } from './yaml-values.js';

/** One compose file with what is needed to understand its paths and variables. */
export interface ComposeSource {
  readonly path: string;
  /** Relative paths in the file start here. */
  readonly baseDirectory: string;
  readonly variables: Variables;
  /** Empty if it could not be read. */
  readonly documents: readonly YamlMapping[];
}

/** Reads the files of one stack, and keeps what went wrong instead of failing. */
export class ComposeReader {
  private readonly problems: StackWarning[] = [];
  private readonly envFilesRead = new Set<string>();

  get warnings(): readonly StackWarning[] {
    return this.problems;
  }

  get envFiles(): readonly string[] {
    return [...this.envFilesRead];
  }

  async source(path: string, baseDirectory: string, variables: Variables): Promise<ComposeSource> {
    return { path, baseDirectory, variables, documents: await this.documents(path) };
  }

  /** The variables of a directory's `.env`, if it has one. `known` ones win. */
  async variablesIn(directory: string, known: Variables): Promise<Variables> {
    return this.variablesOf(join(directory, ENV_FILE_NAME), known);
  }

  async variablesOf(envFile: string, known: Variables): Promise<Variables> {
    try {
      const variables = await readEnvFile(envFile, known);
      this.envFilesRead.add(envFile);
      return variables;
    } catch (error) {
      if (!isMissing(error)) this.warn('env_file_unreadable', envFile, error);
      return known;
    }
  }

  private async documents(path: string): Promise<readonly YamlMapping[]> {
    try {
      return parseComposeYaml(await readRegularFile(path));
    } catch (error) {
      this.warn(
        error instanceof InvalidComposeFile ? 'compose_file_invalid' : 'compose_file_unreadable',
        path,
        error,
      );
      return [];
    }
  }

  private warn(code: string, path: string, error: unknown): void {
    const what = code === 'compose_file_invalid' ? 'is no valid compose file' : 'cannot be read';
    this.problems.push({ code, path, message: `${path} ${what}: ${messageOf(error)}` });
  }
}
