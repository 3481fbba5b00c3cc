import { isAbsolute, join, relative } from 'node:path';
import { InvalidInput } from '../../../../kernel/field-error.js';
import { EXTENSIONS, type BackupTarget, type TargetRequest } from '../../../../modules/archives/index.js';
import { localStamp } from '../local-time.js';
import { exists } from '../private-file.js';
import { BackupFiles, MANIFEST_SUFFIX, PARTIAL_SUFFIX } from './backup-files.js';

const LONGEST_NAME = 255;
const LONGEST_TEMPORARY = `.00000000_000000_${MANIFEST_SUFFIX}${PARTIAL_SUFFIX}`.length;

/** Decides where a backup goes: `<root>/<archive>/<stack>/<local time>_<stack><extension>`. */
export class TargetChooser {
  constructor(
    private readonly root: string,
    private readonly timeZone: string,
  ) {}

  /** Two backups can share a local second, e.g. when clocks go back: the later one takes the next free second. */
  async choose(request: TargetRequest): Promise<BackupTarget> {
    for (let at = request.at; ; at = new Date(at.getTime() + 1000)) {
      const target = { path: this.pathAt(at, request), format: request.format };
      if (await isFree(target)) return target;
    }
  }

  /** @throws InvalidInput for a path that is not below the root */
  assertInside(path: string): void {
    const inside = relative(this.root, path);
    if (inside === '' || inside.split('/')[0] === '..' || isAbsolute(inside)) {
      throw InvalidInput.at('path', `${path} is not below the archive directory ${this.root}`);
    }
  }

  private pathAt(at: Date, { archiveName, stackLabel, format }: TargetRequest): string {
    assertSegment('archive_name', archiveName);
    assertSegment('stack_label', stackLabel);
    const extension = EXTENSIONS[format];
    const label = shorten(stackLabel, LONGEST_NAME - LONGEST_TEMPORARY - extension.length);
    const path = join(
      this.root,
      archiveName,
      stackLabel,
      `${localStamp(at, this.timeZone)}_${label}${extension}`,
    );
    this.assertInside(path);
    return path;
  }
}

async function isFree(target: BackupTarget): Promise<boolean> {
  for (const path of new BackupFiles(target).all) {
    if (await exists(path)) return false;
  }
  return true;
}

function assertSegment(field: string, name: string): void {
  if (['', '.', '..'].includes(name) || /[/\0]/.test(name)) {
    throw InvalidInput.at(field, `"${name}" cannot be the name of a directory`);
  }
  if (Buffer.byteLength(name) > LONGEST_NAME) {
    throw InvalidInput.at(field, `is longer than ${LONGEST_NAME} bytes`);
  }
}

/** The longest beginning of `text` that fits into `bytes` without cutting a character in two. */
function shorten(text: string, bytes: number): string {
  let short = '';
  for (const character of text) {
    if (Buffer.byteLength(short + character) > bytes) break;
    short += character;
  }
  return short;
}
