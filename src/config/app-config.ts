import type { Settings } from '../modules/settings/index.js';

export type AppLogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

export type DatabaseConfig =
  | { readonly kind: 'embedded' }
  | {
      readonly kind: 'external';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly name: string;
      readonly tls: boolean;
    };

/** Everything the environment decides, read once at start. Paths are absolute, times in seconds. */
export abstract class AppConfig {
  /** IANA name; file names and schedules use it. */
  abstract readonly timeZone: string;
  abstract readonly logLevel: AppLogLevel;
  abstract readonly host: string;
  /** 0: any free port. */
  abstract readonly port: number;
  abstract readonly database: DatabaseConfig;
  abstract readonly dataDir: string;
  abstract readonly archivesDir: string;
  abstract readonly logDir: string;
  abstract readonly downloadsDir: string;
  abstract readonly stacksDirs: readonly string[];
  /** Path of the engine's socket. */
  abstract readonly dockerSocket: string;
  abstract readonly settings: Settings;
  /** Jobs at a time in this process. */
  abstract readonly jobConcurrency: number;
  /** 0 (normal) … 19 (lowest) for the programs that write backups. */
  abstract readonly writerNice: number;
  abstract readonly writerIoPriority: 'normal' | 'low' | 'idle';
  /** Longest wait for a healthcheck after a start. */
  abstract readonly healthTimeout: number;
  /** Longest time in which a stopping service puts its stacks back. */
  abstract readonly shutdownTimeout: number;
}
