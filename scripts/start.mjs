// `npm start` on a fresh clone: installs, builds, runs the service.
import { build, install, ROOT } from './support/prepare.mjs';
import { endLike, run } from './support/run.mjs';

process.chdir(ROOT);
try {
  await install();
  await build();
  endLike(await run(process.execPath, ['dist/main.js', ...process.argv.slice(2)]));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
