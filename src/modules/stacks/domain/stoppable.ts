import { type ComposeContainer, isActive } from './container.js';
import type { Stack } from './stack.js';
import { belongsTo } from './stack-membership.js';

/** Runs as part of the stack, so a backup that stops the stack stops it. One-off containers are somebody's own. */
export const isStoppable = (container: ComposeContainer, stack: Stack): boolean =>
  isActive(container) && !container.oneOff && belongsTo(container, stack);
