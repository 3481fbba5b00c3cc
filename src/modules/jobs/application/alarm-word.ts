import { StackNotHealthy } from '../../stacks/index.js';

/** What people look for in a log when a stack is not as it was. */
export const alarmWord = (problem: unknown): string =>
  problem instanceof StackNotHealthy ? 'NOT HEALTHY' : 'LEFT DOWN';
