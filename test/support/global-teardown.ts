import { stopSharedEngine } from './docker/shared-engine.js';

export default stopSharedEngine;
