import { Injectable } from '@nestjs/common';
import { messageOf } from '../../../../kernel/errors.js';
import { DatabaseProbe } from '../../../../modules/jobs/index.js';
import {
  isAlarm,
  type OpenSuspension,
  StackRuntime,
  SuspensionJournal,
} from '../../../../modules/stacks/index.js';
import { NotReady } from './not-ready.js';

interface Check {
  readonly status: 'ok' | 'failed';
  readonly error: string | null;
}

export interface HealthChecks {
  readonly database: Check;
  readonly engine: Check & { readonly version: string | null };
  /** Stacks that are stopped at the moment, or are not as they were before. */
  readonly suspensions: readonly SuspensionWire[];
}

export interface ReadinessReport {
  readonly status: 'ok' | 'degraded';
  readonly checks: HealthChecks;
  /** What a person must look at: a stack that could not be put back, or not as well as it was. */
  readonly alarms: readonly string[];
}

/**
 * Whether the service can do its work. Without its database it cannot (503). Without the engine, or with a stack left
 * down, it is `degraded` and still 200: an orchestrator that restarted it, or took it out of its proxy, would mend
 * neither, and would keep people from seeing what is wrong.
 */
@Injectable()
export class Readiness {
  constructor(
    private readonly database: DatabaseProbe,
    private readonly runtime: StackRuntime,
    private readonly journal: SuspensionJournal,
  ) {}

  /** @throws NotReady */
  async check(): Promise<ReadinessReport> {
    const [database, engine] = await Promise.all([this.checkDatabase(), this.checkEngine()]);
    if (database.error !== null) throw new NotReady({ database, engine, suspensions: [] }, database.error);
    const open = (await this.journal.findOpen()).filter((one) => one.startedAt === null || isAlarm(one));
    const alarms = open.filter(isAlarm).map(alarmOf);
    const status = engine.status === 'ok' && alarms.length === 0 ? 'ok' : 'degraded';
    return { status, checks: { database, engine, suspensions: open.map(suspensionWire) }, alarms };
  }

  private checkDatabase(): Promise<Check> {
    return this.database.check().then(() => ({ status: 'ok', error: null }), failed);
  }

  private checkEngine(): Promise<HealthChecks['engine']> {
    return this.runtime.version().then(
      (version) => ({ status: 'ok', error: null, version }),
      (error: unknown) => ({ ...failed(error), version: null }),
    );
  }
}

const failed = (error: unknown): Check => ({ status: 'failed', error: messageOf(error) });

function alarmOf({ stackName, stackPath, attempts, startedAt, lastError }: OpenSuspension): string {
  const times = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  const how =
    startedAt === null ? `is not running as before, after ${times} to start it` : 'runs, but not as before';
  return `"${stackName}" (${stackPath}) ${how}: ${lastError ?? 'no reason is known'}`;
}

const suspensionWire = (suspension: OpenSuspension) => ({
  stack_name: suspension.stackName,
  stack_path: suspension.stackPath,
  job_id: suspension.jobId,
  opened_at: suspension.openedAt,
  attempts: suspension.attempts,
  last_error: suspension.lastError,
  left_down: suspension.startedAt === null && isAlarm(suspension),
});

type SuspensionWire = ReturnType<typeof suspensionWire>;
