import { type DeclaredService, interpolateOrKeep } from '../../../../modules/stacks/index.js';
import type { ComposeSource } from './compose-reader.js';
import { mappingAt, textAt } from './yaml-values.js';

/** The services of all files together; the last file that names an image decides. */
export function declaredServices(sources: readonly ComposeSource[]): readonly DeclaredService[] {
  const images = new Map<string, string | null>();
  for (const { documents, variables } of sources) {
    for (const [name, service] of documents.flatMap((document) =>
      Object.entries(mappingAt(document, 'services')),
    )) {
      const image = textAt(service, 'image');
      images.set(name, image === null ? (images.get(name) ?? null) : interpolateOrKeep(image, variables));
    }
  }
  return [...images].map(([name, image]) => ({ name, image }));
}
