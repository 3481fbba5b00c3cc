import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InitialSchema1795305600000 implements MigrationInterface {
  readonly name = 'InitialSchema1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE "${table}"`);
  }
}

/** The other way round than they depend on each other. */
const TABLES = ['stack_claims', 'suspensions', 'job_log_lines', 'job_stacks', 'backups', 'jobs', 'archives'];

const STATEMENTS = [
  `CREATE TABLE "archives" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL, "name" text NOT NULL, "stacks" jsonb NOT NULL,
    "stop_containers" boolean NOT NULL, "include_data" boolean NOT NULL, "output_format" text NOT NULL,
    "compression_level" integer, "schedule_enabled" boolean NOT NULL, "schedule_cron" text NOT NULL,
    "keep_last" integer NOT NULL, "keep_days" integer NOT NULL, "keep_weeks" integer NOT NULL,
    "keep_months" integer NOT NULL, "keep_years" integer NOT NULL, "one_per_day" boolean NOT NULL,
    "created_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL,
    CONSTRAINT "archives_keep_last_check" CHECK ("keep_last" >= 1),
    CONSTRAINT "archives_output_format_check" CHECK ("output_format" IN ('tar', 'tar.gz', 'tar.zst', 'folder')),
    CONSTRAINT "archives_pkey" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "archives_name_key" ON "archives" (lower("name"))`,
  `CREATE TABLE "backups" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL, "path" text NOT NULL,
    "pinned" boolean NOT NULL, "state" text NOT NULL, "last_verified_at" timestamptz,
    "job_id" integer NOT NULL, "archive_id" integer, "archive_name" text NOT NULL,
    "stack_name" text NOT NULL, "stack_path" text NOT NULL, "project" text NOT NULL,
    "created_at" timestamptz NOT NULL, "format" text NOT NULL, "include_data" boolean NOT NULL,
    "bytes" bigint NOT NULL, "sha256" text NOT NULL, "file_count" bigint NOT NULL,
    "source_bytes" bigint NOT NULL, "downtime_ms" double precision, "containers" jsonb NOT NULL,
    "compose_config_hash" text, "warnings" jsonb NOT NULL,
    CONSTRAINT "backups_path_key" UNIQUE ("path"),
    CONSTRAINT "backups_state_check" CHECK ("state" IN ('good', 'missing', 'corrupt')),
    CONSTRAINT "backups_format_check" CHECK ("format" IN ('tar', 'tar.gz', 'tar.zst', 'folder')),
    CONSTRAINT "backups_pkey" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "backups_archive_id_idx" ON "backups" ("archive_id")`,
  `CREATE INDEX "backups_stack_path_created_at_idx" ON "backups" ("stack_path", "created_at")`,
  `CREATE TABLE "jobs" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL, "type" text NOT NULL, "archive_id" integer,
    "plan" jsonb NOT NULL, "status" text NOT NULL, "triggered_by" text NOT NULL,
    "dry_run" boolean NOT NULL, "queued_at" timestamptz NOT NULL, "started_at" timestamptz,
    "finished_at" timestamptz, "total_size_bytes" bigint, "reclaimed_bytes" bigint, "progress" jsonb,
    "error" jsonb, "cancel_requested_at" timestamptz, "worker_id" text, "lease_until" timestamptz,
    "log_file" text,
    CONSTRAINT "jobs_triggered_by_check" CHECK ("triggered_by" IN ('manual', 'schedule', 'api', 'cli')),
    CONSTRAINT "jobs_status_check" CHECK ("status" IN ('queued', 'running', 'success', 'partial', 'failed', 'cancelled')),
    CONSTRAINT "jobs_type_check" CHECK ("type" IN ('archive')),
    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "jobs_archive_id_status_id_idx" ON "jobs" ("archive_id", "status", "id")`,
  `CREATE INDEX "jobs_status_id_idx" ON "jobs" ("status", "id")`,
  `CREATE INDEX "jobs_archive_id_id_idx" ON "jobs" ("archive_id", "id")`,
  `CREATE UNIQUE INDEX "jobs_one_unfinished_per_archive" ON "jobs" ("archive_id")
    WHERE (type = 'archive'::text) AND (status = ANY (ARRAY['queued'::text, 'running'::text]))`,
  `CREATE TABLE "job_log_lines" (
    "job_id" integer NOT NULL, "number" integer NOT NULL, "time" timestamptz NOT NULL,
    "level" text NOT NULL, "stack" text, "text" text NOT NULL,
    CONSTRAINT "job_log_lines_level_check" CHECK ("level" IN ('DEBUG', 'INFO', 'SUCCESS', 'WARNING', 'ERROR')),
    CONSTRAINT "job_log_lines_pkey" PRIMARY KEY ("job_id", "number")
  )`,
  `CREATE TABLE "job_stacks" (
    "job_id" integer NOT NULL, "stack_path" text NOT NULL, "position" integer NOT NULL,
    "stack_name" text NOT NULL, "status" text NOT NULL, "was_running" boolean, "running_again" boolean,
    "backup_id" integer, "archive_path" text, "archive_size_bytes" bigint,
    "duration_seconds" double precision, "downtime_ms" double precision, "warnings" jsonb NOT NULL,
    "error" text,
    CONSTRAINT "job_stacks_status_check" CHECK ("status" IN ('pending', 'running', 'success', 'failed', 'skipped')),
    CONSTRAINT "job_stacks_pkey" PRIMARY KEY ("job_id", "stack_path")
  )`,
  `CREATE TABLE "stack_claims" (
    "stack_path" text NOT NULL, "job_id" integer NOT NULL,
    CONSTRAINT "stack_claims_pkey" PRIMARY KEY ("stack_path")
  )`,
  `CREATE INDEX "stack_claims_job_id_idx" ON "stack_claims" ("job_id")`,
  `CREATE TABLE "suspensions" (
    "stack_path" text NOT NULL, "job_id" integer NOT NULL, "stack_name" text NOT NULL,
    "project" text NOT NULL, "containers" jsonb NOT NULL, "opened_at" timestamptz NOT NULL,
    "attempts" integer NOT NULL DEFAULT 0, "last_error" text,
    CONSTRAINT "suspensions_pkey" PRIMARY KEY ("stack_path")
  )`,
  `ALTER TABLE "backups"
    ADD CONSTRAINT "backups_archive_id_fkey"
    FOREIGN KEY ("archive_id") REFERENCES "archives"("id") ON DELETE SET NULL`,
  `ALTER TABLE "jobs"
    ADD CONSTRAINT "jobs_archive_id_fkey"
    FOREIGN KEY ("archive_id") REFERENCES "archives"("id") ON DELETE SET NULL`,
  `ALTER TABLE "job_log_lines"
    ADD CONSTRAINT "job_log_lines_job_id_fkey"
    FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE`,
  `ALTER TABLE "job_stacks"
    ADD CONSTRAINT "job_stacks_job_id_fkey"
    FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE`,
  `ALTER TABLE "stack_claims"
    ADD CONSTRAINT "stack_claims_job_id_fkey"
    FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE`,
];
