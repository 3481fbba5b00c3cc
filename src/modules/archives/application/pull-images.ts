import { Injectable } from '@nestjs/common';
import { messageOf } from '../../../kernel/errors.js';
import { SettingsSource } from '../../settings/index.js';
import { type ComposeContainer, ComposeProject } from '../../stacks/index.js';
import type { BackUpStackRequest } from './back-up-stack.request.js';

/** Replaces the containers of these services by ones of the images at hand; starts nothing. */
export type Recreate = (services: readonly string[]) => Promise<void>;

export interface PulledImages {
  /** Null: the containers are started as they are. */
  readonly recreate: Recreate | null;
  readonly warnings: readonly string[];
}

const AS_THEY_ARE: PulledImages = { recreate: null, warnings: [] };

/** Carries out the image pull policy, while the stack still runs: a slow registry costs no downtime. */
@Injectable()
export class PullImages {
  constructor(
    private readonly compose: ComposeProject,
    private readonly settings: SettingsSource,
  ) {}

  /** A failed pull is a warning: whatever it does, the stack comes back. Rejects only with the signal's reason. */
  async execute(
    { stack, log, signal }: BackUpStackRequest,
    toStop: readonly ComposeContainer[],
  ): Promise<PulledImages> {
    const { imagePullPolicy, imagePullInactivityTimeout } = await this.settings.current();
    if (imagePullPolicy === 'never' || toStop.length === 0) return AS_THEY_ARE;
    const services = [...new Set(toStop.map(({ service }) => service))];
    log.write('INFO', `Pulling the images of ${services.join(', ')}`);
    try {
      await this.compose.pull(stack, services, {
        inactivityTimeout: imagePullInactivityTimeout,
        log,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      log.write('WARNING', messageOf(error));
      return { ...AS_THEY_ARE, warnings: [messageOf(error)] };
    }
    return { recreate: (wanted) => this.compose.recreate(stack, wanted, log), warnings: [] };
  }
}
