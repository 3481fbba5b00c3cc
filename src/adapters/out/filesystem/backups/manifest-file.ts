import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsString,
  Matches,
  Min,
  ValidateIf,
  ValidateNested,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { InvalidInput, type FieldError } from '../../../../kernel/field-error.js';
import {
  MANIFEST_VERSION,
  OUTPUT_FORMATS,
  type Manifest,
  type ManifestContainer,
  type OutputFormat,
} from '../../../../modules/archives/index.js';

const SHA256 = /^[0-9a-f]{64}$/;
/** Null is a value like any other; only leaving the field out is wrong. */
const OrNull = (): PropertyDecorator => ValidateIf((_document, value) => value !== null);

class ContainerDocument {
  @IsString() readonly name!: string;
  @IsString() readonly service!: string;
  @IsString() readonly image!: string;
  @IsString() readonly image_id!: string;
  @OrNull() @IsString() readonly image_digest!: string | null;
  @IsString() readonly state!: string;
}

/** The manifest as it stands in the file. */
class ManifestDocument {
  @Equals(MANIFEST_VERSION) readonly version!: typeof MANIFEST_VERSION;
  @IsInt() readonly job_id!: number;
  @OrNull() @IsInt() readonly archive_id!: number | null;
  @IsString() readonly archive!: string;
  @IsString() readonly stack!: string;
  @IsString() readonly stack_path!: string;
  @IsString() readonly project!: string;
  @IsISO8601({ strict: true }) readonly created_at!: string;
  @IsIn(OUTPUT_FORMATS) readonly format!: OutputFormat;
  @IsBoolean() readonly include_data!: boolean;
  @IsInt() @Min(0) readonly bytes!: number;
  @Matches(SHA256) readonly sha256!: string;
  @IsInt() @Min(0) readonly file_count!: number;
  @IsInt() @Min(0) readonly source_bytes!: number;
  @OrNull() @IsInt() @Min(0) readonly downtime_ms!: number | null;
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ContainerDocument)
  readonly containers!: readonly ContainerDocument[];
  @OrNull() @Matches(SHA256) readonly compose_config_hash!: string | null;
  @IsArray() @IsString({ each: true }) readonly warnings!: readonly string[];
}

/** The text of a manifest file. */
export function formatManifest(manifest: Manifest): string {
  const document: ManifestDocument = {
    version: manifest.version,
    job_id: manifest.jobId,
    archive_id: manifest.archiveId,
    archive: manifest.archiveName,
    stack: manifest.stackName,
    stack_path: manifest.stackPath,
    project: manifest.project,
    created_at: manifest.createdAt.toISOString(),
    format: manifest.format,
    include_data: manifest.includeData,
    bytes: manifest.bytes,
    sha256: manifest.sha256,
    file_count: manifest.fileCount,
    source_bytes: manifest.sourceBytes,
    downtime_ms: manifest.downtimeMs,
    containers: manifest.containers.map(({ imageId, imageDigest, ...rest }) => ({
      ...rest,
      image_id: imageId,
      image_digest: imageDigest,
    })),
    compose_config_hash: manifest.composeConfigHash,
    warnings: manifest.warnings,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** @throws InvalidInput naming every field that is not as we write it. Unknown fields are left alone. */
export function parseManifest(text: string): Manifest {
  const document = plainToInstance(ManifestDocument, parseObject(text));
  const errors = validateSync(document).flatMap((error) => fieldErrors(error));
  if (errors.length > 0) throw new InvalidInput(errors);
  return {
    version: document.version,
    jobId: document.job_id,
    archiveId: document.archive_id,
    archiveName: document.archive,
    stackName: document.stack,
    stackPath: document.stack_path,
    project: document.project,
    createdAt: new Date(document.created_at),
    format: document.format,
    includeData: document.include_data,
    bytes: document.bytes,
    sha256: document.sha256,
    fileCount: document.file_count,
    sourceBytes: document.source_bytes,
    downtimeMs: document.downtime_ms,
    containers: document.containers.map(toContainer),
    composeConfigHash: document.compose_config_hash,
    warnings: document.warnings,
  };
}

const toContainer = ({
  name,
  service,
  image,
  image_id,
  image_digest,
  state,
}: ContainerDocument): ManifestContainer => ({
  name,
  service,
  image,
  imageId: image_id,
  imageDigest: image_digest,
  state,
});

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, as for any other text that is not an object.
  }
  throw InvalidInput.at('manifest', 'is not a JSON object');
}

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = `${parent}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, `${field}.`))];
}
