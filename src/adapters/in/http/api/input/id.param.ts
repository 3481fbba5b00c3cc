import { GREATEST_INTEGER, WholeNumberText } from './rules.js';

/** The id in a path. One that cannot be an id is refused as invalid, not as unknown. */
export class IdParam {
  @WholeNumberText(1, GREATEST_INTEGER)
  readonly id!: number;
}
