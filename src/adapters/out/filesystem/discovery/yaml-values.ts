/** A compose file is whatever somebody wrote; these read values out of it without trusting its shape. */
export type YamlMapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is YamlMapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const mappingAt = (value: unknown, key: string): YamlMapping => {
  const inner = isMapping(value) ? value[key] : undefined;
  return isMapping(inner) ? inner : {};
};

export const textAt = (value: unknown, key: string): string | null => {
  const inner = isMapping(value) ? value[key] : undefined;
  return typeof inner === 'string' ? inner : null;
};

/** One value or a list of values: Compose accepts either in many places. */
export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const inner = isMapping(value) ? value[key] : undefined;
  if (inner === undefined || inner === null) return [];
  return Array.isArray(inner) ? (inner as readonly unknown[]) : [inner];
};

export const isText = (value: unknown): value is string => typeof value === 'string';
