import { inspect } from 'node:util';
import type { AppLogLevel } from '../../../config/app-config.js';
import { DomainError } from '../../../kernel/domain-error.js';

export interface LogEntry {
  readonly at: Date;
  readonly level: AppLogLevel;
  readonly context: string | undefined;
  readonly parts: readonly unknown[];
}

/** An entry is one line whatever its text says: who can name a stack must not be able to forge an entry. */
export function formatEntry({ at, level, context, parts }: LogEntry): string {
  const origin = context === undefined ? '' : `[${context}] `;
  const text = parts.map(textOf).filter((part) => part !== '');
  return `${at.toISOString()} ${level.padEnd(7)} ${onOneLine(origin + text.join('\n'))}\n`;
}

function textOf(part: unknown): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return part;
  if (part instanceof Error) return errorText(part);
  return inspect(part, { breakLength: Infinity, compact: true });
}

// `inspect` would also print whatever a library hung on its error: queries, parameters, connection settings.
function errorText(error: Error): string {
  if (error instanceof DomainError) return error.message; // foreseen: the words say it all
  const others = error instanceof AggregateError ? error.errors : [];
  const causes = [error.cause, ...(others as readonly unknown[])].filter((cause) => cause !== undefined);
  return [
    error.stack ?? `${error.name}: ${error.message}`,
    ...causes.map((cause) => `because ${textOf(cause)}`),
  ].join('\n');
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Control, invisible and bidirectional characters are spelt out. */
const onOneLine = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
