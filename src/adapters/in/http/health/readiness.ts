import { Injectable } from '@nestjs/common';
import { messageOf } from '../../../../kernel/errors.js';
import { DatabaseProbe } from '../../../../modules/jobs/index.js';
import { type OpenSuspension, StackRuntime, SuspensionJournal } from '../../../../modules/stacks/index.js';
import { NotReady } from './not-ready.js';

interface Check {
  readonly status: 'ok' | 'failed';
  readonly error: string | null;
}

export interface HealthChecks {
  readonly database: Check;
  readonly engine: Check & { readonly version: string | null };
  /** Stacks that are stopped at the moment. */
  readonly suspensions: readonly SuspensionWire[];
}

export interface ReadinessReport {
  readonly status: 'ok' | 'degraded';
  readonly checks: HealthChecks;
  /** What a person must look at: a stack that could not be put back. */
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
    const open = await this.journal.findOpen();
    const alarms = open.filter(isLeftDown).map(alarmOf);
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

/** Only a failed attempt to start it again makes it an alarm: before, it is a backup under way. */
const isLeftDown = ({ attempts }: OpenSuspension): boolean => attempts > 0;

const alarmOf = ({ stackName, stackPath, attempts, lastError }: OpenSuspension): string =>
  `"${stackName}" (${stackPath}) is not running as before, after ${attempts} ` +
  `${attempts === 1 ? 'attempt' : 'attempts'} to start it: ${lastError ?? 'no reason is known'}`;

const suspensionWire = (suspension: OpenSuspension) => ({
  stack_name: suspension.stackName,
  stack_path: suspension.stackPath,
  job_id: suspension.jobId,
  opened_at: suspension.openedAt,
  attempts: suspension.attempts,
  last_error: suspension.lastError,
  left_down: isLeftDown(suspension),
});

type SuspensionWire = ReturnType<typeof suspensionWire>;
