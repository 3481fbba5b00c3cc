/** One measured figure, ready to be read. */
export interface Figure {
  readonly what: string;
  readonly ours: string;
  /** What it is compared with. */
  readonly plain: string;
  readonly ratio: string;
  /** Empty: for information only. */
  readonly target: string;
  /** Null: for information only. */
  readonly met: boolean | null;
}

/** A subject with its figures. */
export interface Findings {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly how: string;
  readonly figures: readonly Figure[];
}

export type Format = (value: number) => string;

export const seconds: Format = (value) => `${value.toFixed(2)} s`;
export const milliseconds: Format = (value) => `${value.toFixed(1)} ms`;
export const megabytes: Format = (value) => `${value.toFixed(1)} MB`;

interface Comparison {
  readonly what: string;
  readonly ours: number;
  readonly plain: number;
  readonly format: Format;
  /** Largest ratio that is good enough; null: for information only. */
  readonly atMost: number | null;
}

export function compared({ what, ours, plain, format, atMost }: Comparison): Figure {
  const ratio = ours / plain;
  return {
    what,
    ours: format(ours),
    plain: format(plain),
    ratio: ratio.toFixed(2),
    target: atMost === null ? '' : `≤ ${atMost.toFixed(2)}`,
    met: atMost === null ? null : ratio <= atMost,
  };
}

interface Limited {
  readonly what: string;
  readonly ours: number;
  readonly format: Format;
  readonly below: number;
}

export const limited = ({ what, ours, format, below }: Limited): Figure => ({
  what,
  ours: format(ours),
  plain: '',
  ratio: '',
  target: `< ${format(below)}`,
  met: ours < below,
});
