/** What one line of `tar --create -vv` or of its compressor says. Names are raw bytes, one character each. */
export type TarLine =
  | { readonly kind: 'entry'; readonly type: string; readonly name: string; readonly size: number }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'total'; readonly bytes: number }
  | { readonly kind: 'words'; readonly text: string };

const ENTRY = /^([-dlhcbpsCDNMVSx])[-rwxsStT]{9}[.+*]? +\d+\/\d+ +(\d+(?:,\d+)?) +\S+(?: \d\d:\d\d)? (.*)$/s;
const MESSAGE = /^(?:\S*\/)?tar(?: \(child\))?: (.*)$/s;
const TOTAL = /^Total bytes written: (\d+)/;

export function parseTarLine(line: string): TarLine {
  const entry = ENTRY.exec(line);
  if (entry !== null) return entryOf(entry);
  const message = MESSAGE.exec(line);
  if (message !== null) return { kind: 'message', text: message[1] ?? '' };
  const total = TOTAL.exec(line);
  if (total !== null) return { kind: 'total', bytes: Number(total[1]) };
  return { kind: 'words', text: line };
}

function entryOf([, type = '', size = '', name = '']: readonly string[]): TarLine {
  return { kind: 'entry', type, size: size.includes(',') ? 0 : Number(size), name: unescapeName(name) };
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Undoes tar's quoting style "escape": `\n`, `\\`, `\:`, `\303`. */
export function unescapeName(text: string): string {
  return text.replace(/\\([0-7]{3}|[^])/g, (_, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(parseInt(escaped, 8)) : (SIMPLE[escaped] ?? escaped),
  );
}
