import { InitialSchema1795305600000 } from './1795305600000-initial-schema.js';

/** In the order in which they were written. Immutable once landed. */
export const MIGRATIONS = [InitialSchema1795305600000];
