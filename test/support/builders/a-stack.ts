import type { Stack } from '../../../src/modules/stacks/index.js';

/** `/opt/stacks/shop`, whose containers `aContainer` makes. */
export const aStack = (more: Partial<Stack> = {}): Stack => ({
  name: 'shop',
  path: '/opt/stacks/shop',
  root: '/opt/stacks',
  kind: 'nested',
  project: 'shop',
  composeFile: '/opt/stacks/shop/compose.yaml',
  services: [],
  ...more,
});
