import { Module } from '@nestjs/common';
import { DiscoverStacks } from './application/discover-stacks.use-case.js';
import { FindStacks } from './application/find-stacks.js';
import { ResolveStacks } from './application/resolve-stacks.use-case.js';
import { ResumeStack } from './application/resume-stack.js';
import { StartOwedContainers } from './application/start-owed-containers.js';
import { SuspendStack } from './application/suspend-stack.js';

@Module({
  providers: [DiscoverStacks, FindStacks, ResolveStacks, ResumeStack, StartOwedContainers, SuspendStack],
  exports: [DiscoverStacks, FindStacks, ResolveStacks, ResumeStack, SuspendStack],
})
export class StacksModule {}
