export interface WireJob {
  readonly id: number;
  readonly status: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly progress: { readonly bytes_read: number; readonly down_since: string | null } | null;
}

export interface WireMetric {
  readonly stack_name: string;
  readonly status: string;
  readonly was_running: boolean | null;
  readonly running_again: boolean | null;
  readonly backup_id: number | null;
  readonly archive_path: string | null;
  readonly downtime_ms: number | null;
  readonly warnings: readonly string[];
  readonly error: string | null;
}

export interface WireJobWithMetrics {
  readonly job: WireJob;
  readonly metrics: readonly WireMetric[];
}

export interface WireReadiness {
  readonly status: 'ok' | 'degraded';
  readonly alarms: readonly string[];
}
