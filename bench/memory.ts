import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataSet, writeDataSet } from './support/data-set.js';
import { compared, type Findings, limited, megabytes } from './support/figure.js';
import { interleave } from './support/interleave.js';
import { measureBackup } from './support/measured-backup.js';
import { shell } from './support/shell.js';
import { median } from './support/statistics.js';
import type { Workshop } from './support/workshop.js';

const ROUNDS = 3;
const LIMIT_MB = 200;
/** The garbage collector decides when to tidy up, and no two processes are alike. */
const NOISE = 1.05;

/** How much memory the service itself needs while a backup is written. */
export async function measureMemory(workshop: Workshop): Promise<Findings> {
  const place = await workshop.place('memory');
  const large = await makeStack(join(place, 'large'), 4);
  const small = await makeStack(join(place, 'small'), 0.4);
  const peakWhileWriting = (name: string) => async (): Promise<number> => {
    const service = await workshop.service({ stacksDirs: [place] });
    await forgetPeak(service.pid);
    await measureBackup(service, join(place, name), 'tar');
    const peak = await peakMegabytes(service.pid);
    await workshop.dismiss(service);
    return peak;
  };
  const peaks = await interleave(
    { counted: ROUNDS, warmUp: 0 },
    { small: peakWhileWriting('small'), large: peakWhileWriting('large') },
  );
  await workshop.clear(place);
  return {
    title: 'Memory',
    how: `Peak resident memory of the service process (\`VmHWM\`, set back right before the backup) while it writes a \`tar\`; a new process for each backup, medians of ${ROUNDS} alternating rounds. ${told('Large', large)}, ${told('small', small)}. Up to 5 % more counts as the same: when memory is given back is the garbage collector's choice.`,
    figures: [
      limited({
        what: 'Peak while writing 2 GB',
        ours: median(peaks.large),
        format: megabytes,
        below: LIMIT_MB,
      }),
      compared({
        what: 'Peak while writing 2 GB against 200 MB',
        ours: median(peaks.large),
        plain: median(peaks.small),
        format: megabytes,
        atMost: NOISE,
      }),
    ],
  };
}

async function makeStack(path: string, scale: number): Promise<DataSet> {
  const data = await writeDataSet(join(path, 'data'), scale);
  await shell('echo "services: {}" >"$1/compose.yaml"', path);
  return data;
}

const forgetPeak = (pid: number): Promise<void> => writeFile(`/proc/${pid}/clear_refs`, '5');

async function peakMegabytes(pid: number): Promise<number> {
  const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (Number(kib) * 1024) / 1e6;
}

const told = (name: string, { files, bytes }: DataSet): string =>
  `${name}: ${Math.round(bytes / 1e6)} MB in ${files} files`;
