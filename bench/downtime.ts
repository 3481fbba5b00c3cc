import { join } from 'node:path';
import { compose } from '../test/support/docker/docker-cli.js';
import { IDLE, TEST_IMAGE } from '../test/support/docker/test-image.js';
import { TestStack } from '../test/support/docker/test-stack.js';
import type { TestService } from '../test/support/service/test-service.js';
import { writeDataSet } from './support/data-set.js';
import { compared, type Figure, type Findings, seconds } from './support/figure.js';
import { afterSync, type Attempt, interleave, timed } from './support/interleave.js';
import { measureBackup } from './support/measured-backup.js';
import { shell } from './support/shell.js';
import { median } from './support/statistics.js';
import type { Workshop } from './support/workshop.js';

const ROUNDS = 5;
const ROUNDS_OF_THE_OLDER_WAY = 2;

const PLAIN = {
  'tar.zst': 'tar -C "$1" -cf - "$2" | zstd -q -T0 -3 -f -o "$3"',
  tar: 'tar -C "$1" -cf "$3" "$2"',
} as const;
const OLDER = 'tar -C "$1" -czf "$3" "$2"';

const idle = { image: TEST_IMAGE, command: IDLE };
const COMPOSE = {
  services: {
    db: { ...idle, volumes: ['./data:/data'] },
    web: { ...idle, depends_on: ['db'] },
    worker: { ...idle, depends_on: ['db'] },
  },
};

/** How long a stack is down for a backup. */
export async function measureDowntime(workshop: Workshop): Promise<Findings> {
  const place = await workshop.place('downtime');
  const stack = await TestStack.write(workshop.socket, COMPOSE, { parent: place });
  const { files, bytes } = await writeDataSet(join(stack.path, 'data'));
  await stack.up();
  const service = await workshop.service({ stacksDirs: [place] });
  const { older } = await interleave(
    { counted: ROUNDS_OF_THE_OLDER_WAY, warmUp: 0 },
    { older: afterSync(byHandIn(stack, place)(['down'], OLDER, ['up', '-d'])) },
  );
  const figures = [
    ...(await compareFormat(service, stack, place, 'tar.zst', median(older))),
    ...(await compareFormat(service, stack, place, 'tar', median(older))),
  ];
  await workshop.dismiss(service);
  await stack.remove();
  await workshop.clear(place);
  return {
    title: 'Downtime',
    how: `A stack of three services that end when asked to, with ${Math.round(bytes / 1e6)} MB in ${files} files. Ours is the \`downtime_ms\` of the backup, from the entry in the journal before the first stop until every container runs. Plain is \`docker compose stop\`, the command, \`docker compose start\`; the older way is \`docker compose down\`, \`tar -czf\`, \`docker compose up -d\`. Neither waits for the disk while the stack is down. Medians of alternating rounds, ${ROUNDS} of ours and plain, ${ROUNDS_OF_THE_OLDER_WAY} of the older way.`,
    figures,
  };
}

async function compareFormat(
  service: TestService,
  stack: TestStack,
  place: string,
  format: keyof typeof PLAIN,
  older: number,
): Promise<readonly Figure[]> {
  const byHand = byHandIn(stack, place);
  const ours = async (): Promise<number> =>
    (await measureBackup(service, stack.path, format)).downtimeSeconds;
  const times = await interleave(
    { counted: ROUNDS, warmUp: 1 },
    { plain: afterSync(byHand(['stop'], PLAIN[format], ['start'])), ours: afterSync(ours) },
  );
  const common = { ours: median(times.ours), format: seconds };
  return [
    compared({
      ...common,
      what: `\`${format}\` against stop, plain write, start`,
      plain: median(times.plain),
      atMost: 1.1,
    }),
    compared({
      ...common,
      what: `\`${format}\` against the older way: down, \`tar -czf\`, up`,
      plain: older,
      atMost: null,
    }),
  ];
}

/** What a person would type: `docker compose` with `first`, the writing, `docker compose` with `last`. */
const byHandIn =
  (stack: TestStack, place: string) =>
  (first: readonly string[], script: string, last: readonly string[]): Attempt =>
  async () => {
    const file = join(place, 'plain');
    const time = await timed(async () => {
      await compose(stack.socket, stack.path, ...first);
      await shell(script, place, stack.name, file);
      await compose(stack.socket, stack.path, ...last);
    });
    await shell('rm "$1"', file);
    return time;
  };
