export abstract class ConfigHasher {
  /**
   * Lower-case hex SHA-256 over names and contents of these files (relative to the stack, sorted); null when one of
   * them cannot be read. Never rejects.
   */
  abstract hash(stackPath: string, files: readonly string[]): Promise<string | null>;
}
