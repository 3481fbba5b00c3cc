/** A service as the compose file declares it. */
export interface DeclaredService {
  readonly name: string;
  readonly image: string | null;
}

/** A directory with a compose file. Its identity is its real path. */
export interface Stack {
  /** The directory's name. Two stacks in different roots may share it. */
  readonly name: string;
  /** Absolute real path of the directory. */
  readonly path: string;
  /** Absolute path of the root it was found in. */
  readonly root: string;
  /** `direct`: the root itself has the compose file; `nested`: a directory one level below. */
  readonly kind: 'direct' | 'nested';
  /** The compose project name. */
  readonly project: string;
  /** Absolute path of the compose file. */
  readonly composeFile: string;
  readonly services: readonly DeclaredService[];
}
