import { join } from 'node:path';
import { compared, type Figure, type Findings, seconds } from './support/figure.js';
import { writeDataSet } from './support/data-set.js';
import { afterSync, interleave, timed } from './support/interleave.js';
import { measureBackup } from './support/measured-backup.js';
import { shell } from './support/shell.js';
import { median } from './support/statistics.js';
import type { Workshop } from './support/workshop.js';

interface Contest {
  readonly format: string;
  readonly name: string;
  /** `$1`: the directory above the data, `$2`: the data's name, `$3`: where to write. */
  readonly plain: string;
  /** Makes `$3` survive a power loss. */
  readonly settle: string;
  readonly rounds: number;
  readonly atMost: number | null;
}

const SYNC_FILE = 'sync "$3" "$(dirname "$3")"';

const CONTESTS: readonly Contest[] = [
  {
    format: 'tar.zst',
    name: 'tar | zstd -T0 -3',
    plain: 'tar -C "$1" -cf - "$2" | zstd -q -T0 -3 -o "$3"',
    settle: SYNC_FILE,
    rounds: 5,
    atMost: 1.15,
  },
  {
    format: 'tar',
    name: 'tar -cf',
    plain: 'tar -C "$1" -cf "$3" "$2"',
    settle: SYNC_FILE,
    rounds: 5,
    atMost: 1.15,
  },
  {
    format: 'tar.gz',
    name: 'tar | pigz -6',
    plain: 'tar -C "$1" -cf - "$2" | pigz -6 >"$3"',
    settle: SYNC_FILE,
    rounds: 1,
    atMost: null,
  },
  {
    format: 'folder',
    name: 'cp -a',
    plain: 'cp -a "$1/$2" "$3"',
    settle: 'sync -f "$3"',
    rounds: 3,
    atMost: null,
  },
];

/** Wall time of whole backups, against the program that a person would write them with. */
export async function measureWriting(workshop: Workshop): Promise<Findings> {
  const place = await workshop.place('writing');
  const stack = join(place, 'stacks', 'shop');
  const { files, bytes } = await writeDataSet(join(stack, 'data'));
  await shell('echo "services: {}" >"$1/compose.yaml"', stack);
  const service = await workshop.service({ stacksDirs: [join(place, 'stacks')] });
  const figures: Figure[] = [];
  for (const contest of CONTESTS) {
    const target = join(place, 'plain');
    const unsettled: number[] = [];
    const plain = async (): Promise<number> => {
      const args = [join(place, 'stacks'), 'shop', target];
      const written = await timed(() => shell(contest.plain, ...args));
      const settled = await timed(() => shell(contest.settle, ...args));
      unsettled.push(written);
      await shell('rm -rf "$1"', target);
      return written + settled;
    };
    const ours = async (): Promise<number> => (await measureBackup(service, stack, contest.format)).seconds;
    const times = await interleave(
      { counted: contest.rounds, warmUp: 1 },
      { plain: afterSync(plain), ours: afterSync(ours) },
    );
    figures.push(...figuresOf(contest, median(times.ours), median(times.plain), median(unsettled.slice(1))));
  }
  await workshop.dismiss(service);
  await workshop.clear(place);
  return {
    title: 'Writing',
    how: `${Math.round(bytes / 1e6)} MB in ${files} files, a third of them incompressible, a third half empty, a third text; nothing runs of the stack. Ours is the duration of the whole job: claim, checks, writing with extended attributes, ACLs and holes, SHA-256, fsync, manifest, rename, catalogue. Plain is the command up to and including \`sync\` of its file and directory, so that both end on stable storage. Medians of alternating rounds after one to warm the page cache. The writers' low priority is switched off.`,
    figures,
  };
}

function figuresOf(
  { format, name, rounds, atMost }: Contest,
  ours: number,
  plain: number,
  unsettled: number,
): readonly Figure[] {
  return [
    compared({
      what: `\`${format}\` against \`${name}\` and sync (${rounds} ${rounds === 1 ? 'round' : 'rounds'})`,
      ours,
      plain,
      format: seconds,
      atMost,
    }),
    compared({
      what: `\`${format}\` (on stable storage) against \`${name}\` without sync`,
      ours,
      plain: unsettled,
      format: seconds,
      atMost: null,
    }),
  ];
}
