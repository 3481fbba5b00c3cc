import { Test } from '@nestjs/testing';
import { ConfigModule } from '../../../config/config.module.js';
import { loadConfig } from '../../../config/load-config.js';
import { Clock } from '../../../kernel/clock.port.js';
import { WorkerOptions } from '../../../modules/jobs/index.js';
import { SettingsSource } from '../../../modules/settings/index.js';
import { SystemModule } from './system.module.js';

it('SystemModule passes on what the environment decides', async () => {
  const config = loadConfig({ SKIP_STOP: 'dns', JOB_CONCURRENCY: '3' });
  const app = await Test.createTestingModule({
    imports: [ConfigModule.with(config), SystemModule],
  }).compile();
  expect(await app.get(SettingsSource).current()).toMatchObject({ skipStop: ['dns'] });
  expect(app.get(WorkerOptions)).toMatchObject({ concurrency: 3, healthTimeout: 120 });
  expect(app.get(Clock).now()).toBeInstanceOf(Date);
});
