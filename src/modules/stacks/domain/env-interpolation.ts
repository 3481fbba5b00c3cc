import { DomainError } from '../../../kernel/domain-error.js';

export type Variables = ReadonlyMap<string, string>;

export class InterpolationFailed extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'INTERPOLATION_FAILED';
}

const DOLLAR = /\$(?:(?<escaped>\$)|(?<name>[A-Za-z_]\w*)|(?<brace>\{))?/g;
const EXPRESSION = /^([A-Za-z_]\w*)(?:(:?)([-+?])([\s\S]*))?$/;

/**
 * Replaces `$VAR`, `${VAR}`, `${VAR:-default}`, `${VAR-default}`, `${VAR:+other}`, `${VAR+other}`, `${VAR:?error}` and
 * `${VAR?error}` as the Compose specification has it; `$$` is a dollar sign, an unset variable is empty.
 * @throws InterpolationFailed
 */
export function interpolate(template: string, variables: Variables): string {
  let result = '';
  let position = 0;
  for (const match of template.matchAll(DOLLAR)) {
    if (match.index < position) continue;
    result += template.slice(position, match.index);
    position = match.index + match[0].length;
    const { escaped, name, brace } = match.groups ?? {};
    if (brace !== undefined) {
      const end = closingBrace(template, position);
      result += evaluate(template.slice(position, end), variables);
      position = end + 1;
    } else if (name !== undefined) {
      result += variables.get(name) ?? '';
    } else if (escaped !== undefined) {
      result += '$';
    } else {
      throw new InterpolationFailed(`"${template}" has a lone $; write $$ for a dollar sign`);
    }
  }
  return result + template.slice(position);
}

/** The template itself where it cannot be interpolated: for what is only shown to people. */
export function interpolateOrKeep(template: string, variables: Variables): string {
  try {
    return interpolate(template, variables);
  } catch (error) {
    if (error instanceof InterpolationFailed) return template;
    throw error;
  }
}

function closingBrace(template: string, from: number): number {
  let open = 1;
  for (let at = from; at < template.length; at++) {
    if (template.startsWith('${', at)) open++;
    else if (template[at] === '}' && --open === 0) return at;
  }
  throw new InterpolationFailed(`"${template}" has a \${ without its }`);
}

type Operator = '' | '-' | '+' | '?';

interface Expression {
  readonly name: string;
  readonly operator: Operator;
  /** With a colon before the operator an empty variable counts as unset. */
  readonly emptyIsUnset: boolean;
  readonly operand: string;
}

const RESULTS: Readonly<
  Record<Operator, (value: string | null, operand: () => string, name: string) => string>
> = {
  '': (value) => value ?? '',
  '-': (value, operand) => value ?? operand(),
  '+': (value, operand) => (value === null ? '' : operand()),
  '?': (value, operand, name) => value ?? missing(name, operand()),
};

function evaluate(source: string, variables: Variables): string {
  const { name, operator, emptyIsUnset, operand } = parse(source);
  const value = variables.get(name) ?? null;
  return RESULTS[operator](
    emptyIsUnset && value === '' ? null : value,
    () => interpolate(operand, variables),
    name,
  );
}

function parse(source: string): Expression {
  const [, name, colon, operator, operand = ''] = EXPRESSION.exec(source) ?? [];
  if (name === undefined) throw new InterpolationFailed(`"\${${source}}" is no valid variable`);
  return { name, operator: (operator ?? '') as Operator, emptyIsUnset: colon === ':', operand };
}

function missing(name: string, reason: string): never {
  throw new InterpolationFailed(`the required variable ${name} has no value: ${reason}`);
}
