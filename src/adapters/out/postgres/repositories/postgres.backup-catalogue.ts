import { Injectable } from '@nestjs/common';
import { DataSource, type Repository } from 'typeorm';
import { BackupCatalogue, type Backup, type Manifest } from '../../../../modules/archives/index.js';
import { fromManifest, toBackup } from '../mappers/backup.mapper.js';
import { BackupRow } from '../rows/backup.row.js';
import { isDangling } from '../violations.js';

const FRESH = { pinned: false, state: 'good', lastVerifiedAt: null } as const;

@Injectable()
export class PostgresBackupCatalogue extends BackupCatalogue {
  readonly #rows: Repository<BackupRow>;

  constructor(dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(BackupRow);
  }

  async add(path: string, manifest: Manifest): Promise<Backup> {
    await this.#insertUnlessKnown(path, manifest);
    const backup = await this.findByPath(path);
    return backup ?? this.add(path, manifest);
  }

  async findNewest(
    stackPath: string,
    format: Manifest['format'],
    includeData: boolean,
  ): Promise<Backup | null> {
    const row = await this.#rows.findOne({
      where: { stackPath, format, includeData, state: 'good' },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
    return row && toBackup(row);
  }

  async findByPath(path: string): Promise<Backup | null> {
    const row = await this.#rows.findOneBy({ path });
    return row && toBackup(row);
  }

  /** The archive may have been deleted since the job was started; its backups count all the same. */
  async #insertUnlessKnown(path: string, manifest: Manifest): Promise<void> {
    const insert = this.#rows.createQueryBuilder().insert().updateEntity(false);
    const archiveId = (): string => '(SELECT "id" FROM "archives" WHERE "id" = :archiveId)';
    try {
      await insert
        .values({ ...FRESH, ...fromManifest(manifest), path, archiveId })
        .setParameter('archiveId', manifest.archiveId)
        .orIgnore()
        .execute();
    } catch (error) {
      if (!isDangling(error, 'backups_archive_id_fkey')) throw error;
      await this.#insertUnlessKnown(path, manifest);
    }
  }
}
