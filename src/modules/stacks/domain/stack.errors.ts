import { DomainError } from '../../../kernel/domain-error.js';

export class EngineUnreachable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ENGINE_UNREACHABLE';
  constructor(readonly reason: string) {
    super(
      `The Docker engine does not answer (${reason}). Check that it runs and that Stowage may use its socket.`,
    );
  }
}

export class EngineTimeout extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ENGINE_TIMEOUT';
  constructor(action: string, seconds: number) {
    super(`The Docker engine did not finish "${action}" within ${seconds} s.`);
  }
}

export class EngineRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ENGINE_REFUSED';
  constructor(action: string, reason: string) {
    super(`The Docker engine refused "${action}": ${reason}`);
  }
}

export class ContainerNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'CONTAINER_NOT_FOUND';
  constructor(readonly containerId: string) {
    super(
      `There is no container ${containerId.slice(0, 12)} any more: it was removed. "docker compose up -d" makes a new one.`,
    );
  }
}

export class ImagePullFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'IMAGE_PULL_FAILED';
  constructor(stackName: string, reason: string) {
    super(`Pulling the images of "${stackName}" failed: ${reason}. The images at hand are used.`);
  }
}

export class ComposeFailed extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'COMPOSE_FAILED';
  constructor(stackName: string, command: string, reason: string) {
    super(`"docker compose ${command}" failed for "${stackName}": ${reason}`);
  }
}

export class SuspensionAlreadyOpen extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SUSPENSION_ALREADY_OPEN';
  constructor(stackPath: string) {
    super(`The stack in ${stackPath} is already stopped by a job and waits for its restart.`);
  }
}

/** A name or path in somebody's input that fits no stack. */
export class StackNotFound extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'STACK_NOT_FOUND';
  constructor(readonly reference: string) {
    super(`There is no stack "${reference}". See the list of those that were found.`);
  }
}

export class AmbiguousStackName extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'AMBIGUOUS_STACK_NAME';
  override readonly details: { readonly paths: readonly string[] };
  constructor(name: string, paths: readonly string[]) {
    super(
      `"${name}" is the name of ${paths.length} stacks: ${paths.join(', ')}. Use the path of the one you mean.`,
    );
    this.details = { paths };
  }
}

/** The alarm of this product: a stack that ran before is not running as it was. */
export class StackLeftDown extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'STACK_LEFT_DOWN';
  constructor(
    stackName: string,
    readonly problems: readonly string[],
  ) {
    super(
      `"${stackName}" is not running as before: ${problems.join('; ')}. ` +
        'Stowage keeps trying; see "docker compose ps" and "docker compose logs" there.',
    );
  }
}

/** Everything that ran before runs again, but not as well. */
export class StackNotHealthy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'STACK_NOT_HEALTHY';
  constructor(stackName: string, problems: readonly string[]) {
    super(
      `"${stackName}" runs again, but not as before: ${problems.join('; ')}. ` +
        'Stowage watches it and starts nothing again; see "docker compose ps" and "docker compose logs" there.',
    );
  }
}

export class StackChangedWhileStopped extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'STACK_STARTED_DURING_BACKUP';
  constructor(stackName: string, containers: readonly string[]) {
    super(
      `${containers.join(', ')} of "${stackName}" ran again while its files were being read, so what was read ` +
        'may be torn and was thrown away. See who starts it (restart policy after an engine restart, a person, ' +
        'another tool) and back it up again.',
    );
  }
}
