import {
  ContainerNotFound,
  EngineRefused,
  EngineTimeout,
  EngineUnreachable,
} from '../../../modules/stacks/index.js';
import { OutOfTime } from './within-time.js';

/** The engine is there, but we do not understand each other over its API. The `docker` program may. */
export class EngineApiUnusable extends EngineUnreachable {}

/** What was asked of the engine. */
export interface EngineRequest {
  /** For people, e.g. `stop container 3f5fe4a8526e`. */
  readonly action: string;
  /** Null: the request is about no container in particular. */
  readonly containerId: string | null;
}

/** A failure as dockerode and Node tell it. */
interface ClientError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  readonly json?: { readonly message?: string } | null;
}

const WRONG_API_VERSION = /client version \S+ is too (old|new)/i;

/** What a failed request means to the domain; what nobody foresaw stays as it is. */
export function engineError(error: unknown, request: EngineRequest): unknown {
  if (error instanceof OutOfTime) return new EngineTimeout(request.action, error.ms / 1000);
  const failure = error as ClientError;
  if (failure.statusCode !== undefined) return refusal(failure, request);
  if (failure.code?.startsWith('HPE_'))
    return new EngineApiUnusable(`its answer is not HTTP: ${failure.message}`);
  if (failure.code !== undefined && /^E[A-Z]+$/.test(failure.code))
    return new EngineUnreachable(failure.message);
  return error;
}

/** As `engineError`, for requests that only ask: whatever the engine says instead of an answer, it is not reachable. */
export function engineSilence(error: unknown, action: string): unknown {
  if (error instanceof OutOfTime) return new EngineUnreachable(`"${action}": ${error.message}`);
  const meaning = engineError(error, { action, containerId: null });
  return meaning instanceof EngineRefused ? new EngineApiUnusable(meaning.message) : meaning;
}

function refusal(error: ClientError, { action, containerId }: EngineRequest): Error {
  const words = error.json?.message ?? error.message;
  if (WRONG_API_VERSION.test(words)) return new EngineApiUnusable(words);
  if (error.statusCode === 404 && containerId !== null) return new ContainerNotFound(containerId);
  return new EngineRefused(action, words);
}
