// `npm run bench` measures everything and writes bench/RESULTS.md; `npm run bench -- writing downtime` measures these
// only and prints them.
import { build, install, ROOT } from './support/prepare.mjs';
import { endLike, run } from './support/run.mjs';

const LOADER = './test/support/typescript/register-typescript.mjs';

process.chdir(ROOT);
try {
  await install();
  // Browsers and the like may be missing: what the measurements need, they check themselves.
  await run('bash', ['docker/test-host/install.sh']);
  await build();
  endLike(await run(process.execPath, ['--import', LOADER, 'bench/main.ts', ...process.argv.slice(2)]));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
