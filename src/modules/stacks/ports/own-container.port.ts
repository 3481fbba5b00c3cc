/** The container that this very process runs in. */
export interface OwnContainer {
  readonly id: string;
  /** Compose project and config files from its labels; null when Compose did not make it. */
  readonly project: string | null;
  readonly configFiles: readonly string[];
}

export abstract class OwnContainerSource {
  /** Null outside a container, or when the engine cannot tell. Never rejects. */
  abstract find(): Promise<OwnContainer | null>;
}
