import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Response } from 'express';

/** Answers that may take as long as their readers like; a stopping service must not wait for them. */
@Injectable()
export class OpenResponses implements BeforeApplicationShutdown {
  readonly #open = new Map<Response, AbortController>();
  #stopping = false;

  /** Returns a signal that aborts when the client leaves or the service stops. */
  add(response: Response): AbortSignal {
    const { socket } = response;
    const controller = new AbortController();
    const leave = (): void => {
      this.#open.delete(response);
      socket?.off('close', leave);
      controller.abort();
    };
    this.#open.set(response, controller);
    response.once('close', leave);
    socket?.once('close', leave);
    if (this.#stopping || response.destroyed || socket?.destroyed === true) leave();
    return controller.signal;
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
    for (const controller of this.#open.values()) controller.abort();
  }
}
