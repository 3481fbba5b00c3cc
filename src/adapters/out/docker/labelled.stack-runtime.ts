import { type ComposeContainer, StackRuntime } from '../../../modules/stacks/index.js';
import { PROJECT_LABEL } from './compose-labels.js';

/** Finds what Compose made by the label that it puts on each container. */
export abstract class LabelledStackRuntime extends StackRuntime {
  containers(): Promise<readonly ComposeContainer[]> {
    return this.list(PROJECT_LABEL);
  }

  containersOfProject(project: string): Promise<readonly ComposeContainer[]> {
    return this.list(`${PROJECT_LABEL}=${project}`);
  }

  /** Stopped ones too. `label`: a label, or a label and its value. @throws EngineUnreachable */
  protected abstract list(label: string): Promise<readonly ComposeContainer[]>;
}
