import { createGzip } from 'node:zlib';
import { Compressors, type ZstdOfNode } from './compressors.js';
import { SystemTools } from './system-tools.js';

describe('Compressors', () => {
  it('asks Node for what the program would do: the level, and a checksum of the content', async () => {
    const asked: unknown[] = [];
    const ofNode: ZstdOfNode = {
      createZstdCompress: ({ params }) => {
        asked.push(params);
        return createGzip();
      },
    };
    const packing = await new Compressors(new SystemTools([]), ofNode).packingFor('tar.zst', 7);
    if (packing.by === 'node') packing.create();
    expect(asked).toEqual([{ 100: 7, 201: 1 }]);
  });
});
