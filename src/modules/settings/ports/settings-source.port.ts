import type { Settings } from '../domain/settings.js';

export abstract class SettingsSource {
  /** The settings in force now; read again for each piece of work. */
  abstract current(): Promise<Settings>;
}
