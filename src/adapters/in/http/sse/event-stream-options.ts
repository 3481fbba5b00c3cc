export class EventStreamOptions {
  /** Time between two signs of life. */
  readonly keepAliveMs: number = 15_000;
}
