import type { Request } from 'express';

/** The part of Express' router that its types leave out. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods that this path knows, upper case; none: there is no such path. */
export function allowedMethods(request: Request): readonly string[] {
  const layers = request.app.router.stack as unknown as readonly Layer[];
  const methods = layers
    .filter((layer) => layer.route !== undefined && layer.match(request.path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}))
    .map((method) => method.toUpperCase());
  const known = new Set(methods);
  if (known.has('GET')) known.add('HEAD');
  if (known.size > 0) known.add('OPTIONS');
  return [...known].sort();
}
