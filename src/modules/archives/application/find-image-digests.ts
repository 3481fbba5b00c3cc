import { Injectable } from '@nestjs/common';
import { type ComposeContainer, StackRuntime } from '../../stacks/index.js';
import { imageDigest } from '../domain/image-digest.js';

/** Where the images of containers can be had again. */
@Injectable()
export class FindImageDigests {
  constructor(private readonly runtime: StackRuntime) {}

  /** By container id; null where there is none, or where the engine does not tell. Never rejects. */
  async execute(containers: readonly ComposeContainer[]): Promise<ReadonlyMap<string, string | null>> {
    const imageIds = [...new Set(containers.map(({ imageId }) => imageId))];
    const known = new Map(await Promise.all(imageIds.map(async (id) => [id, await this.ask(id)] as const)));
    return new Map(
      containers.map(({ id, image, imageId }) => [id, imageDigest(image, known.get(imageId) ?? [])]),
    );
  }

  private ask(imageId: string): Promise<readonly string[]> {
    return this.runtime.repoDigests(imageId).catch(() => []);
  }
}
