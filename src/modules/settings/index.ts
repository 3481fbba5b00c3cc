export type { ImagePullPolicy, Settings } from './domain/settings.js';
export { SettingsSource } from './ports/settings-source.port.js';
