import type { NestExpressApplication } from '@nestjs/platform-express';
import { DomainError } from './kernel/domain-error.js';
import { messageOf } from './kernel/errors.js';

export class AddressUnusable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'ADDRESS_UNUSABLE';
  constructor(host: string, port: number, reason: string) {
    super(`Stowage cannot listen on ${host}, port ${port}: ${reason}. Set PORT to a free one (0 takes any).`);
  }
}

/** Returns the address. @throws AddressUnusable, with the application closed in order */
export async function listen(app: NestExpressApplication, host: string, port: number): Promise<string> {
  try {
    await app.listen(port, host);
    return await app.getUrl();
  } catch (error) {
    await app.close();
    throw new AddressUnusable(host, port, messageOf(error));
  }
}
