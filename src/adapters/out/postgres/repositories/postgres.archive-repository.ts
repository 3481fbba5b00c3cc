import { Injectable } from '@nestjs/common';
import { DataSource, type Repository } from 'typeorm';
import {
  ArchiveNameTaken,
  ArchiveNotFound,
  ArchiveRepository,
  type Archive,
  type ArchivePlan,
} from '../../../../modules/archives/index.js';
import { fromPlan, toArchive } from '../mappers/archive.mapper.js';
import { ArchiveRow } from '../rows/archive.row.js';
import { isDuplicate } from '../violations.js';

@Injectable()
export class PostgresArchiveRepository extends ArchiveRepository {
  readonly #rows: Repository<ArchiveRow>;

  constructor(private readonly dataSource: DataSource) {
    super();
    this.#rows = dataSource.getRepository(ArchiveRow);
  }

  async findAll(): Promise<readonly Archive[]> {
    const rows = await this.#rows.createQueryBuilder('archive').orderBy('lower(archive.name)').getMany();
    return rows.map(toArchive);
  }

  async findById(id: number): Promise<Archive | null> {
    const row = await this.#rows.findOneBy({ id });
    return row && toArchive(row);
  }

  async create(plan: ArchivePlan, at: Date): Promise<Archive> {
    const row = this.#rows.create({ ...fromPlan(plan), createdAt: at, updatedAt: at });
    await refusingTakenName(plan.name, () => this.#rows.insert(row));
    return toArchive(row);
  }

  update(id: number, edit: (current: Archive) => ArchivePlan, at: Date): Promise<Archive> {
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(ArchiveRow);
      // FOR UPDATE would hold up jobs of this archive that are queued meanwhile, because of their foreign key.
      const row = await rows.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
      if (!row) throw new ArchiveNotFound(id);
      const plan = edit(toArchive(row));
      const change = { ...fromPlan(plan), updatedAt: at };
      await refusingTakenName(plan.name, () => rows.update({ id }, change));
      return toArchive(Object.assign(row, change));
    });
  }

  async delete(id: number): Promise<void> {
    const { affected } = await this.#rows.delete({ id });
    if (!affected) throw new ArchiveNotFound(id);
  }
}

async function refusingTakenName(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicate(error, 'archives_name_key') ? new ArchiveNameTaken(name) : error;
  }
}
