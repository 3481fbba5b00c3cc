import { appendFile, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../../config/app-config.js';
import { type Job, JobLogFile, logLineText, type NewLogLine } from '../../../../modules/jobs/index.js';
import { localStamp } from '../local-time.js';
import { errorCode } from '../private-file.js';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_DIRECTORY = 0o700;
/** Two jobs of one archive hardly begin in the same second; more than a few such files are not needed. */
const MOST_OF_ONE_SECOND = 100;

/** Job logs in `<logDir>/jobs`, one file a job, one line an entry. */
@Injectable()
export class FilesystemJobLogFile implements JobLogFile {
  private readonly directory: string;

  constructor(private readonly config: AppConfig) {
    this.directory = join(config.logDir, 'jobs');
  }

  async create(job: Job): Promise<string> {
    await mkdir(this.directory, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
    const base = `${this.prefixOf(job)}_${localStamp(job.startedAt ?? job.queuedAt, this.config.timeZone)}`;
    for (let copy = 1; copy <= MOST_OF_ONE_SECOND; copy += 1) {
      const path = join(this.directory, `${base}${copy === 1 ? '' : `_${copy}`}.log`);
      if (await makeFile(path)) return path;
    }
    throw new Error(`${join(this.directory, base)}.log and its numbered copies exist already`);
  }

  async append(path: string, lines: readonly NewLogLine[]): Promise<void> {
    const text = lines.map((line) => logLineText(line, this.config.timeZone)).join('');
    await appendFile(path, text, { mode: OWNER_ONLY_FILE });
  }

  private prefixOf({ id, archiveId, type, plan }: Job): string {
    return archiveId === null
      ? `job_${id}_${type}_${plan.archiveName}`
      : `archive_${archiveId}_${type}_${plan.archiveName}`;
  }
}

/** False when it exists already. */
async function makeFile(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', OWNER_ONLY_FILE)).close();
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
