import { DomainError } from '../kernel/domain-error.js';

export interface WrongVariable {
  readonly variable: string;
  /** As it was given; undefined when it is missing. */
  readonly value: string | undefined;
  /** What was expected, with an example. */
  readonly complaints: readonly string[];
}

/** The environment does not describe a service that could run. Names every wrong variable at once, and no secret. */
export class InvalidConfiguration extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'INVALID_CONFIGURATION';

  constructor(wrong: readonly WrongVariable[]) {
    super(['The configuration is wrong, so nothing was started:', ...wrong.flatMap(describe)].join('\n'));
  }
}

const SECRET = /PASSWORD|SECRET|^DATABASE_URL$/;
const LONGEST_VALUE = 100;

const describe = ({ variable, value, complaints }: WrongVariable): string[] =>
  complaints.map((complaint) => `  ${variable} ${shown(variable, value)}: ${complaint}`);

function shown(variable: string, value: string | undefined): string {
  if (value === undefined) return 'is missing';
  if (SECRET.test(variable)) return 'is wrong (its value is not shown)';
  const text = value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
  return `is ${JSON.stringify(text)}`;
}
