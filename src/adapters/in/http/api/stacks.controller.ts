import { Controller, Get } from '@nestjs/common';
import { DiscoverStacks } from '../../../../modules/stacks/index.js';
import { type StacksWire, stacksWire } from './wire/stack.wire.js';

@Controller('api/stacks')
export class StacksController {
  constructor(private readonly discoverStacks: DiscoverStacks) {}

  @Get()
  async list(): Promise<StacksWire> {
    return stacksWire(await this.discoverStacks.execute());
  }
}
