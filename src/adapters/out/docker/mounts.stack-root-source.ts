import { stat } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.js';
import { type StackRoots, StackRootSource } from '../../../modules/stacks/index.js';
import { type BindMount, bindMountsIn, bindMountsOf } from './bind-mount.js';
import { configuredRoot } from './configured-root.js';
import { rootsAmong } from './mount-rules.js';
import { SelfInspection } from './self-inspection.js';

type OwnPaths = 'archivesDir' | 'logDir' | 'downloadsDir' | 'dataDir' | 'dockerSocket';

/** In a container the roots are its bind mounts, elsewhere the configured directories. */
@Injectable()
export class MountsStackRootSource extends StackRootSource {
  constructor(
    private readonly self: SelfInspection,
    @Inject(AppConfig) private readonly config: Pick<AppConfig, OwnPaths | 'stacksDirs'>,
  ) {
    super();
  }

  async find(): Promise<StackRoots> {
    const self = await this.self.inspect();
    switch (self.kind) {
      case 'outside':
        return this.configured();
      case 'inspected':
        return this.mounted(bindMountsOf(self.container));
      case 'unconfirmed':
        return this.mounted(bindMountsIn(self.mounts));
    }
  }

  private async configured(): Promise<StackRoots> {
    const roots = await Promise.all(this.config.stacksDirs.map(configuredRoot));
    return {
      roots: roots.flatMap(({ root }) => root ?? []),
      warnings: roots.flatMap(({ warning }) => warning ?? []),
    };
  }

  private async mounted(mounts: readonly BindMount[]): Promise<StackRoots> {
    const { archivesDir, logDir, downloadsDir, dataDir, dockerSocket } = this.config;
    const directories = await Promise.all(
      mounts.map(async (mount) => ((await isDirectory(mount.destination)) ? [mount] : [])),
    );
    return rootsAmong(directories.flat(), [archivesDir, logDir, downloadsDir, dataDir, dockerSocket]);
  }
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
