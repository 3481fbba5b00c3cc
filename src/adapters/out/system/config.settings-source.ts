import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.js';
import { type Settings, SettingsSource } from '../../../modules/settings/index.js';

/** Settings as the environment gives them. */
@Injectable()
export class ConfigSettingsSource implements SettingsSource {
  constructor(private readonly config: AppConfig) {}

  current(): Promise<Settings> {
    return Promise.resolve(this.config.settings);
  }
}
