import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A stack whose containers run again may still be watched. */
export class WatchedSuspensions1796083200000 implements MigrationInterface {
  readonly name = 'WatchedSuspensions1796083200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "suspensions" ADD COLUMN "started_at" timestamptz, ADD COLUMN "watch_until" timestamptz`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "suspensions" DROP COLUMN "started_at", DROP COLUMN "watch_until"`);
  }
}
