import { FormatUnavailable, type OutputFormat } from '../../../../../modules/archives/index.js';
import { DiagnosticCheck, type Finding, ok, warning } from '../../../../../modules/diagnosis/index.js';
import { Compressors, type Packing } from '../compressors.js';
import type { SystemTools } from '../system-tools.js';

/** A format whose compressor is missing is refused; the others work. */
export class CompressionCheck extends DiagnosticCheck {
  readonly name: string;
  private readonly compressors: Compressors;

  constructor(
    tools: SystemTools,
    private readonly format: OutputFormat,
  ) {
    super();
    this.name = `Format ${format}`;
    this.compressors = new Compressors(tools);
  }

  async run(): Promise<Finding> {
    try {
      return ok(`compressed by ${compressorOf(await this.compressors.packingFor(this.format, null))}`);
    } catch (error) {
      if (!(error instanceof FormatUnavailable)) throw error;
      return warning('backups in this format are refused', error.message);
    }
  }
}

function compressorOf(packing: Packing): string {
  switch (packing.by) {
    case 'program':
      return packing.command.split(' ')[0] ?? packing.command;
    case 'node':
      return 'Node.js itself (the program "zstd" would be faster)';
    case 'nobody':
      return 'nobody';
  }
}
