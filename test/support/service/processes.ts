import { readdir, readFile } from 'node:fs/promises';

export interface RunningProcess {
  readonly pid: number;
  /** Of its program, cut to 15 bytes by the kernel. */
  readonly name: string;
}

/** What a process has started, and what those have started. */
export async function descendantsOf(pid: number): Promise<readonly RunningProcess[]> {
  const all = await runningProcesses();
  const below = (parent: number): readonly RunningProcess[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

async function runningProcesses(): Promise<readonly (RunningProcess & { readonly parent: number })[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.flatMap((stat) => {
    const [, pid, name, parent] = /^(\d+) \((.*)\) \S (\d+)/s.exec(stat) ?? [];
    return name === undefined ? [] : [{ pid: Number(pid), name, parent: Number(parent) }];
  });
}
