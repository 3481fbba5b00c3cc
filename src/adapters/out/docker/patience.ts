export interface PatienceOptions {
  /** 0: endless. */
  readonly ms: number;
  readonly reason: Error;
  /** Whoever may end the wait too. */
  readonly parent?: AbortSignal;
}

/** Its signal aborts with the reason when the time is over, or with the parent's when that aborts. */
export class Patience {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: PatienceOptions) {
    options.parent?.addEventListener('abort', this.giveUp);
    if (options.parent?.aborted) this.giveUp();
    this.renew();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The time begins again. */
  renew(): void {
    clearTimeout(this.timer);
    const { ms, reason } = this.options;
    if (ms > 0 && !this.signal.aborted) this.timer = setTimeout(() => this.controller.abort(reason), ms);
  }

  /** Nothing is waited for any more. */
  end(): void {
    clearTimeout(this.timer);
    this.options.parent?.removeEventListener('abort', this.giveUp);
  }

  private readonly giveUp = (): void => {
    this.controller.abort(this.options.parent?.reason);
  };
}
