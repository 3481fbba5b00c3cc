import type { ContainerInfo } from 'dockerode';
import { fromListed } from './listed-container.js';

const listed = (State: string, Status: string, Names = ['/shop-web-1']): ContainerInfo => ({
  Id: 'a'.repeat(64),
  Names,
  Image: 'web:1',
  ImageID: `sha256:${'b'.repeat(64)}`,
  Command: 'sh',
  Created: 0,
  Ports: [],
  Labels: {},
  State,
  Status,
  HostConfig: { NetworkMode: 'none' },
  NetworkSettings: { Networks: {} },
  Mounts: [],
});

describe('fromListed', () => {
  it.each([
    ['running', 'Up 2 hours', 'none', null],
    ['running', 'Up 2 hours (healthy)', 'healthy', null],
    ['running', 'Up About a minute (unhealthy)', 'unhealthy', null],
    ['running', 'Up 1 second (health: starting)', 'starting', null],
    ['paused', 'Up 3 minutes (Paused)', 'none', null],
    ['exited', 'Exited (137) 3 seconds ago', 'none', 137],
    ['exited', 'Exited (0) 5 weeks ago', 'none', 0],
    ['restarting', 'Restarting (1) 2 seconds ago', 'none', 1],
    ['created', 'Created', 'none', null],
    ['dead', 'Dead', 'none', null],
  ])('reads %s "%s"', (state, status, health, exitCode) => {
    expect(fromListed(listed(state, status))).toMatchObject({ state, health, exitCode });
  });

  it("takes the container's own name, not those that links gave it", () => {
    const names = ['/other-app-1/web', '/shop-web-1'];
    expect(fromListed(listed('running', 'Up 2 hours', names)).name).toBe('shop-web-1');
  });
});
