import { InMemoryBackupStore } from '../support/in-memory/in-memory.backup-store.js';
import { backupStoreContract } from './backup-store.contract.js';

describe('InMemoryBackupStore', () => {
  backupStoreContract(() =>
    Promise.resolve({
      store: new InMemoryBackupStore(),
      stackPath: '/opt/stacks/web',
      close: () => Promise.resolve(),
    }),
  );
});
