import type { DatabaseConfig } from './app-config.js';

export type ExternalDatabase = Extract<DatabaseConfig, { kind: 'external' }>;

export const DATABASE_DEFAULTS = { port: 5432, user: 'stowage', name: 'stowage' } as const;

// `allow` and `prefer` are missing on purpose: they fall back to plain text without a word.
const TLS_BY_SSL_MODE: Readonly<Record<string, boolean | undefined>> = {
  disable: false,
  require: true,
  'verify-full': true,
};

/** Undefined when `text` is not a PostgreSQL address that we can use. */
export function parseDatabaseUrl(text: string): ExternalDatabase | undefined {
  if (!isReadable(text)) return undefined;
  const url = new URL(text);
  const tls = readTls(url.searchParams);
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
  if (tls === undefined || host === '' || url.hash !== '') return undefined;
  return {
    kind: 'external',
    host,
    port: Number(url.port) || DATABASE_DEFAULTS.port,
    user: decodeURIComponent(url.username) || DATABASE_DEFAULTS.user,
    password: decodeURIComponent(url.password),
    name: decodeURIComponent(url.pathname.slice(1)) || DATABASE_DEFAULTS.name,
    tls,
  };
}

function isReadable(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function readTls(parameters: URLSearchParams): boolean | undefined {
  const modes = parameters.getAll('sslmode');
  if (parameters.size !== modes.length || modes.length > 1) return undefined;
  const [mode = 'disable'] = modes;
  return Object.hasOwn(TLS_BY_SSL_MODE, mode) ? TLS_BY_SSL_MODE[mode] : undefined;
}
