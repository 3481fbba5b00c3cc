export const OUTPUT_FORMATS = ['tar', 'tar.gz', 'tar.zst', 'folder'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** What a backup's file name ends with; a folder has no extension. */
export const EXTENSIONS: Readonly<Record<OutputFormat, string>> = {
  tar: '.tar',
  'tar.gz': '.tar.gz',
  'tar.zst': '.tar.zst',
  folder: '',
};

interface CompressionRange {
  readonly min: number;
  readonly max: number;
  readonly preset: number;
}

/** Levels a person may choose; null: the format does not compress. */
export const COMPRESSION: Readonly<Record<OutputFormat, CompressionRange | null>> = {
  tar: null,
  'tar.gz': { min: 1, max: 9, preset: 6 },
  'tar.zst': { min: 1, max: 19, preset: 3 },
  folder: null,
};
