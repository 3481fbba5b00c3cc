import { InitialSchema1795305600000 } from './1795305600000-initial-schema.js';
import { WatchedSuspensions1796083200000 } from './1796083200000-watched-suspensions.js';

/** In the order in which they were written. Immutable once landed. */
export const MIGRATIONS = [InitialSchema1795305600000, WatchedSuspensions1796083200000];
