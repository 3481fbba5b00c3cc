import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one private engine keeps everything. The paths are short: a socket's may have 107 bytes at most. */
export class EngineFiles {
  readonly socket: string;
  readonly dockerdConfig: string;
  readonly containerdConfig: string;

  constructor(readonly directory: string) {
    this.socket = join(directory, 'd.sock');
    this.dockerdConfig = join(directory, 'dockerd.json');
    this.containerdConfig = join(directory, 'containerd.toml');
  }

  log(program: string): string {
    return join(this.directory, `${program}.log`);
  }

  pidFile(program: string): string {
    return join(this.directory, `${program}.pid`);
  }

  /**
   * An engine beside any other: no bridge of its own, no firewall rules, its own containerd, and addresses that depend
   * on the process, because two engines cannot see each other's networks.
   */
  write(): void {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    writeFileSync(this.dockerdConfig, JSON.stringify(this.dockerdSettings()));
    writeFileSync(this.containerdConfig, this.containerdSettings());
  }

  private dockerdSettings(): object {
    return {
      'data-root': join(this.directory, 'data'),
      'exec-root': join(this.directory, 'run'),
      pidfile: join(this.directory, 'engine.pid'),
      hosts: [`unix://${this.socket}`],
      containerd: this.containerdSocket(),
      bridge: 'none',
      iptables: false,
      'ip-forward': false,
      'ip-masq': false,
      'default-address-pools': [{ base: `10.${100 + (process.pid % 150)}.0.0/16`, size: 24 }],
      'log-level': 'warn',
      'shutdown-timeout': 5,
    };
  }

  private containerdSettings(): string {
    return [
      'version = 2',
      `root = "${join(this.directory, 'containerd')}"`,
      `state = "${join(this.directory, 'containerd-run')}"`,
      'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
      '[grpc]',
      `address = "${this.containerdSocket()}"`,
      '[debug]',
      'level = "warn"',
    ].join('\n');
  }

  private containerdSocket(): string {
    return join(this.directory, 'c.sock');
  }
}
