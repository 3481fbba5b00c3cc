import { Module } from '@nestjs/common';
import { DiscoverStacks } from './application/discover-stacks.use-case.js';
import { FindStacks } from './application/find-stacks.js';
import { ResolveStacks } from './application/resolve-stacks.use-case.js';
import { ResumeStack } from './application/resume-stack.js';
import { StartOwedContainers } from './application/start-owed-containers.js';
import { SuspendStack } from './application/suspend-stack.js';
import { WatchResumedStack } from './application/watch-resumed-stack.js';

const useCases = [DiscoverStacks, FindStacks, ResolveStacks, ResumeStack, SuspendStack, WatchResumedStack];

@Module({
  providers: [...useCases, StartOwedContainers],
  exports: useCases,
})
export class StacksModule {}
