import type { DiscoveredStacks, StackOverview } from '../../../modules/stacks/index.js';
import { printable } from './printable.js';
import { table } from './table.js';

/** Every stack, one a line. */
export const stacksTable = ({ stacks }: DiscoveredStacks): string =>
  table(['NAME', 'STATE', 'SERVICES', 'PATH'], stacks.map(rowOf));

function rowOf(overview: StackOverview): readonly string[] {
  const { stack, state, isSelf, skipStop, services } = overview;
  const marks = [isSelf ? 'this is Stowage' : null, skipStop ? 'never stopped' : null].filter(Boolean);
  const running = services.filter((service) => service.state === 'running').length;
  const note = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  return [stack.name, `${state}${note}`, `${running}/${services.length}`, stack.path];
}

export const warningLines = ({ warnings }: DiscoveredStacks): string =>
  warnings.map(({ message }) => `! ${printable(message)}\n`).join('');
