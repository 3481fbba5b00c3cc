import { startSharedEngine } from './docker/shared-engine.js';

export default startSharedEngine;
