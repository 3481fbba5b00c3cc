export type ImagePullPolicy = 'never' | 'always';

/** What an operator decides for the whole installation. */
export interface Settings {
  /** Names or paths of stacks that are never stopped, but fully backed up. */
  readonly skipStop: readonly string[];
  readonly imagePullPolicy: ImagePullPolicy;
  /** Seconds without output after which a pull is ended; 0 = never. */
  readonly imagePullInactivityTimeout: number;
}
