import { jest } from '@jest/globals';

// jest reads `testTimeout` from the root configuration only, never from a project's.
jest.setTimeout(180_000);
