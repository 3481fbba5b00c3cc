import { IsString, MinLength } from 'class-validator';
import { GREATEST_INTEGER, MayBeAbsent, WholeNumberText } from './rules.js';

export class LogQuery {
  /** Name of a stack: only the lines about it. */
  @MinLength(1)
  @IsString()
  @MayBeAbsent()
  readonly stack?: string;
}

export class LogTailQuery extends LogQuery {
  /** Only the lines after this one. */
  @WholeNumberText(0, GREATEST_INTEGER)
  @MayBeAbsent()
  readonly last_line?: number;
}

export class FollowQuery {
  /** Only the log lines after this one; the header Last-Event-ID, which a reconnecting browser sends, wins. */
  @WholeNumberText(0, GREATEST_INTEGER)
  @MayBeAbsent()
  readonly last_event_id?: number;
}
