/**
 * The name by which a registry gives exactly this image again, e.g. `nginx@sha256:…`: of those that the engine knows, the
 * one from the repository that the container's image was named by. Null for an image that was never in a registry.
 */
export function imageDigest(image: string, repoDigests: readonly string[]): string | null {
  const repository = repositoryOf(image);
  return repoDigests.find((digest) => repositoryOf(digest) === repository) ?? repoDigests[0] ?? null;
}

/** Without tag, digest and what Docker Hub's names may leave out. */
const repositoryOf = (reference: string): string =>
  reference
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .replace(/^(index\.)?docker\.io\//, '')
    .replace(/^library\//, '');
