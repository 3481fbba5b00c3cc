import { imageDigest } from './image-digest.js';

const SHA = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('imageDigest', () => {
  it.each([
    ['nginx', 'nginx'],
    ['nginx:1.27', 'nginx'],
    ['docker.io/library/nginx:1.27', 'nginx'],
    ['index.docker.io/library/nginx', 'nginx'],
    ['library/nginx', 'nginx'],
    ['nginx', 'docker.io/library/nginx'],
    ['immich/server:v1', 'immich/server'],
    ['docker.io/immich/server', 'immich/server'],
    ['ghcr.io/immich-app/server:release', 'ghcr.io/immich-app/server'],
    ['localhost:5000/shop:2', 'localhost:5000/shop'],
    ['localhost:5000/shop', 'localhost:5000/shop'],
    [`nginx:1.27@${SHA}`, 'nginx'],
  ])('of %s is the one of %s', (image, repository) => {
    const others = [`mirror.example/nginx@${SHA}`, `localhost:5000/other@${SHA}`];
    expect(imageDigest(image, [...others, `${repository}@${SHA}`])).toBe(`${repository}@${SHA}`);
  });

  it('is another name of the same image, where the engine knows no better', () => {
    expect(imageDigest('shop:local', [`ghcr.io/me/shop@${SHA}`])).toBe(`ghcr.io/me/shop@${SHA}`);
  });

  it('is null for an image that was never in a registry', () => {
    expect(imageDigest('shop:local', [])).toBeNull();
  });
});
