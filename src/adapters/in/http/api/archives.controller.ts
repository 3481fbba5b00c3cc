import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import {
  type Archive,
  CreateArchive,
  DeleteArchive,
  EditArchive,
  FindArchives,
} from '../../../../modules/archives/index.js';
import { FindJobs } from '../../../../modules/jobs/index.js';
import { ArchiveChangeInput, NewArchiveInput, toChange, toPlan } from './input/archive.input.js';
import { IdParam } from './input/id.param.js';
import { type ArchiveWire, archiveWire } from './wire/archive.wire.js';

@Controller('api/archives')
export class ArchivesController {
  constructor(
    private readonly findArchives: FindArchives,
    private readonly createArchive: CreateArchive,
    private readonly editArchive: EditArchive,
    private readonly deleteArchive: DeleteArchive,
    private readonly findJobs: FindJobs,
  ) {}

  @Get()
  async list(): Promise<{ archives: readonly ArchiveWire[] }> {
    const archives = await this.findArchives.all();
    const lastJobs = await this.findJobs.latestOf(archives.map(({ id }) => id));
    return { archives: archives.map((archive) => archiveWire(archive, lastJobs.get(archive.id))) };
  }

  @Get(':id')
  async read(@Param() { id }: IdParam): Promise<ArchiveWire> {
    return this.withLastJob(await this.findArchives.byId(id));
  }

  @Post(['', 'create'])
  async create(
    @Body() input: NewArchiveInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ArchiveWire> {
    const archive = await this.createArchive.execute(toPlan(input));
    response.location(`/api/archives/${archive.id}`);
    return this.withLastJob(archive);
  }

  @Patch(':id')
  async change(@Param() { id }: IdParam, @Body() input: ArchiveChangeInput): Promise<ArchiveWire> {
    return this.withLastJob(await this.editArchive.execute(id, toChange(input)));
  }

  @Post(':id/edit')
  @HttpCode(200)
  edit(@Param() param: IdParam, @Body() input: ArchiveChangeInput): Promise<ArchiveWire> {
    return this.change(param, input);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param() { id }: IdParam): Promise<void> {
    await this.deleteArchive.execute(id);
  }

  @Post(':id/delete')
  @HttpCode(204)
  removeByPost(@Param() param: IdParam): Promise<void> {
    return this.remove(param);
  }

  private async withLastJob(archive: Archive): Promise<ArchiveWire> {
    const lastJobs = await this.findJobs.latestOf([archive.id]);
    return archiveWire(archive, lastJobs.get(archive.id));
  }
}
