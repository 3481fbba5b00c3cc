// `npm test` on a fresh machine: installs what the tests need, builds, runs everything, and ends with one line.
// Arguments go to jest. STOWAGE_REQUIRE_ALL=1: a skipped test is a failure.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, ROOT } from './support/prepare.mjs';
import { run } from './support/run.mjs';

process.chdir(ROOT);
const summary = await prepareAndTest().catch((error) => {
  console.error(error.message);
  return { passed: 0, failed: 1, skipped: [] };
});
if (process.env.STOWAGE_REQUIRE_ALL === '1' && summary.skipped.length > 0) {
  console.log(`\nNothing may be skipped here, but these were:\n${summary.skipped.join('\n')}\n`);
  process.exitCode = 1;
}
if (summary.failed > 0) process.exitCode = 1;
console.log(`${summary.passed} passed, ${summary.failed} failed, ${summary.skipped.length} skipped`);

async function prepareAndTest() {
  await install();
  const host = await run('bash', ['docker/test-host/install.sh']);
  if (host.code !== 0) console.log('Some programs are missing: the suites that need them are skipped.');
  await build();
  return test();
}

async function test() {
  const directory = mkdtempSync(join(tmpdir(), 'stowage-test-'));
  try {
    const results = join(directory, 'results.json');
    const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${results}`];
    const end = await run(process.execPath, [...jest, ...process.argv.slice(2)]);
    if (!existsSync(results)) throw new Error('jest ended without a result');
    return summarise(readFileSync(results, 'utf8'), end);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function summarise(json, end) {
  const results = JSON.parse(json);
  const tests = results.testResults.flatMap((suite) => suite.assertionResults);
  // A suite that could not even be loaded has no tests that could fail.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && end.code !== 0 ? 1 : failed,
    skipped: tests
      .filter(({ status }) => status === 'pending' || status === 'todo')
      .map(({ fullName }) => fullName),
  };
}
